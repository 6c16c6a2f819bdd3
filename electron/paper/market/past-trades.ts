import type { Lots, Ticks } from '../listing/instrument';
import { type Candle, flat } from './candle';
import { made, makeTrades, type PastPlan } from './made-trades';
import type { PricePath } from './price-path';
import { TradeSums } from './trade-sums';
import { hourOf, MINUTE, MINUTES_PER_HOUR, minuteOf, type Trade, tradeId } from './trade';

/**
 * Trades of times in which the exchange was not running, made when asked for and always the same for the same seed and time.
 * Candles are sums over them, so every interval agrees with every other and with the list of trades.
 *
 * They are made in blocks: of a minute, or of an hour for symbols that trade seldom, whose day is then a few hundred trades. Every block
 * has a trade in its first minute, so the price at any time is found without looking far back.
 */
export class PastTrades {
  readonly #plan: PastPlan;

  /**
   * @param path whose joints are an hour apart for a symbol that trades seldom, else a minute
   * @param tradesPerHour on average; a multiple of 60, or below 60 for a symbol that trades seldom
   */
  constructor(
    path: PricePath,
    seed: number,
    readonly ordinaryLots: Lots,
    tradesPerHour: number,
  ) {
    const blockMinutes = tradesPerHour < MINUTES_PER_HOUR ? MINUTES_PER_HOUR : 1;
    const perBlock = (tradesPerHour * blockMinutes) / MINUTES_PER_HOUR;
    this.#plan = { path, seed, ordinaryLots, blockMinutes, perBlock };
  }

  /**
   * Makes the trades of one hour before a time (ms) and returns how many they are; {@link made} has them until others are made. The first
   * of a whole hour is in its first minute.
   */
  makeHour(hour: number, before = Infinity): number {
    const blocks = MINUTES_PER_HOUR / this.#plan.blockMinutes;
    let count = makeTrades(this.#plan, hour * blocks, blocks);
    while (count > 0 && (made.times[count - 1] ?? 0) >= before) count--;
    return count;
  }

  /** Whether a day of it is so few trades that sums over them need not be kept. */
  get seldom(): boolean {
    return this.#plan.blockMinutes > 1;
  }

  /** All trades of the minutes `from` up to, not including, `before` as a candle. Months are summed this way. */
  sum(from: number, before: number): Candle {
    const { times, ticks } = made;
    const [begin, end] = [from * MINUTE, before * MINUTE];
    let candle: Candle | undefined;
    let carried = 0;
    const sums = new TradeSums();
    for (let hour = hourOf(from); hour <= hourOf(before - 1); hour++) {
      const count = this.makeHour(hour);
      let first = 0;
      while (first < count && (times[first] ?? 0) < begin) carried = ticks[first++] ?? 0;
      let last = count;
      while (last > first && (times[last - 1] ?? 0) >= end) last--;
      if (first === last) continue;
      candle ??= flat(minuteOf(times[first] ?? 0) === from ? (ticks[first] ?? 0) : carried);
      follow(candle, first, last);
      sums.add(first, last);
    }
    candle ??= flat(carried);
    candle.lots = sums.lots.total;
    candle.tickLots = sums.tickLots.total;
    candle.takerBuyLots = sums.takerLots.total;
    candle.takerBuyTickLots = sums.takerTickLots.total;
    return candle;
  }

  /** Trades of one minute, oldest first, with `from <= time < before`. */
  minute(minute: number, from = -Infinity, before = Infinity): Trade[] {
    const trades: Trade[] = [];
    const count = makeTrades(this.#plan, Math.floor(minute / this.#plan.blockMinutes), 1);
    for (let index = 0; index < count; index++) {
      const time = made.times[index] ?? 0;
      if (minuteOf(time) !== minute) continue;
      trades.push({
        id: tradeId(minute, trades.length),
        ticks: made.ticks[index] ?? 0,
        lots: made.lots[index] ?? 0,
        time,
        buyerIsMaker: made.buyerIsMaker[index] === 1,
      });
    }
    return trades.filter(({ time }) => time >= from && time < before);
  }

  /** The last trade of an hour. */
  lastOf(hour: number): { readonly ticks: Ticks; readonly time: number } {
    const count = makeTrades(this.#plan, ((hour + 1) * MINUTES_PER_HOUR) / this.#plan.blockMinutes - 1, 1);
    return { ticks: made.ticks[count - 1] ?? 0, time: made.times[count - 1] ?? 0 };
  }
}

/** Brings the trades made last, from the number `first` up to, not including, `last`, into a candle's prices and count. */
function follow(candle: Candle, first: number, last: number): void {
  const { ticks } = made;
  let { high, low } = candle;
  for (let index = first; index < last; index++) {
    const price = ticks[index] ?? 0;
    if (price > high) high = price;
    if (price < low) low = price;
  }
  candle.high = high;
  candle.low = low;
  candle.close = ticks[last - 1] ?? 0;
  candle.count += last - first;
}
