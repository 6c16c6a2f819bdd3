import type { Market } from './market';
import type { MarketMaker } from './market-maker';

const TICK = 50;
/** Longest time one tick may take, ms; the rest waits, so that requests are answered in between. */
const BUDGET = 15;
/** Time of a tick that may go to preparing what will be asked for, ms; a client's first question comes soon after the start. */
const SPARE = 25;
/** A standstill longer than this is a sleep of the machine: history is filled in for it. */
const STANDSTILL = 60_000;
/** Changes that a tick was too short for are made up for by as many ticks at most. */
const MOST_OWED_TICKS = 4;
/** Usual time between two steps of a market, ms, and trades in an hour of history of a market that trades at such a pace. */
const USUAL_PACE = 1200;
const USUAL_TRADES = 240;

/** A market and who makes it. */
interface Made {
  readonly market: Market;
  readonly maker: MarketMaker;
}

interface Seat extends Made {
  due: number;
  /** Chance of a trade at a step, against the usual one. */
  readonly eagerness: number;
}

export interface ClockPlan {
  readonly makers: readonly Made[];
  readonly now: () => number;
  /** Numbers in [0, 1), for the waits. */
  readonly random: () => number;
  /** Book changes a second over all markets; undefined leaves each market its own pace. */
  readonly rate: number | undefined;
  /** Whether a client waits for long work; the market stands still meanwhile. */
  readonly isBusy: () => boolean;
  /** Does a small piece of work ahead of time; false when none is left. */
  readonly prepare: () => boolean;
}

/**
 * Lets every market live at its own varying pace, on average a step in 1.2 s and less often with thousands of symbols; or, with a rate,
 * makes as many book changes as wanted, as far as the time of a tick allows.
 */
export class MarketClock {
  readonly #seats: Seat[];
  readonly #pace: number;
  #timer: NodeJS.Timeout | undefined;
  #last: number;
  #next = 0;
  #prepared = false;
  /** Book changes to be made; below 0 after a step that made more than were left. */
  #owed = 0;
  #ticked = performance.now();

  constructor(private readonly plan: ClockPlan) {
    this.#last = plan.now();
    this.#pace = Math.max(USUAL_PACE, plan.makers.length);
    this.#seats = plan.makers.map((made) => ({
      ...made,
      due: this.#last + this.#wait(),
      eagerness: ((made.market.instrument.listing.tradesPerHour / USUAL_TRADES) * this.#pace) / USUAL_PACE,
    }));
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    if (this.plan.isBusy()) return;
    const now = this.plan.now();
    if (now - this.#last > STANDSTILL)
      for (const { market } of this.#seats) market.history.fillGap(this.#last, now);
    // A clock that was set back would otherwise leave everything waiting for a time long ahead.
    if (now < this.#last) for (const seat of this.#seats) seat.due = now;
    this.#last = now;
    const begun = performance.now();
    if (this.plan.rate === undefined) this.#step(now, begun);
    else this.#storm(this.plan.rate, now, begun);
    const stepped = performance.now();
    while (!this.#prepared && performance.now() - stepped < SPARE) this.#prepared = !this.plan.prepare();
  }

  /** Every market whose time has come. */
  #step(now: number, begun: number): void {
    for (let visited = 0; visited < this.#seats.length; visited++) {
      const seat = this.#seat();
      if (!seat || seat.due > now) continue;
      this.#live(seat, now);
      if (performance.now() - begun > BUDGET) return;
    }
  }

  /** As many changes as are owed: steps of markets whose time has come, small changes of the others. */
  #storm(rate: number, now: number, begun: number): void {
    const most = (rate * TICK * MOST_OWED_TICKS) / 1000;
    this.#owed = Math.min(this.#owed + (rate * (begun - this.#ticked)) / 1000, most);
    this.#ticked = begun;
    while (this.#owed > 0 && performance.now() - begun < BUDGET) {
      const seat = this.#seat();
      if (!seat) return;
      const before = seat.market.changes;
      if (seat.due <= now) this.#live(seat, now);
      else seat.maker.stir(now);
      this.#owed -= Math.max(1, seat.market.changes - before);
    }
  }

  #live(seat: Seat, now: number): void {
    seat.due = now + this.#wait();
    seat.maker.step(now, seat.eagerness);
  }

  #seat(): Seat | undefined {
    const seat = this.#seats[this.#next];
    this.#next = (this.#next + 1) % this.#seats.length;
    return seat;
  }

  /** Uneven waits, never more than three times the pace. */
  #wait(): number {
    return Math.min(3, 0.1 - 0.9 * Math.log(1 - this.plan.random())) * this.#pace;
  }
}
