import { refuse } from './api-error';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const ORDERS_A_SECOND = 10;
const ORDERS_A_DAY = 100_000;
const RAW_REQUESTS = 5_000;
export const WEIGHT_LIMIT = 1_200;

/** PROTOCOL: limits. In exchangeInfo's words and order. */
export function rateLimits(weightLimit: number) {
  return [
    { rateLimitType: 'requestsWeight', interval: 'minute', intervalNum: 1, limit: weightLimit },
    { rateLimitType: 'orders', interval: 'second', intervalNum: 1, limit: ORDERS_A_SECOND },
    { rateLimitType: 'orders', interval: 'day', intervalNum: 1, limit: ORDERS_A_DAY },
    { rateLimitType: 'rawRequests', interval: 'minute', intervalNum: 5, limit: RAW_REQUESTS },
  ] as const;
}

/** Refused requests a client may go on with before it is banned; those already on their way are no bad will. */
export const TOLERATED = 20;
const SHORTEST_BAN = 2 * MINUTE;
const LONGEST_BAN = 3 * DAY;

/** Counts inside windows that begin at whole multiples of their length. */
class Window {
  #begin = Number.NaN;
  used = 0;

  constructor(
    private readonly length: number,
    readonly limit: number,
  ) {}

  at(now: number): this {
    const begin = now - (now % this.length);
    if (begin !== this.#begin) this.used = 0;
    this.#begin = begin;
    return this;
  }

  /** Whole seconds until the window ends, at least 1. */
  retryAfter(now: number): number {
    return Math.max(1, Math.ceil((this.length - (now % this.length)) / SECOND));
  }
}

/** Bans a client that goes on after being refused; each ban is twice as long as the one before. */
class Penalty {
  #strikes = 0;
  #bans = 0;
  #until = 0;

  /** Throws 418 while banned. */
  check(now: number): void {
    if (now < this.#until) throw refuse.banned(this.#until, Math.ceil((this.#until - now) / SECOND));
  }

  /** Counts a refusal; the one too many begins a ban. */
  strike(now: number): void {
    if (++this.#strikes <= TOLERATED) return;
    this.#strikes = 0;
    const length = Math.min(SHORTEST_BAN * 2 ** this.#bans++, LONGEST_BAN);
    this.#until = now + length;
    this.check(now);
  }

  forgive(): void {
    this.#strikes = 0;
  }
}

/** Request limits of one remote address. */
export class RequestLimits {
  readonly #weight: Window;
  readonly #raw = new Window(5 * MINUTE, RAW_REQUESTS);
  readonly penalty = new Penalty();

  constructor(weightLimit = WEIGHT_LIMIT) {
    this.#weight = new Window(MINUTE, weightLimit);
  }

  /** Counts a request; throws 418 while banned, 429 when it is one too many. */
  count(weight: number, now: number): void {
    this.penalty.check(now);
    const used = this.#weight.at(now);
    const raw = this.#raw.at(now);
    used.used += weight;
    raw.used += 1;
    const over = used.used > used.limit ? used : raw.used > raw.limit ? raw : undefined;
    if (!over) {
      this.penalty.forgive();
      return;
    }
    this.penalty.strike(now);
    const what =
      over === used ? `${used.limit} request weight per 1 MINUTE` : `${raw.limit} requests per 5 MINUTE`;
    throw refuse.requests(
      `Too many requests; current limit is ${what}. Please use the websocket for live updates to avoid polling the API.`,
      over.retryAfter(now),
    );
  }

  /** PROTOCOL: response headers with what was counted so far. */
  headers(now: number): Record<string, string> {
    const used = String(this.#weight.at(now).used);
    return { 'X-MBX-USED-WEIGHT': used, 'X-MBX-USED-WEIGHT-1M': used };
  }
}

/** Order limits of one account. */
export class OrderLimits {
  readonly #second = new Window(SECOND, ORDERS_A_SECOND);
  readonly #day = new Window(DAY, ORDERS_A_DAY);
  readonly #penalty = new Penalty();

  /** Throws 429 when another order would be one too many, 418 when the client has gone on too long. */
  check(now: number): void {
    this.#penalty.check(now);
    const day = this.#day.at(now);
    const second = this.#second.at(now);
    const over = day.used >= day.limit ? day : second.used >= second.limit ? second : undefined;
    if (!over) return;
    this.#penalty.strike(now);
    const unit = over === day ? '1 DAY' : '1 SECOND';
    throw refuse.orders(
      `Too many new orders; current limit is ${over.limit} orders per ${unit}.`,
      over.retryAfter(now),
    );
  }

  /** Counts an accepted order and returns its headers. */
  accept(now: number): Record<string, string> {
    this.#penalty.forgive();
    const second = this.#second.at(now);
    const day = this.#day.at(now);
    second.used++;
    day.used++;
    return { 'X-MBX-ORDER-COUNT-1S': String(second.used), 'X-MBX-ORDER-COUNT-1D': String(day.used) };
  }
}
