import type { Lots, Ticks } from '../listing/instrument';
import type { Candle } from './candle';

export const MINUTES_PER_HOUR = 60;

/** The sixty one-minute candles of one hour, in one packed array: months of minutes must stay small. */
export class Hour {
  readonly #rows = new Float64Array(MINUTES_PER_HOUR * WIDTH);

  /** @param carried price in force when the hour began; minutes before the first trade are flat at it */
  constructor(readonly carried: Ticks) {}

  /** Counts a trade in a minute of this hour (0 to 59). Throws when a sum leaves the exact range. */
  add(minute: number, ticks: Ticks, lots: Lots, buyerIsMaker: boolean): void {
    const rows = this.#rows;
    const at = minute * WIDTH;
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
    this.#sum(at + LOTS, lots);
    this.#sum(at + TICK_LOTS, ticks * lots);
    if (buyerIsMaker) return;
    this.#sum(at + TAKER_LOTS, lots);
    this.#sum(at + TAKER_TICK_LOTS, ticks * lots);
  }

  /** Forgets everything, so that the array can serve another hour. */
  clear(): this {
    this.#rows.fill(0);
    return this;
  }

  count(minute: number): number {
    return this.#read(minute * WIDTH + COUNT);
  }

  /** All minutes `from` up to, not including, `before` as one candle; undefined for an empty span. Minutes without trades are flat. */
  sum(from = 0, before = MINUTES_PER_HOUR): Candle | undefined {
    let close = this.carried;
    let candle: Candle | undefined;
    const [lots, tickLots, takerLots, takerTickLots] = [new Sum(), new Sum(), new Sum(), new Sum()];
    for (let minute = 0; minute < before; minute++) {
      const at = minute * WIDTH;
      const traded = this.#read(at + COUNT) > 0;
      if (minute >= from) {
        candle ??= flat(traded ? this.#read(at + OPEN) : close);
        if (traded) {
          candle.high = Math.max(candle.high, this.#read(at + HIGH));
          candle.low = Math.min(candle.low, this.#read(at + LOW));
          candle.close = this.#read(at + CLOSE);
          candle.count += this.#read(at + COUNT);
          lots.add(this.#read(at + LOTS));
          tickLots.add(this.#read(at + TICK_LOTS));
          takerLots.add(this.#read(at + TAKER_LOTS));
          takerTickLots.add(this.#read(at + TAKER_TICK_LOTS));
        }
      }
      if (traded) close = this.#read(at + CLOSE);
    }
    if (!candle) return undefined;
    candle.lots = lots.total;
    candle.tickLots = tickLots.total;
    candle.takerBuyLots = takerLots.total;
    candle.takerBuyTickLots = takerTickLots.total;
    return candle;
  }

  /** Price in force at the end of the hour. */
  get close(): Ticks {
    for (let minute = MINUTES_PER_HOUR - 1; minute >= 0; minute--) {
      if (this.count(minute) > 0) return this.#read(minute * WIDTH + CLOSE);
    }
    return this.carried;
  }

  #read(at: number): number {
    return this.#rows[at] ?? 0;
  }

  #sum(at: number, more: number): void {
    const total = this.#read(at) + more;
    if (!Number.isSafeInteger(total))
      throw new RangeError('the volume of one minute is beyond the exact range');
    this.#rows[at] = total;
  }
}

/** An exact sum of safe integers, in the quick kind of number for as long as that is exact. */
class Sum {
  #quick = 0;
  #large = 0n;

  add(amount: number): void {
    const sum = this.#quick + amount;
    if (Number.isSafeInteger(sum)) {
      this.#quick = sum;
      return;
    }
    this.#large += BigInt(this.#quick);
    this.#quick = amount;
  }

  get total(): bigint {
    return this.#large + BigInt(this.#quick);
  }
}

const WIDTH = 9;
const OPEN = 0;
const HIGH = 1;
const LOW = 2;
const CLOSE = 3;
const LOTS = 4;
const TICK_LOTS = 5;
const COUNT = 6;
const TAKER_LOTS = 7;
const TAKER_TICK_LOTS = 8;

function flat(ticks: Ticks): Candle {
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
