import type { Lots, Ticks } from '../listing/instrument';
import type { PricePath } from './price-path';
import { mix, mixUnit } from './random';
import { touchAround } from './touch';
import { MINUTE, type Trade, tradeId } from './trade';

/** Size of the price movement between two trades of one minute, as a share of the price. */
const JITTER = 0.0004;

/**
 * Trades of minutes in which the exchange was not running, made when asked for and always the same for the same seed and minute.
 * Candles are sums over them, so every interval agrees with every other and with the list of trades.
 */
export class PastTrades {
  constructor(
    private readonly path: PricePath,
    private readonly seed: number,
    private readonly ordinaryLots: Lots,
    private readonly tradesPerMinute: number,
  ) {}

  /** Calls `visit` with each trade of one minute, oldest first. Months are summed this way, so no objects are made. */
  visit(minute: number, visit: Visitor): void {
    const own = mix(this.seed, minute);
    const count = Math.ceil(this.tradesPerMinute / 2) + (own % (this.tradesPerMinute + 1));
    // Whole hours are busier or calmer than others.
    const activity = 0.4 + 1.6 * mixUnit(this.seed ^ 0x5bd1e995, Math.floor(minute / 60));
    for (let index = 0; index < count; index++) {
      const when = mixUnit(own, 4 * index);
      const time = minute * MINUTE + Math.floor(((index + when) / count) * MINUTE);
      const middle = this.path.smooth(time) * (1 + JITTER * (mixUnit(own, 4 * index + 1) - 0.5));
      const buyerIsMaker = mixUnit(own, 4 * index + 2) < 0.5;
      const touch = touchAround(middle);
      const lots = tradeLots(this.ordinaryLots * activity, mixUnit(own, 4 * index + 3));
      visit(buyerIsMaker ? touch.bid : touch.ask, lots, buyerIsMaker, time, index);
    }
  }

  /** Trades of one minute, oldest first, with `from <= time < before`. */
  minute(minute: number, from = -Infinity, before = Infinity): Trade[] {
    const trades: Trade[] = [];
    this.visit(minute, (ticks, lots, buyerIsMaker, time, index) => {
      if (time >= from && time < before)
        trades.push({ id: tradeId(minute, index), ticks, lots, time, buyerIsMaker });
    });
    return trades;
  }
}

type Visitor = (ticks: Ticks, lots: Lots, buyerIsMaker: boolean, time: number, index: number) => void;

/** Lots of a trade: many small ones and a few large, `ordinary` on average; `unit` is in [0, 1). */
export function tradeLots(ordinary: number, unit: number): Lots {
  return Math.max(1, Math.round(-Math.log(1 - unit) * ordinary));
}
