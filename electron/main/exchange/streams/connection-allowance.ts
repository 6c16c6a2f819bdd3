import type { TimeSource } from '../time-source';

/** Connections that may be made in one go, as when the desk opens or wakes. */
export const BURST = 20;
/** One more may be made each so often: 60 a minute, well below what servers of this family bear (300 in 5 minutes). */
const REFILL_MS = 1_000;

/** How often connections to one stream server may be made, however often symbols are switched or a socket breaks. */
export class ConnectionAllowance {
  readonly #time: Pick<TimeSource, 'monotonic'>;
  #left = BURST;
  #countedAt: number;
  #blockedUntil = 0;

  constructor(time: Pick<TimeSource, 'monotonic'>) {
    this.#time = time;
    this.#countedAt = time.monotonic();
  }

  /** 0 when a connection may be made now, which then counts; else the ms after which to ask again. */
  take(): number {
    const now = this.#time.monotonic();
    if (now < this.#blockedUntil) return this.#blockedUntil - now;
    this.#left = Math.min(BURST, this.#left + (now - this.#countedAt) / REFILL_MS);
    this.#countedAt = now;
    // Whole milliseconds: a fraction can be too small to move the clock.
    if (this.#left < 1) return Math.ceil((1 - this.#left) * REFILL_MS);
    this.#left -= 1;
    return 0;
  }

  /** The server told us to wait (`Retry-After`). */
  block(ms: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#time.monotonic() + ms);
  }
}
