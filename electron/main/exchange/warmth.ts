import type { TimeSource } from './time-source';

/** Well before an idle connection is closed (transport.ts: 25 s). */
const REST_MS = 20_000;

/**
 * Keeps the connection of the orders open while somebody may send one at any moment: when nothing has gone over it for a while, the
 * server's clock is measured on it (weight 1), so that a click waits for no TCP and no TLS.
 */
export class Warmth {
  readonly #time: TimeSource;
  readonly #measure: () => Promise<unknown>;
  #usedAt = -Infinity;
  #wanted = false;
  #stopTimer: (() => void) | undefined;

  /** `measure` sends one small request over the connection; it never rejects. */
  constructor(time: TimeSource, measure: () => Promise<unknown>) {
    this.#time = time;
    this.#measure = measure;
  }

  /** Something was answered on the connection at `at` (monotonic ms). */
  used(at: number): void {
    this.#usedAt = at;
  }

  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (wanted) this.#tend();
  }

  #tend(): void {
    const rest = this.#usedAt + REST_MS - this.#time.monotonic();
    if (rest > 0) return this.#comeBack(rest);
    void this.#measure().finally(() => {
      // Also when it failed: the next try has time.
      if (this.#wanted) this.#comeBack(REST_MS);
    });
  }

  #comeBack(ms: number): void {
    this.#stopTimer?.();
    this.#stopTimer = this.#time.after(ms, () => this.#tend(), true);
  }
}
