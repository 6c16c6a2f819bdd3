/**
 * A moment that is moved often and rarely comes: its timer is moved only to an earlier time, since to set one for each request would cost
 * more than most parts of the request. `onPast` is called once for each deadline that goes by.
 */
export class Deadline {
  readonly #onPast: () => void;
  /** Monotonic ms. */
  #at = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timerAt = Infinity;

  constructor(onPast: () => void) {
    this.#onPast = onPast;
  }

  set(ms: number): void {
    const now = performance.now();
    this.#at = now + ms;
    if (this.#timer === undefined || this.#timerAt > this.#at) this.#wakeIn(ms, now);
  }

  clear(): void {
    this.#at = Infinity;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wakeIn(ms: number, now: number): void {
    clearTimeout(this.#timer);
    this.#timerAt = now + ms;
    this.#timer = setTimeout(this.#look, ms);
  }

  readonly #look = (): void => {
    const now = performance.now();
    const left = this.#at - now;
    // Timers are exact to a millisecond.
    if (left >= 1) return this.#wakeIn(left, now);
    this.clear();
    this.#onPast();
  };
}
