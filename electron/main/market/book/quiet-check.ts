import type { TimeSource } from '../../exchange/time-source';

/** A stream that brought nothing for so long (ms) proves nothing: REST is asked. */
const QUIET_MS = 3_000;
/** A busy stream is compared with REST so often (ms), because it can be busy and late, or wrong. */
const BUSY_MS = 5_000;
/** While there is something wrong with it, more often. */
const DOUBTFUL_MS = 2_500;
/** What REST knows has to come by the stream within this time (ms), if nothing else comes. */
const NEWS_MS = 2_000;
/** A stream that brings old news only is made again after this time, but not again and again: the exchange itself may be late. */
const OLD_NEWS_MS = 5_000;
const OLD_NEWS_EVERY_MS = 30_000;
/** So many times in a row may REST be behind a stream that brings nothing. */
const MOST_BEHIND = 3;

/** Decides when a followed book is compared with REST, and when the stream has proved to be silent. Times are monotonic ms. */
export class QuietCheck {
  readonly #time: Pick<TimeSource, 'monotonic' | 'after'>;
  readonly #onSilent: (reason: string) => void;
  #movedAt = Number.NEGATIVE_INFINITY;
  #lateSince = Number.NEGATIVE_INFINITY;
  #behind = 0;
  #hurried = false;
  #expected: { readonly version: number; readonly since: number } | undefined;
  #cancelTimer: () => void = () => undefined;

  constructor(time: Pick<TimeSource, 'monotonic' | 'after'>, onSilent: (reason: string) => void) {
    this.#time = time;
    this.#onSilent = onSilent;
  }

  /** REST is to be asked now. */
  hurry(): void {
    this.#hurried = true;
  }

  /** When REST is to be asked next. */
  dueAt(lastAskedAt: number, isDoubtful: boolean): number {
    if (this.#hurried) return Number.NEGATIVE_INFINITY;
    const quiet = Math.max(this.#movedAt, lastAskedAt) + QUIET_MS;
    return Math.min(quiet, lastAskedAt + (isDoubtful ? DOUBTFUL_MS : BUSY_MS));
  }

  /** REST is being asked. */
  asking(): void {
    this.#hurried = false;
  }

  /** The book moved to this version, or was built at it. */
  moved(version: number): void {
    this.#movedAt = this.#time.monotonic();
    this.#behind = 0;
    if (this.#expected !== undefined && version >= this.#expected.version) this.rest();
  }

  /** REST knew this version, which the book does not have yet. */
  expect(version: number): void {
    if (this.#expected !== undefined) return;
    const since = this.#time.monotonic();
    this.#expected = { version, since };
    this.#cancelTimer = this.#time.after(NEWS_MS, () => {
      if (this.#movedAt < since) this.#silent(`The exchange is at ${version}, the stream brings nothing.`);
      else this.#cancelTimer = this.#time.after(OLD_NEWS_MS - NEWS_MS, () => this.#stillLate(version, since));
    });
  }

  /** REST was behind the book, although nothing came since it was asked. */
  behind(version: number): void {
    this.#behind += 1;
    if (this.#behind >= MOST_BEHIND) this.#silent(`The exchange is back at ${version}.`);
  }

  /** Nothing is awaited any more. */
  rest(): void {
    this.#cancelTimer();
    this.#expected = undefined;
    this.#behind = 0;
    this.#hurried = false;
  }

  #stillLate(version: number, since: number): void {
    this.#expected = undefined;
    if (since - this.#lateSince < OLD_NEWS_EVERY_MS) return;
    this.#lateSince = since;
    this.#silent(`The stream is more than ${OLD_NEWS_MS / 1_000} s behind version ${version}.`);
  }

  #silent(reason: string): void {
    this.rest();
    this.#onSilent(reason);
  }
}
