import type { Decimal } from '@shared/domain/decimal';
import type { Candle } from '@shared/domain/market';

/** A point each half hour. */
export const STEP_MS = 30 * 60_000;
const STEPS = 48;
export const DAY_MS = STEPS * STEP_MS;

/**
 * The price at the begin of 24 hours and at the end of each half hour since, oldest first; nothing when nothing was traded. A half
 * hour without a candle has the price of the one before it: not every exchange tells candles without trades.
 *
 * @param candles of half hours, ascending
 * @param until Unix ms within the newest half hour
 */
export function pointsOf(candles: readonly Candle[], until: number): Decimal[] {
  const first = candles[0];
  if (!first) return [];
  const last = until - (until % STEP_MS);
  const points: Decimal[] = [first.open];
  let at = 0;
  let price = first.open;
  for (let begin = last - DAY_MS + STEP_MS; begin <= last; begin += STEP_MS) {
    for (let next = candles[at]; next && next.openTime <= begin; next = candles[at]) {
      price = next.close;
      at += 1;
    }
    points.push(price);
  }
  return points;
}
