import type { Lots, Ticks } from '../listing/instrument';
import { type Candle, flat } from './candle';
import { ExactSum } from './exact-sum';
import type { PricePath } from './price-path';
import { mix, mixUnit } from './random';
import { bidBelow, spreadAt } from './touch';
import { hourOf, MINUTE, MINUTES_PER_HOUR, minuteOf, type Trade, tradeId } from './trade';

/** Size of the price movement between two trades that follow each other, as a share of the price. */
const JITTER = 0.0004;
/** Trades of the past are fewer and so much larger than live ones: they are to be summed, and their volume is to be like that of life. */
const PAST_SIZE = 3;
const HALF = 65_536;

/**
 * Trades of times in which the exchange was not running, made when asked for and always the same for the same seed and time.
 * Candles are sums over them, so every interval agrees with every other and with the list of trades.
 *
 * They are made in blocks: of a minute, or of an hour for symbols that trade seldom, whose day is then a few hundred trades. Every block
 * has a trade in its first minute, so the price at any time is found without looking far back.
 */
export class PastTrades {
  readonly #blockMinutes: number;
  readonly #perBlock: number;

  /**
   * @param path whose joints are an hour apart for a symbol that trades seldom, else a minute
   * @param tradesPerHour on average; a multiple of 60, or below 60 for a symbol that trades seldom
   */
  constructor(
    private readonly path: PricePath,
    private readonly seed: number,
    readonly ordinaryLots: Lots,
    tradesPerHour: number,
  ) {
    this.#blockMinutes = tradesPerHour < MINUTES_PER_HOUR ? MINUTES_PER_HOUR : 1;
    this.#perBlock = (tradesPerHour * this.#blockMinutes) / MINUTES_PER_HOUR;
  }

  /** Calls `visit` with each trade of one hour before a time (ms), oldest first. */
  visitHour(hour: number, visit: Visitor, before = Infinity): void {
    const count = this.#makeHour(hour);
    for (let index = 0; index < count; index++) {
      const time = made.times[index] ?? 0;
      if (time >= before) return;
      visit(time, made.ticks[index] ?? 0, made.lots[index] ?? 0, made.buyerIsMaker[index] === 1);
    }
  }

  /** Whether a day of it is so few trades that sums over them need not be kept. */
  get seldom(): boolean {
    return this.#blockMinutes > 1;
  }

  /** All trades of the minutes `from` up to, not including, `before` as a candle. Months are summed this way. */
  sum(from: number, before: number): Candle {
    const { times, ticks, lots, buyerIsMaker } = made;
    const [begin, end] = [from * MINUTE, before * MINUTE];
    let candle: Candle | undefined;
    let carried = 0;
    const total = new ExactSum();
    const quote = new ExactSum();
    const taker = new ExactSum();
    const takerQuote = new ExactSum();
    for (let hour = hourOf(from); hour <= hourOf(before - 1); hour++) {
      const count = this.#makeHour(hour);
      for (let index = 0; index < count; index++) {
        const [time, price, quantity] = [times[index] ?? 0, ticks[index] ?? 0, lots[index] ?? 0];
        if (time >= end) break;
        if (time < begin) {
          carried = price;
          continue;
        }
        candle ??= flat(minuteOf(time) === from ? price : carried);
        if (price > candle.high) candle.high = price;
        if (price < candle.low) candle.low = price;
        candle.close = price;
        candle.count++;
        total.add(quantity);
        quote.addProduct(price, quantity);
        if (buyerIsMaker[index] === 1) continue;
        taker.add(quantity);
        takerQuote.addProduct(price, quantity);
      }
    }
    candle ??= flat(carried);
    candle.lots = total.total;
    candle.tickLots = quote.total;
    candle.takerBuyLots = taker.total;
    candle.takerBuyTickLots = takerQuote.total;
    return candle;
  }

  /** Trades of one minute, oldest first, with `from <= time < before`. */
  minute(minute: number, from = -Infinity, before = Infinity): Trade[] {
    const trades: Trade[] = [];
    const count = this.#make(Math.floor(minute / this.#blockMinutes), 0);
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
    const count = this.#make(((hour + 1) * MINUTES_PER_HOUR) / this.#blockMinutes - 1, 0);
    return { ticks: made.ticks[count - 1] ?? 0, time: made.times[count - 1] ?? 0 };
  }

  /** Makes the trades of an hour and returns how many there are. */
  #makeHour(hour: number): number {
    const blocks = MINUTES_PER_HOUR / this.#blockMinutes;
    let count = 0;
    for (let block = hour * blocks; block < (hour + 1) * blocks; block++) count = this.#make(block, count);
    return count;
  }

  /** Makes the trades of a block behind the `count` made already, and returns how many there are then. */
  #make(block: number, count: number): number {
    const begin = block * this.#blockMinutes * MINUTE;
    const length = this.#blockMinutes * MINUTE;
    const own = mix(this.seed, block);
    const number = Math.ceil(this.#perBlock / 2) + (own % (this.#perBlock + 1));
    // Whole hours are busier or calmer than others.
    const hour = Math.floor((block * this.#blockMinutes) / MINUTES_PER_HOUR);
    // A block is as long as the path is straight.
    const from = this.path.joint(block);
    const slope = this.path.joint(block + 1) - from;
    const ordinary = PAST_SIZE * this.ordinaryLots * (0.4 + 1.6 * mixUnit(this.seed ^ 0x5bd1e995, hour));
    const firstPart = Math.min(MINUTE / length, 1 / number);
    for (let index = 0; index < number; index++) {
      // Two mixed numbers have bits for all four qualities of a trade.
      const first = mix(own, 2 * index);
      const second = mix(own, 2 * index + 1);
      const when = (first >>> 16) / HALF;
      const part = index === 0 ? when * firstPart : (index + when) / number;
      const time = begin + Math.floor(part * length);
      const buyerIsMaker = (second & 1) === 0;
      const middle = (from + slope * part) * (1 + JITTER * ((first & 0xffff) / HALF - 0.5));
      const bid = bidBelow(middle);
      made.times[count + index] = time;
      made.ticks[count + index] = buyerIsMaker ? bid : bid + spreadAt(middle);
      made.lots[count + index] = tradeLots(ordinary, (second >>> 1) / 2_147_483_648);
      made.buyerIsMaker[count + index] = buyerIsMaker ? 1 : 0;
    }
    return count + number;
  }
}

type Visitor = (time: number, ticks: Ticks, lots: Lots, buyerIsMaker: boolean) => void;

/** Lots of a trade: many small ones and a few large, `ordinary` on average; `unit` is in [0, 1). */
export function tradeLots(ordinary: number, unit: number): Lots {
  return Math.max(1, Math.round(-Math.log(1 - unit) * ordinary));
}

/** Room for the busiest hour of a symbol, whose blocks have at most half as many trades again as on average. */
const MOST_PER_HOUR = 60 * 120;

/** The trades made last, one array for each quality; used again for the next, because months of them are made at once. */
const made = {
  times: new Float64Array(MOST_PER_HOUR),
  ticks: new Float64Array(MOST_PER_HOUR),
  lots: new Float64Array(MOST_PER_HOUR),
  buyerIsMaker: new Uint8Array(MOST_PER_HOUR),
};
