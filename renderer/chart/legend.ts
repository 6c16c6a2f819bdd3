import {
  compare,
  divideDown,
  isDecimal,
  isZero,
  multiply,
  subtract,
  type Decimal,
} from '@shared/domain/decimal';
import type { Candle } from '@shared/domain/market';
import { directionOf, formatAmount, formatCompact, formatSignificant, formatSigned } from '../format/amount';

/** What the legend says of one candle, written out. */
export interface LegendFigures {
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  /** From open to close: `+12.40` and `+0.02 %`. */
  readonly change: string;
  readonly changePercent: string;
  readonly direction: 'up' | 'down' | 'flat';
}

/** Prices in `places` decimals; every figure comes from the candle's decimals. */
export function legendOf(candle: Candle, places: number): LegendFigures {
  const known = isDecimal(candle.open) && isDecimal(candle.close);
  const change = known ? subtract(candle.close, candle.open) : '0';
  return {
    open: formatAmount(candle.open, places),
    high: formatAmount(candle.high, places),
    low: formatAmount(candle.low, places),
    close: formatAmount(candle.close, places),
    volume: volumeText(candle.volume),
    change: formatSigned(change, places),
    changePercent: percentText(change, candle.open),
    direction: directionOf(change),
  };
}

/** `+0.02 %`; nothing where there is no price to compare with. */
function percentText(change: string, open: string): string {
  if (!isDecimal(open) || isZero(open)) return '';
  const down = change.startsWith('-');
  const part = divideDown(multiply(change.replace('-', ''), '100'), open, 8);
  return `${formatSigned(down ? `-${part}` : part, 2)} %`;
}

/** A volume in few characters: `81.23M`, `38.2114`, `0.00012`. Cut, never rounded up. */
export function volumeText(volume: Decimal): string {
  if (!isDecimal(volume)) return volume;
  return compare(volume, '1000') >= 0 ? formatCompact(volume) : formatSignificant(volume, 6);
}
