import { made } from './made-trades';
import { MINUTE as MINUTE_MS, MINUTES_PER_HOUR, minuteOf } from './trade';

/** Columns of the flat list of minutes that traded: prices and number of the minute, and its sums. */
export const WIDTH = 10;
export const OPEN = 0;
export const HIGH = 1;
export const LOW = 2;
export const CLOSE = 3;
export const LOTS = 4;
export const TICK_LOTS = 5;
export const COUNT = 6;
export const TAKER_LOTS = 7;
export const TAKER_TICK_LOTS = 8;
export const MINUTE = 9;

/** The minutes of the first `count` trades made last, which are of one hour; undefined when a sum of a minute is beyond the exact range of numbers. */
export function rowsOfMade(count: number): number[] | undefined {
  const { times, ticks, lots, buyerIsMaker } = made;
  const rows: number[] = [];
  let index = 0;
  while (index < count) {
    const time = times[index] ?? 0;
    const minute = minuteOf(time);
    const end = (minute + 1) * MINUTE_MS;
    const open = ticks[index] ?? 0;
    const first = index;
    let [high, low, close, sum, product, taker, takerProduct] = [open, open, open, 0, 0, 0, 0];
    for (; index < count && (times[index] ?? 0) < end; index++) {
      close = ticks[index] ?? 0;
      if (close > high) high = close;
      if (close < low) low = close;
      const quantity = lots[index] ?? 0;
      sum += quantity;
      product += close * quantity;
      if (buyerIsMaker[index] === 1) continue;
      taker += quantity;
      takerProduct += close * quantity;
    }
    // Nothing is negative: where the largest sum is exact, all others were on the way.
    if (!Number.isSafeInteger(product)) return undefined;
    rows.push(
      open,
      high,
      low,
      close,
      sum,
      product,
      index - first,
      taker,
      takerProduct,
      minute % MINUTES_PER_HOUR,
    );
  }
  return rows;
}
