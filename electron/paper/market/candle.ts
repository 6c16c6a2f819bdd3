import type { Ticks } from '../listing/instrument';

/** Open, high, low, close and sums over a span. Volumes are exact: lots, and ticks × lots for the quote side. */
export interface Candle {
  open: Ticks;
  high: Ticks;
  low: Ticks;
  close: Ticks;
  lots: bigint;
  tickLots: bigint;
  count: number;
  takerBuyLots: bigint;
  takerBuyTickLots: bigint;
}

/** Adds the later candle to the earlier one; undefined is nothing yet. */
export function extend(earlier: Candle | undefined, later: Candle): Candle {
  if (!earlier) return { ...later };
  earlier.high = Math.max(earlier.high, later.high);
  earlier.low = Math.min(earlier.low, later.low);
  earlier.close = later.close;
  earlier.lots += later.lots;
  earlier.tickLots += later.tickLots;
  earlier.count += later.count;
  earlier.takerBuyLots += later.takerBuyLots;
  earlier.takerBuyTickLots += later.takerBuyTickLots;
  return earlier;
}

/** A candle without trades. */
export function flat(ticks: Ticks): Candle {
  return {
    open: ticks,
    high: ticks,
    low: ticks,
    close: ticks,
    lots: 0n,
    tickLots: 0n,
    count: 0,
    takerBuyLots: 0n,
    takerBuyTickLots: 0n,
  };
}
