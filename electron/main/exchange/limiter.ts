import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Headers } from './http-exchange';
import type { RateLimit } from './jex/schemas';
import { notSent, type Outcome } from './outcome';
import { correct, limitsOf, type CountedLimit } from './rate-limits';
import { systemTime, type TimeSource } from './time-source';

/**
 * Who goes first: orders and cancels, then the user's own data, then the market that is looked at, then polling, then what is read
 * of the past.
 */
export type Priority = 'order' | 'user' | 'shown' | 'polling' | 'past';

/** What one request costs. */
export interface Cost {
  readonly weight: number;
  /** Counts against the limits of orders, which the server keeps per account. */
  readonly isOrder: boolean;
  readonly account: string;
}

interface LimiterState {
  readonly usedWeight: number;
  readonly weightLimit: number;
  /** Requests held back now. */
  readonly waiting: number;
  /** Unix ms before which nothing is sent (429, 418), or null. */
  readonly blockedUntil: number | null;
}

interface Waiter {
  readonly cost: Cost;
  readonly priority: Priority;
  /** Monotonic ms. */
  readonly deadline: number;
  readonly owner: object;
  readonly end: (outcome: Outcome<never> | null) => void;
}

const PRIORITIES: readonly Priority[] = ['order', 'user', 'shown', 'polling', 'past'];
/**
 * Part of the weight and of the raw requests that each may use: the rest is kept for those before it. Of the past so much can be read
 * at once (10 weight a symbol, after each break of the account's stream) that prices could not be asked for again after the break.
 * Another market costs 8 weight: who leafs through markets must not wait because the past has just been read.
 */
const SHARE: Readonly<Record<Priority, number>> = {
  order: 1,
  user: 0.95,
  shown: 0.85,
  polling: 0.7,
  past: 0.5,
};

/**
 * Holds requests back so that no limit of the venue is broken, for the whole app: one per REST origin, because the server counts
 * weight by address. Order counts are kept per account.
 */
export class Limiter {
  readonly state: StoreApi<LimiterState>;
  readonly #time: TimeSource;
  #weights: CountedLimit[] = limitsOf('requestsWeight', [], []);
  #requests: CountedLimit[] = limitsOf('rawRequests', [], []);
  #orderRows: readonly RateLimit[] = [];
  readonly #orders = new Map<string, CountedLimit[]>();
  /** Monotonic ms. */
  #blockedUntil = -Infinity;
  #waiters: Waiter[] = [];
  #stopTimer: (() => void) | undefined;

  constructor(time: TimeSource = systemTime) {
    this.#time = time;
    this.state = createStore<LimiterState>(() => ({
      usedWeight: 0,
      weightLimit: this.#weights[0]?.limit ?? 0,
      waiting: 0,
      blockedUntil: null,
    }));
  }

