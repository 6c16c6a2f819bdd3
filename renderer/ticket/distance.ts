import { compare, isDecimal, isZero, subtract, type Decimal } from '@shared/domain/decimal';
import { formatSignificant } from '../format/amount';
import { percentOf } from '../format/precision';

/** How far a price is from a best price: signed difference, signed percent of the best price. */
export interface Distance {
  readonly amount: string;
  readonly percent: string;
  /** More than {@link FAR_PERCENT} away: probably a slip of the hand. */
  readonly far: boolean;
}

const FAR_PERCENT = '5';

/** undefined while one of the two is no price. */
export function distanceOf(price: string, best: Decimal | ''): Distance | undefined {
  if (!isDecimal(price) || !isDecimal(best) || isZero(best)) return undefined;
  const below = compare(price, best) < 0;
  const gap = below ? subtract(best, price) : subtract(price, best);
  const percent = percentOf(gap, best, 8);
  return {
    amount: below ? `-${gap}` : gap,
    percent: below ? `-${percent}` : percent,
    far: compare(percent, FAR_PERCENT) > 0,
  };
}

/** A distance in percent in two or three digits, cut: what is not quite 100 % away is not called so. */
export function distanceText(percent: string): string {
  return formatSignificant(percent, /^-?\d\d/.test(percent) ? 3 : 2);
}
