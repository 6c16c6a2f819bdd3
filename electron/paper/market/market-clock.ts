import type { Market } from './market';
import type { MarketMaker } from './market-maker';

const TICK = 50;
/** Longest time one tick may take, ms; the rest waits, so that requests are answered in between. */
const BUDGET = 15;
/** Time of a tick that may go to preparing what will be asked for, ms. */
const SPARE = 4;
/** A standstill longer than this is a sleep of the machine: history is filled in for it. */
const STANDSTILL = 60_000;

interface Seat {
  readonly market: Market;
  readonly maker: MarketMaker;
  due: number;
}

/** Lets every market live at its own varying pace: on average a step in 1.2 s, less often with thousands of symbols. */
export class MarketClock {
  readonly #seats: Seat[];
  readonly #pace: number;
  #timer: NodeJS.Timeout | undefined;
  #last: number;
  #next = 0;
  #prepared = false;

  /** @param prepare does a small piece of work ahead of time; false when none is left */
  constructor(
    makers: readonly { readonly market: Market; readonly maker: MarketMaker }[],
    private readonly now: () => number,
    private readonly prepare: () => boolean,
  ) {
    this.#last = now();
    this.#pace = Math.max(1200, makers.length);
    this.#seats = makers.map((seat) => ({ ...seat, due: this.#last + this.#wait() }));
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = this.now();
    if (now - this.#last > STANDSTILL)
      for (const { market } of this.#seats) market.history.fillGap(this.#last, now);
    // A clock that was set back would otherwise leave everything waiting for a time long ahead.
    const setBack = now < this.#last;
    this.#last = now;
    const begun = performance.now();
    for (let visited = 0; visited < this.#seats.length; visited++) {
      const seat = this.#seats[this.#next];
      this.#next = (this.#next + 1) % this.#seats.length;
      if (!seat || (seat.due > now && !setBack)) continue;
      seat.due = now + this.#wait();
      seat.maker.step(now);
      if (performance.now() - begun > BUDGET) return;
    }
    const stepped = performance.now();
    while (!this.#prepared && performance.now() - stepped < SPARE) this.#prepared = !this.prepare();
  }

  /** Uneven waits, never more than three times the pace. */
  #wait(): number {
    return Math.min(3, 0.1 - 0.9 * Math.log(1 - Math.random())) * this.#pace;
  }
}