  /** Spends `cost` at once and answers true, or spends nothing and answers false: then {@link wait}. What is spent must {@link end}. */
  take(cost: Cost, priority: Priority): boolean {
    const rank = PRIORITIES.indexOf(priority);
    if (this.#waiters.some((waiter) => PRIORITIES.indexOf(waiter.priority) <= rank)) return false;
    const now = this.#time.monotonic();
    if (this.#delay(cost, priority, now) > 0) return false;
    this.#spend(cost);
    return true;
  }

  /**
   * Waits for its turn and spends `cost` (answer null), or ends as not sent when that would take longer than `patienceMs`, when
   * `signal` aborts, or when `owner` is abandoned.
   */
  wait(
    cost: Cost,
    priority: Priority,
    patienceMs: number,
    owner: object,
    signal?: AbortSignal,
  ): Promise<Outcome<never> | null> {
    if (signal?.aborted === true) return Promise.resolve(notSent('cancelled', 'The call was cancelled.'));
    return new Promise((resolve) => {
      const onAbort = (): void => this.#remove(waiter, notSent('cancelled', 'The call was cancelled.'));
      const waiter: Waiter = {
        cost,
        priority,
        deadline: this.#time.monotonic() + patienceMs,
        owner,
        end: (outcome) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(outcome);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiters.push(waiter);
      this.#serve();
    });
  }

  /** Ends every wait of a connection that is closing. */
  abandon(owner: object): void {
    for (const waiter of this.#waiters.filter((candidate) => candidate.owner === owner)) {
      this.#remove(waiter, notSent('closed', 'The connection was closed.'));
    }
  }

  /** Tells that a request for which `cost` was spent ended; `wasSent` false gives the cost back. */
  end(cost: Cost, wasSent: boolean): void {
    const now = this.#time.monotonic();
    for (const { count } of this.#weights) count.end(cost.weight, now, wasSent);
    for (const { count } of this.#requests) count.end(1, now, wasSent);
    if (cost.isOrder) for (const { count } of this.#ordersOf(cost.account)) count.end(1, now, wasSent);
    if (this.#waiters.length > 0) this.#serve();
  }

  /** Takes over the limits that exchangeInfo tells; what is counted already stays counted. */
  configure(rows: readonly RateLimit[]): void {
    this.#weights = limitsOf('requestsWeight', rows, this.#weights);
    this.#requests = limitsOf('rawRequests', rows, this.#requests);
    this.#orderRows = rows;
    for (const [account, present] of this.#orders)
      this.#orders.set(account, limitsOf('orders', rows, present));
    this.#serve();
  }

  /** Learns from an answer's headers what the server has counted. */
  observe(headers: Headers, account: string): void {
    const now = this.#time.monotonic();
    correct(this.#weights, headers, now);
    correct(this.#ordersOf(account), headers, now);
    this.#publish(now);
  }

  /** Sends nothing for `ms`. PROTOCOL: 429 and 418 mean to back off until `Retry-After` ends. */
  block(ms: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#time.monotonic() + ms);
    this.#serve();
  }

  /** Milliseconds until a 429 or 418 is over; 0 when nothing is blocked. */
  blockedFor(): number {
    return Math.max(0, this.#blockedUntil - this.#time.monotonic());
  }

  /** What an account has spent of its longest limit of orders (the day's). */
  orderCount(account: string): { used: number; limit: number } {
    const now = this.#time.monotonic();
    let longest: CountedLimit | undefined;
    for (const limit of this.#ordersOf(account)) {
      if (longest === undefined || limit.count.intervalMs > longest.count.intervalMs) longest = limit;
    }
    return longest === undefined
      ? { used: 0, limit: 0 }
      : { used: longest.count.used(now), limit: longest.limit };
  }

  #ordersOf(account: string): CountedLimit[] {
    let limits = this.#orders.get(account);
    if (limits === undefined) {
      limits = limitsOf('orders', this.#orderRows, []);
      this.#orders.set(account, limits);
    }
    return limits;
  }

  #spend(cost: Cost): void {
    for (const { count } of this.#weights) count.begin(cost.weight);
    for (const { count } of this.#requests) count.begin(1);
    if (cost.isOrder) for (const { count } of this.#ordersOf(cost.account)) count.begin(1);
  }

  /** Milliseconds until a request may go; 0 for now. */
  #delay(cost: Cost, priority: Priority, now: number): number {
    return Math.max(this.#sharedDelay(cost, priority, now), this.#orderDelay(cost, now));
  }

  /** By what all requests to this origin share. */
  #sharedDelay(cost: Cost, priority: Priority, now: number): number {
    let delay = this.#blockedUntil - now;
    const share = SHARE[priority];
    for (const { count, limit } of this.#weights) {
      delay = Math.max(delay, count.waitFor(cost.weight, Math.max(1, Math.floor(limit * share)), now));
    }
    for (const { count, limit } of this.#requests) {
      delay = Math.max(delay, count.waitFor(1, Math.max(1, Math.floor(limit * share)), now));
    }
    return Math.max(0, delay);
  }

  #orderDelay(cost: Cost, now: number): number {
    if (!cost.isOrder) return 0;
    let delay = 0;
    for (const { count, limit } of this.#ordersOf(cost.account))
      delay = Math.max(delay, count.waitFor(1, limit, now));
    return delay;
  }

  /** Lets go whoever may go, in order, turns away whoever would wait too long, and comes back for the rest. */
  #serve(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    const now = this.#time.monotonic();
    let next = Infinity;
    for (const priority of PRIORITIES) {
      let heldBefore = false;
      for (const waiter of this.#waiters.filter((candidate) => candidate.priority === priority)) {
        const shared = this.#sharedDelay(waiter.cost, priority, now);
        const delay = Math.max(shared, this.#orderDelay(waiter.cost, now));
        if (now + delay > waiter.deadline) {
          this.#drop(waiter, tooLong(delay));
        } else if (delay === 0 && !heldBefore) {
          this.#spend(waiter.cost);
          this.#drop(waiter, null);
        } else {
          // An account at its own limit of orders holds nobody else back: its cancels must still go.
          heldBefore ||= shared > 0;
          next = Math.min(next, now + Math.max(1, delay));
        }
      }
    }
    if (this.#blockedUntil > now) next = Math.min(next, this.#blockedUntil);
    if (next < Infinity) {
      this.#stopTimer = this.#time.after(next - now, () => this.#serve(), this.#waiters.length === 0);
    }
    this.#publish(now);
  }

  #remove(waiter: Waiter, outcome: Outcome<never>): void {
    if (!this.#waiters.includes(waiter)) return;
    this.#drop(waiter, outcome);
    this.#serve();
  }

  #drop(waiter: Waiter, outcome: Outcome<never> | null): void {
    this.#waiters = this.#waiters.filter((candidate) => candidate !== waiter);
    waiter.end(outcome);
  }

  #publish(now: number): void {
    const [weight] = this.#weights;
    const blockedMs = this.#blockedUntil - now;
    const next: LimiterState = {
      usedWeight: weight?.count.used(now) ?? 0,
      weightLimit: weight?.limit ?? 0,
      waiting: this.#waiters.length,
      blockedUntil: blockedMs > 0 ? (this.state.getState().blockedUntil ?? 0) : null,
    };
    const until = Math.round(this.#time.wall() + blockedMs);
    // The end is recomputed only when it moved: it would otherwise tremble with the two clocks.
    const blockedUntil =
      next.blockedUntil === null || Math.abs(next.blockedUntil - until) < 50 ? next.blockedUntil : until;
    this.state.setState({ ...next, blockedUntil }, true);
  }
}

function tooLong(delay: number): Outcome<never> {
  const message = 'Held back to stay within the limits of the exchange.';
  return Number.isFinite(delay)
    ? notSent('rate-limit', message, Math.ceil(delay))
    : notSent('rate-limit', 'The request costs more than the exchange ever allows.');
}

const limiters = new Map<string, Limiter>();

/** The one limiter of an origin; it outlives connections, as the server's counts and bans do. */
export function limiterFor(origin: string): Limiter {
  let limiter = limiters.get(origin);
  if (limiter === undefined) {
    limiter = new Limiter();
    limiters.set(origin, limiter);
  }
  return limiter;
}
