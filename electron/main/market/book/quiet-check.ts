import type { TimeSource } from '../../exchange/time-source';

/** A stream that brought nothing for so long (ms) proves nothing: REST is asked. */
const QUIET_MS = 3_000;
/** A busy stream is compared with REST so often (ms), because it can be busy and late, or wrong. */
const BUSY_MS = 5_000;
/** While there is something wrong with it, more often. */
const DOUBTFUL_MS = 2_500;
/** What REST knows has to come by the stream within this time (ms), if nothing else comes. */
const NEWS_MS = 2_000;
/** And within this time whatever else comes. */
const OLD_NEWS_MS = 5_000;
/** So many times in a row may REST be behind a stream that brings nothing. */
const MOST_BEHIND = 3;

/** Decides when a followed book is compared with REST, and when the stream has proved to be silent. Times are monotonic ms. */
export class QuietCheck {
  readonly #time: Pick<TimeSource, 'monotonic' | 'after'>;
  readonly #onSilent: (reason: string) => void;
  #movedAt = Number.NEGATIVE_INFINITY;
  #heardAt = Number.NEGATIVE_INFINITY;
  #behind = 0;
  #hurried = false;
  #expected: number | undefined;
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

  /** The stream brought something, whatever it was. */
  heard(): void {
    this.#heardAt = this.#time.monotonic();
  }

  /** The book moved to this version, or was built at it. */
  moved(version: number): void {
    this.#movedAt = this.#time.monotonic();
    this.#behind = 0;
    if (this.#expected !== undefined && version >= this.#expected) this.rest();
  }

  /** REST knew this version, which the book does not have yet. */
  expect(version: number): void {
    if (this.#expected !== undefined) return;
    const since = this.#time.monotonic();
    this.#expected = version;
    this.#cancelTimer = this.#time.after(NEWS_MS, () => {
      if (this.#heardAt < since) this.#silent(`The exchange is at ${version}, the stream brings nothing.`);
      else this.#cancelTimer = this.#time.after(OLD_NEWS_MS - NEWS_MS, () => this.#tooLate(version));
    });
  }

  /** REST was behind the book. Answers whether that was so again and again although nothing came: then the exchange counts anew. */
  behind(): boolean {
    this.#behind += 1;
    return this.#behind >= MOST_BEHIND;
  }

  /** Nothing is awaited any more. */
  rest(): void {
    this.#cancelTimer();
    this.#expected = undefined;
    this.#behind = 0;
    this.#hurried = false;
  }

  #tooLate(version: number): void {
    this.#silent(`The stream is more than ${OLD_NEWS_MS / 1_000} s behind version ${version}.`);
  }

  #silent(reason: string): void {
    this.rest();
    this.#onSilent(reason);
  }
}
