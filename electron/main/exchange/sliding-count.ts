/** Pieces of an interval that are forgotten one by one: the count errs by at most 1/60 of the interval, on the safe side. */
const PIECES = 60;

/**
 * What was spent within the last interval. The server counts in windows whose start we do not know, and counts a request at some
 * moment between its first byte and its answer. So a request counts from the moment it is begun until one interval after it ended:
 * then no window of the server can hold more than the limit.
 */
export class SlidingCount {
  readonly #width: number;
  readonly #pieces = new Map<number, number>();
  #ended = 0;
  #underway = 0;

  constructor(readonly intervalMs: number) {
    this.#width = intervalMs / PIECES;
  }

  used(now: number): number {
    const oldest = Math.floor(now / this.#width) - PIECES;
    for (const [piece, amount] of this.#pieces) {
      if (piece >= oldest) break;
      this.#pieces.delete(piece);
      this.#ended -= amount;
    }
    return this.#ended + this.#underway;
  }

  /** Counts a request that is about to be sent. */
  begin(amount: number): void {
    this.#underway += amount;
  }

  /** It ended: forgotten one interval later, or at once when the server never saw it. */
  end(amount: number, now: number, wasSent: boolean): void {
    this.#underway = Math.max(0, this.#underway - amount);
    if (wasSent) this.add(amount, now);
  }

  /** Counts what was spent until now. */
  add(amount: number, now: number): void {
    const piece = Math.floor(now / this.#width);
    this.#pieces.set(piece, (this.#pieces.get(piece) ?? 0) + amount);
    this.#ended += amount;
  }

  /**
   * Milliseconds until `amount` fits under `ceiling`: 0 when it fits now, Infinity when it never will, and the least time possible
   * when that depends on requests underway.
   */
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
