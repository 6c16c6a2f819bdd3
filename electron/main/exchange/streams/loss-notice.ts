import type { TimeSource } from '../time-source';

/**
 * Tells followers that something which came could not be read, so that they ask for what it may have said: at once the first time, and
 * then at most once in `pauseMs`, because asking costs weight and a server that always sends nonsense is asked in vain.
 */
export class LossNotice {
  readonly #time: TimeSource;
  readonly #pauseMs: number;
  readonly #tell: () => void;
  #toldAt = -Infinity;
  #cancel: (() => void) | null = null;

  constructor(time: TimeSource, pauseMs: number, tell: () => void) {
    this.#time = time;
    this.#pauseMs = pauseMs;
    this.#tell = tell;
  }

  lost(): void {
    if (this.#cancel !== null) return;
    const wait = this.#pauseMs - (this.#time.monotonic() - this.#toldAt);
    if (wait > 0) this.#cancel = this.#time.after(wait, () => this.#now(), true);
    else this.#now();
  }

  /** Everything will be asked for anyway. */
  forget(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #now(): void {
    this.forget();
    this.#toldAt = this.#time.monotonic();
    this.#tell();
  }
}
