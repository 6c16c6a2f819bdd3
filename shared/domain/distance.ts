import { compare, divideDown, multiply, subtract, toPlaces, type Decimal } from './decimal';
import type { Side } from './order';

/** The best prices of the book; null where a side is empty or nothing is known. */
export interface Touch {
  readonly bid: Decimal | null;
  readonly ask: Decimal | null;
}

/** How far a price is from the best price that it is measured against. */
export interface TouchDistance {
  readonly of: 'bid' | 'ask';
  readonly best: Decimal;
  /** |price − best| × 100; divided by `best` it is the percent. */
  readonly hundredfold: Decimal;
  /** Signed percent, cut to two decimals, for people. */
  readonly percent: string;
}

/**
 * A buy is measured against the best ask when it is above it, against the best bid when it is below it, and has no distance between
 * the two; a sell likewise from below. Where one side is empty the other one counts both ways. undefined when both are.
 */
export function distanceFromTouch(side: Side, price: Decimal, touch: Touch): TouchDistance | undefined {
  const { bid, ask } = touch;
  if (bid !== null && (ask === null || compare(price, bid) < 0)) return from('bid', bid, price);
  if (ask !== null && (bid === null || compare(price, ask) > 0)) return from('ask', ask, price);
  if (bid === null || ask === null) return undefined;
  return side === 'BUY' ? within('ask', ask) : within('bid', bid);
}

/** Whether it is at least so many percent away: exact, whatever is shown. */
export function isAtLeast({ best, hundredfold }: TouchDistance, percent: Decimal): boolean {
  return compare(hundredfold, multiply(percent, best)) >= 0;
}

export function isBeyond({ best, hundredfold }: TouchDistance, percent: Decimal): boolean {
  return compare(hundredfold, multiply(percent, best)) > 0;
}

function from(of: 'bid' | 'ask', best: Decimal, price: Decimal): TouchDistance {
  const below = compare(price, best) < 0;
  const hundredfold = multiply(below ? subtract(best, price) : subtract(price, best), '100');
  const percent = toPlaces(divideDown(hundredfold, best, 2), 2);
  return { of, best, hundredfold, percent: below ? `-${percent}` : percent };
}

function within(of: 'bid' | 'ask', best: Decimal): TouchDistance {
  return { of, best, hundredfold: '0', percent: '0.00' };
}
