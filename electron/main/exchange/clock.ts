import type { TimeSource } from './time-source';

/** One reading of `/time`. Monotonic ms for ours, Unix ms for the server's. */
export interface ClockSample {
  readonly serverTime: number;
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface ClockReading {
  /** Server clock minus this machine's clock. */
  readonly offsetMs: number;
  /** Half the round trip of the sample in use. */
  readonly uncertaintyMs: number;
  /** Unix ms of this machine. */
  readonly syncedAt: number;
}

/** Samples kept; the best of them is in use. */
const WINDOW = 8;
const FIRST_SAMPLES = 3;
const REFRESH_MS = 3 * 60_000;
/** How far two quartz clocks may drift apart: an old sample must beat a new one by this much. */
const DRIFT = 50e-6;
/** The wall clock and the monotonic one drift slowly; more than this at once is a set clock or a sleep. */
const JUMP_MS = 500;
/** PROTOCOL: `timestamp < serverTime + 1000`. */
const MAX_AHEAD_MS = 1_000;
const AHEAD_MARGIN_MS = 100;

interface Fix extends ClockSample {
  readonly uncertaintyMs: number;
  /** The server's clock at monotonic 0. */
  readonly base: number;
}

/**
 * The server's time, from the `/time` answers with the shortest round trip. It runs on the monotonic clock, so a change of this
 * machine's wall clock does not move it; a jump between the two clocks (a set clock, a sleep) makes it unknown until measured again.
 * `Failed` is what a failed measurement gives.
 */
export class ServerClock<Failed> {
  readonly #time: TimeSource;
  readonly #measure: () => Promise<ClockSample | { readonly failed: Failed }>;
  readonly #onReading: (reading: ClockReading | null) => void;
  #fixes: Fix[] = [];
  #skew: number;
  #syncing: Promise<Failed | null> | null = null;
  /** Raised when what was measured before must not be used. */
  #era = 0;
  #stopTimer: (() => void) | undefined;
  #stopped = false;

  constructor(
    time: TimeSource,
    measure: () => Promise<ClockSample | { readonly failed: Failed }>,
    onReading: (reading: ClockReading | null) => void,
  ) {
    this.#time = time;
    this.#measure = measure;
    this.#onReading = onReading;
    this.#skew = time.wall() - time.monotonic();
  }

  /** Unix ms of the server, or null when it is not known. */
  now(): number | null {
    const fix = this.#best();
    return fix === null ? null : fix.base + this.#time.monotonic();
  }

  /**
   * A timestamp that the server will accept as far as is known, or null when none can be made: the clock is unknown, or so uncertain
   * that it may fall outside of the window.
   */
  timestamp(recvWindow: number): number | null {
    const fix = this.#best();
    if (fix === null) return null;
    const late = Math.max(0, fix.uncertaintyMs + AHEAD_MARGIN_MS - MAX_AHEAD_MS);
    const stamp = Math.floor(fix.base + this.#time.monotonic() - late);
    return this.#fits(fix, stamp, recvWindow) ? stamp : null;
  }

  /** Whether a timestamp made earlier can still be accepted when sent now. */
  accepts(timestamp: number, recvWindow: number): boolean {
    const fix = this.#best();
    return fix !== null && this.#fits(fix, timestamp, recvWindow);
  }

  /** Measures now: several samples when nothing is known, else one. Answers null, or the failure when nothing is known after it. */
  sync(): Promise<Failed | null> {
    this.#syncing ??= this.#run().finally(() => (this.#syncing = null));
    return this.#syncing;
  }

  /** Forgets what was measured: after -1021, a wake-up or a clock jump. */
  distrust(): void {
    this.#era += 1;
    this.#fixes = [];
    this.#skew = this.#time.wall() - this.#time.monotonic();
    this.#onReading(null);
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTimer?.();
  }

  /** The late end of the window: at arrival the server's clock is at most half a round trip and the error ahead of ours. */
  #fits(fix: Fix, timestamp: number, recvWindow: number): boolean {
    return fix.base + this.#time.monotonic() + 2 * fix.uncertaintyMs - timestamp <= recvWindow;
  }

  #best(): Fix | null {
    const now = this.#time.monotonic();
    const skew = this.#time.wall() - now;
    if (Math.abs(skew - this.#skew) > JUMP_MS) {
      this.distrust();
      return null;
    }
    this.#skew = skew;
    let best: Fix | null = null;
    for (const fix of this.#fixes) if (best === null || error(fix, now) < error(best, now)) best = fix;
    return best;
  }

  async #run(): Promise<Failed | null> {
    this.#stopTimer?.();
    let failure: Failed | null = null;
    const wanted = this.#best() === null ? FIRST_SAMPLES : 1;
    for (let taken = 0; taken < wanted && !this.#stopped; taken += 1) {
      const era = this.#era;
      const sample = await this.#measure();
      if ('failed' in sample) {
        failure = sample.failed;
        break;
      }
      if (era === this.#era) this.#take(sample);
      else taken = -1;
    }
    if (!this.#stopped) this.#stopTimer = this.#time.after(REFRESH_MS, () => void this.sync(), true);
    return this.#best() === null ? failure : null;
  }

  #take(sample: ClockSample): void {
    const fix: Fix = {
      ...sample,
      uncertaintyMs: (sample.answeredAt - sample.sentAt) / 2,
      base: sample.serverTime - (sample.sentAt + sample.answeredAt) / 2,
    };
    const now = this.#time.monotonic();
    // A sample that contradicts the others means that a clock was set: only what was measured after it counts.
    this.#fixes = this.#fixes.filter(
      (other) => Math.abs(other.base - fix.base) <= error(other, now) + error(fix, now) + AHEAD_MARGIN_MS,
    );
    this.#fixes = [...this.#fixes.slice(1 - WINDOW), fix];
    const best = this.#best();
    if (best === null) return;
    const wall = this.#time.wall();
    this.#onReading({
      // Adding 0 turns -0 into 0.
      offsetMs: Math.round(best.base + now - wall) + 0,
      uncertaintyMs: best.uncertaintyMs,
      syncedAt: wall,
    });
  }
}

/** How wrong a sample can be by now. */
function error(fix: Fix, now: number): number {
  return fix.uncertaintyMs + (now - fix.answeredAt) * DRIFT;
}
