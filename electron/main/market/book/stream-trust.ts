import type { TimeSource } from '../../exchange/time-source';

/** A stream that goes on being silent or late is made again so often (ms): others share its connection, and the exchange may be at fault. */
const RECONNECT_EVERY_MS = 30_000;

/** Whether a stream is open, and whether it is believed: one that withheld what REST knew has to bring it first. */
export class StreamTrust {
  readonly #time: Pick<TimeSource, 'monotonic'>;
  readonly #reconnect: (reason: string) => void;
  #isOpen = false;
  #isDoubted = false;
  #reason = '';
  #reconnectedAt = Number.NEGATIVE_INFINITY;

  constructor(time: Pick<TimeSource, 'monotonic'>, reconnect: (reason: string) => void) {
    this.#time = time;
    this.#reconnect = reconnect;
  }

  /** Open and believed. */
  get isTrusted(): boolean {
    return this.#isOpen && !this.#isDoubted;
  }

  get isDoubted(): boolean {
    return this.#isDoubted;
  }

  opened(): void {
    this.#isOpen = true;
  }

  closed(): void {
    this.#isOpen = false;
  }

  /** It withheld something: it is made again, and not believed before it is {@link believe}d. */
  doubt(reason: string): void {
    this.#isDoubted = true;
    this.#reason = reason;
    this.insist();
  }

  /** It is still doubted: it is made again if that was long ago. */
  insist(): void {
    const now = this.#time.monotonic();
    if (!this.#isDoubted || now - this.#reconnectedAt < RECONNECT_EVERY_MS) return;
    this.#reconnectedAt = now;
    this.#reconnect(this.#reason);
  }

  /** It brought what REST knows. */
  believe(): void {
    this.#isDoubted = false;
  }
}
