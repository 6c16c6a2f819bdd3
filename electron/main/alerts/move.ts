import type { AlertRule } from '@shared/domain/alert';
import {
  add,
  compare,
  divideDown,
  isZero,
  multiply,
  subtract,
  toPlaces,
  type Decimal,
} from '@shared/domain/decimal';

type ChangeRule = Extract<AlertRule, { kind: 'change' }>;

interface Bucket {
  /** Unix ms, server. */
  readonly begin: number;
  low: Decimal;
  high: Decimal;
}

/** The window is forgotten in so many parts: a price is held for between 59/60 and the whole of it. */
const PARTS = 60;
const MINUTE_MS = 60_000;

/** The extremes of the last minutes of one symbol, and whether the price has moved away from them by so many percent. */
export class MoveWindow {
  readonly #buckets: Bucket[] = [];
  readonly #length: number;
  readonly #part: number;
  #low: Decimal | undefined;
  #high: Decimal | undefined;
  /** At or above the first, at or below the second the rule holds; undefined when it cannot. */
  #rise: Decimal | undefined;
  #fall: Decimal | undefined;

  constructor(readonly rule: ChangeRule) {
    this.#length = rule.minutes * MINUTE_MS;
    this.#part = this.#length / PARTS;
  }

  get isEmpty(): boolean {
    return this.#buckets.length === 0;
  }

  /** Whether the rule holds at this price, with the signed percent; the price is part of the window then. `at` never goes back. */
  look(price: Decimal, at: number): string | undefined {
    this.#forget(at);
    const measure = this.#measure(price, price);
    this.#keep(price, price, at);
    return measure;
  }

  /** As {@link look}, for all prices between; the order of its own extremes proves nothing. */
  lookAtSpan(span: { readonly high: Decimal; readonly low: Decimal }, at: number): string | undefined {
    this.#forget(at);
    const measure = this.#measure(span.high, span.low);
    this.#keep(span.low, span.high, at);
    return measure;
  }

  #measure(high: Decimal, low: Decimal): string | undefined {
    const { direction } = this.rule;
    if (direction !== 'down' && this.#rise !== undefined && compare(high, this.#rise) >= 0)
      return percentBetween(this.#low ?? high, high);
    if (direction !== 'up' && this.#fall !== undefined && compare(low, this.#fall) <= 0)
      return percentBetween(this.#high ?? low, low);
    return undefined;
  }

  #keep(low: Decimal, high: Decimal, at: number): void {
    const last = this.#buckets.at(-1);
    if (last && at < last.begin + this.#part) {
      if (compare(low, last.low) < 0) last.low = low;
      if (compare(high, last.high) > 0) last.high = high;
    } else this.#buckets.push({ begin: at, low, high });
    if (this.#low === undefined || compare(low, this.#low) < 0) this.#setLow(low);
    if (this.#high === undefined || compare(high, this.#high) > 0) this.#setHigh(high);
  }

  #forget(now: number): void {
    let gone = false;
    for (let first = this.#buckets[0]; first && first.begin < now - this.#length; first = this.#buckets[0]) {
      this.#buckets.shift();
      gone ||= first.low === this.#low || first.high === this.#high;
    }
    if (!gone) return;
    let [low, high]: (Decimal | undefined)[] = [];
    for (const bucket of this.#buckets) {
      if (low === undefined || compare(bucket.low, low) < 0) low = bucket.low;
      if (high === undefined || compare(bucket.high, high) > 0) high = bucket.high;
    }
    this.#setLow(low);
    this.#setHigh(high);
  }

  #setLow(low: Decimal | undefined): void {
    this.#low = low;
    this.#rise = low === undefined ? undefined : scaled(low, add('100', this.rule.percent));
  }

  #setHigh(high: Decimal | undefined): void {
    this.#high = high;
    const left = subtract('100', this.rule.percent);
    this.#fall = high === undefined || left.startsWith('-') || isZero(left) ? undefined : scaled(high, left);
  }
}

const scaled = (price: Decimal, percent: Decimal): Decimal => divideDown(multiply(price, percent), '100', 20);

function percentBetween(from: Decimal, to: Decimal): string {
  if (isZero(from)) return '0';
  const rises = compare(to, from) >= 0;
  const size = rises ? subtract(to, from) : subtract(from, to);
  return `${rises ? '' : '-'}${toPlaces(divideDown(multiply(size, '100'), from, 6), 2)}`;
}
