/** Pieces of an interval that are forgotten one by one: the count errs by at most 1/60 of the interval, on the safe side. */
const PIECES = 60;

/**
 * What was spent within the last interval. The server counts in windows whose start we do not know; what never exceeds the limit
 * in any interval never exceeds it in the server's.
 */
export class SlidingCount {
  readonly #width: number;
  readonly #pieces = new Map<number, number>();
  #used = 0;

  constructor(readonly intervalMs: number) {
    this.#width = intervalMs / PIECES;
  }

  used(now: number): number {
    const oldest = Math.floor(now / this.#width) - PIECES;
    for (const [piece, amount] of this.#pieces) {
      if (piece >= oldest) break;
      this.#pieces.delete(piece);
      this.#used -= amount;
    }
    return this.#used;
  }

  add(amount: number, now: number): void {
    const piece = Math.floor(now / this.#width);
    this.#pieces.set(piece, (this.#pieces.get(piece) ?? 0) + amount);
    this.#used += amount;
  }

  /** Takes back what was added at `then` and never reached the server. */
  takeBack(amount: number, then: number): void {
    const piece = Math.floor(then / this.#width);
    const held = this.#pieces.get(piece);
    if (held === undefined) return;
    this.#pieces.set(piece, held - amount);
    this.#used -= amount;
  }

  /** Milliseconds until `amount` fits under `ceiling`; 0 when it fits now, Infinity when it never will. */
  waitFor(amount: number, ceiling: number, now: number): number {
    let excess = this.used(now) + amount - ceiling;
    if (excess <= 0) return 0;
    if (amount > ceiling) return Infinity;
    for (const [piece, held] of this.#pieces) {
      excess -= held;
      if (excess <= 0) return (piece + PIECES + 1) * this.#width - now;
    }
    return this.intervalMs;
  }
}
