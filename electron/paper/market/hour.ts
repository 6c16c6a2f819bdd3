import type { Ticks } from '../listing/instrument';
import { type Candle, extend } from './candle';
import type { Trade } from './trade';

export const MINUTES_PER_HOUR = 60;

/** The sixty one-minute candles of one hour, in one packed array: months of minutes must stay small. */
export class Hour {
  readonly #rows = new Float64Array(MINUTES_PER_HOUR * WIDTH);

  /** @param carried price in force when the hour began; minutes before the first trade are flat at it */
  constructor(readonly carried: Ticks) {}

  /** Counts a trade in a minute of this hour (0 to 59). Throws when a sum leaves the exact range. */
  add(minute: number, trade: Pick<Trade, 'ticks' | 'lots' | 'buyerIsMaker'>): void {
    const rows = this.#rows;
    const at = minute * WIDTH;
    const { ticks, lots } = trade;
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
    if (trade.buyerIsMaker) return;
    this.#sum(at + TAKER_LOTS, lots);
    this.#sum(at + TAKER_TICK_LOTS, ticks * lots);
  }

  count(minute: number): number {
    return this.#read(minute * WIDTH + COUNT);
  }

  /** All minutes `from` up to, not including, `before` as one candle; undefined for an empty span. Minutes without trades are flat. */
  sum(from = 0, before = MINUTES_PER_HOUR): Candle | undefined {
    let close = this.carried;
    let candle: Candle | undefined;
    for (let minute = 0; minute < before; minute++) {
      const at = minute * WIDTH;
      const traded = this.#read(at + COUNT) > 0;
      if (minute >= from && (traded || !candle))
        candle = extend(candle, traded ? this.#candle(at) : flat(close));
      if (traded) close = this.#read(at + CLOSE);
    }
    return candle;
  }

  /** Price in force at the end of the hour. */
  get close(): Ticks {
    for (let minute = MINUTES_PER_HOUR - 1; minute >= 0; minute--) {
      if (this.count(minute) > 0) return this.#read(minute * WIDTH + CLOSE);
    }
    return this.carried;
  }

  #candle(at: number): Candle {
    return {
      open: this.#read(at + OPEN),
      high: this.#read(at + HIGH),
      low: this.#read(at + LOW),
      close: this.#read(at + CLOSE),
      lots: BigInt(this.#read(at + LOTS)),
      tickLots: BigInt(this.#read(at + TICK_LOTS)),
      count: this.#read(at + COUNT),
      takerBuyLots: BigInt(this.#read(at + TAKER_LOTS)),
      takerBuyTickLots: BigInt(this.#read(at + TAKER_TICK_LOTS)),
    };
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
