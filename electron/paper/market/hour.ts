import type { Lots, Ticks } from '../listing/instrument';
import { type Candle, flat } from './candle';
import { ExactSum } from './exact-sum';
import { made } from './made-trades';
import {
  CLOSE,
  COUNT,
  HIGH,
  LOTS,
  LOW,
  MINUTE,
  OPEN,
  rowsOfMade,
  TAKER_LOTS,
  TAKER_TICK_LOTS,
  TICK_LOTS,
  WIDTH,
} from './minute-rows';
import { MINUTES_PER_HOUR, minuteOf } from './trade';

/** The one-minute candles of one hour, in one flat list of those minutes that traded: months of thousands of symbols must stay small. */
export class Hour {
  readonly #rows: number[];
  /** What a minute's sums have beyond the exact range of numbers, by minute and column: of very high or very low prices alone. */
  #beyond: Map<number, bigint> | undefined;

  /** @param carried price in force when the hour began; minutes before the first trade are flat at it */
  constructor(
    private readonly carried: Ticks,
    rows: number[] = [],
  ) {
    this.#rows = rows;
  }

  /** Of the first `count` trades made last, which are of one hour. */
  static ofMade(carried: Ticks, count: number): Hour {
    const rows = rowsOfMade(count);
    const hour = new Hour(carried, rows);
    for (let index = 0; !rows && index < count; index++) {
      const minute = minuteOf(made.times[index] ?? 0) % MINUTES_PER_HOUR;
      hour.add(minute, made.ticks[index] ?? 0, made.lots[index] ?? 0, made.buyerIsMaker[index] === 1);
    }
    return hour;
  }

  /** Counts a trade in a minute of this hour (0 to 59). */
  add(minute: number, ticks: Ticks, lots: Lots, buyerIsMaker: boolean): void {
    const at = this.#rowOf(minute);
    const rows = this.#rows;
    if (rows[at + COUNT] === 0) {
      rows[at + OPEN] = ticks;
      rows[at + HIGH] = ticks;
      rows[at + LOW] = ticks;
    } else {
      rows[at + HIGH] = Math.max(this.#read(at + HIGH), ticks);
      rows[at + LOW] = Math.min(this.#read(at + LOW), ticks);
    }
    rows[at + CLOSE] = ticks;
    rows[at + COUNT] = this.#read(at + COUNT) + 1;
    this.#sum(at, LOTS, lots);
    this.#sumProduct(at, TICK_LOTS, ticks, lots);
    if (buyerIsMaker) return;
    this.#sum(at, TAKER_LOTS, lots);
    this.#sumProduct(at, TAKER_TICK_LOTS, ticks, lots);
  }

  /** Number of trades in a minute. */
  count(minute: number): number {
    for (let at = this.#rows.length - WIDTH; at >= 0; at -= WIDTH) {
      if (this.#read(at + MINUTE) === minute) return this.#read(at + COUNT);
    }
    return 0;
  }

  /** All minutes `from` up to, not including, `before` as one candle; undefined for an empty span. Minutes without trades are flat. */
  sum(from = 0, before = MINUTES_PER_HOUR): Candle | undefined {
    if (from >= before) return undefined;
    let at = 0;
    let close = this.carried;
    for (; at < this.#rows.length && this.#read(at + MINUTE) < from; at += WIDTH)
      close = this.#read(at + CLOSE);
    const opens = at < this.#rows.length && this.#read(at + MINUTE) === from;
    const candle = flat(opens ? this.#read(at + OPEN) : close);
    let end = at;
    let tickLots = 0;
    for (; end < this.#rows.length && this.#read(end + MINUTE) < before; end += WIDTH) {
      const [high, low] = [this.#read(end + HIGH), this.#read(end + LOW)];
      if (high > candle.high) candle.high = high;
      if (low < candle.low) candle.low = low;
      candle.close = this.#read(end + CLOSE);
      candle.count += this.#read(end + COUNT);
      tickLots += this.#read(end + TICK_LOTS);
    }
    // Nothing is negative and no other sum is larger: where this one is exact, all are.
    const total =
      !this.#beyond && Number.isSafeInteger(tickLots)
        ? (column: number) => this.#quickTotal(at, end, column)
        : (column: number) => this.#exactTotal(at, end, column);
    candle.lots = total(LOTS);
    candle.tickLots = total(TICK_LOTS);
    candle.takerBuyLots = total(TAKER_LOTS);
    candle.takerBuyTickLots = total(TAKER_TICK_LOTS);
    return candle;
  }

  #quickTotal(from: number, end: number, column: number): bigint {
    let total = 0;
    for (let at = from + column; at < end; at += WIDTH) total += this.#read(at);
    return BigInt(total);
  }

  #exactTotal(from: number, end: number, column: number): bigint {
    const sum = new ExactSum();
    for (let at = from; at < end; at += WIDTH) this.#addTo(sum, at, column);
    return sum.total;
  }

  /** Where the row of a minute begins; makes it when the minute has not traded yet. Rows are in order of time. */
  #rowOf(minute: number): number {
    let at = this.#rows.length;
    while (at > 0 && this.#read(at - WIDTH + MINUTE) > minute) at -= WIDTH;
    if (at > 0 && this.#read(at - WIDTH + MINUTE) === minute) return at - WIDTH;
    // In the order of the constants below.
    const row = [0, 0, 0, 0, 0, 0, 0, 0, 0, minute];
    if (at === this.#rows.length) this.#rows.push(...row);
    else this.#rows.splice(at, 0, ...row);
    return at;
  }

  #read(at: number): number {
    return this.#rows[at] ?? 0;
  }

  #sum(at: number, column: number, more: number): void {
    const total = this.#read(at + column) + more;
    if (Number.isSafeInteger(total)) {
      this.#rows[at + column] = total;
      return;
    }
    this.#addBeyond(at, column, BigInt(this.#read(at + column)));
    this.#rows[at + column] = more;
  }

  #sumProduct(at: number, column: number, ticks: Ticks, lots: Lots): void {
    const product = ticks * lots;
    if (Number.isSafeInteger(product)) this.#sum(at, column, product);
    else this.#addBeyond(at, column, BigInt(ticks) * BigInt(lots));
  }

  #addBeyond(at: number, column: number, more: bigint): void {
    this.#beyond ??= new Map();
    const key = this.#read(at + MINUTE) * WIDTH + column;
    this.#beyond.set(key, (this.#beyond.get(key) ?? 0n) + more);
  }

  #addTo(sum: ExactSum, at: number, column: number): void {
    sum.add(this.#read(at + column));
    const beyond = this.#beyond?.get(this.#read(at + MINUTE) * WIDTH + column);
    if (beyond !== undefined) sum.addLarge(beyond);
  }
}
