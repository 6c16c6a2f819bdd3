import type { Level } from '@shared/domain/market';
import type { DepthEvent } from '../../exchange/streams/streams';
import { AnchoredBook, type DepthSnapshot } from './anchored-book';
import { BookAge } from './book-age';
import { DifferenceBuffer, type Order } from './difference-buffer';

/** What became of the book by a difference or a snapshot. */
export type Progress =
  /** It is further, or anchored again. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'unchanged' }
  /** The snapshot does not fit to the differences, or is older than what was shown. */
  | { readonly kind: 'unusable' }
  /** All that was known of a side is gone: there is no book until the next snapshot. */
  | { readonly kind: 'exhausted' }
  /** There is no book until the next snapshot. */
  | { readonly kind: 'refused'; readonly why: string };

/** What REST told, beside the book. */
export type Comparison =
  | 'same'
  /** REST has a greater version: the levels are compared when the stream has brought it. */
  | 'ahead'
  | 'behind'
  /** The same version with other levels, for the first time. */
  | 'differs'
  /** Again: there is no book until the next snapshot. */
  | 'wrong';

/** PROTOCOL: a version says what the levels are, but not in so many words, so that a difference is looked at twice. */
const MOST_MISMATCHES = 1;
export const WRONG = 'Its levels are not those that REST told of the same version.';

const MOVED: Progress = { kind: 'moved' };
const UNCHANGED: Progress = { kind: 'unchanged' };
const UNUSABLE: Progress = { kind: 'unusable' };
const refused = (why: string): Progress => ({ kind: 'refused', why });

/**
 * One symbol's book out of snapshots and differences. PROTOCOL: "start buffering, fetch /spot/depth, drop updates with
 * v <= lastUpdateId, apply the rest in order". Knows nothing of time but the stamps it is given (Unix ms of this machine).
 */
export class FollowedBook {
  readonly age = new BookAge();
  readonly #differences = new DifferenceBuffer();
  /** Without a hole, or undefined. */
  #book: AnchoredBook | undefined;
  /** Waits until the book is as far, to anchor it again. */
  #anchor: DepthSnapshot | undefined;
  /** What REST told of a version that the book does not have yet. */
  #comparing: { readonly snapshot: DepthSnapshot; readonly most: number } | undefined;
  #mismatches = 0;
  /** The greatest version shown: what is older is no news. */
  #reached = 0;

  /** Whether its levels were not those of REST when they were last compared. */
  get isDoubted(): boolean {
    return this.#mismatches > 0;
  }

  /** Whether there is a book without a hole. */
  get isWhole(): boolean {
    return this.#book !== undefined;
  }

  /** Of the book, or undefined while there is none. */
  get version(): number | undefined {
    return this.#book?.version;
  }

  /** Whether a difference came whose predecessor did not. */
  get hasHole(): boolean {
    return this.#book !== undefined && (this.#differences.newest ?? 0) > this.#book.version;
  }

  /** Whether so few levels are known that a snapshot is needed, and none is waiting. */
  get isLow(): boolean {
    return this.#book?.reserve() === 'low' && this.#anchor === undefined;
  }

  get newestDifference(): number | undefined {
    return this.#differences.newest;
  }

  /** The complete part of a side, best first; empty while there is no book. */
  levels(side: 'bids' | 'asks'): Level[] {
    return this.#book?.levels(side) ?? [];
  }

  /** A difference came. */
  take(event: DepthEvent, receivedAt: number): { readonly order: Order; readonly progress: Progress } {
    this.age.arrived(event.version, receivedAt);
    const order = this.#differences.add({ event, receivedAt });
    const book = this.#book;
    const follows = book !== undefined && event.version === book.version + 1;
    return { order, progress: follows ? this.#advance(book) : UNCHANGED };
  }

  /** REST answered `snapshot` to a question of `askedAt`, which was asked while the stream was live. */
  join(snapshot: DepthSnapshot, askedAt: number): Progress {
    if (!this.#differences.continues(snapshot.version)) return UNUSABLE;
    const book = this.#book;
    if (book !== undefined && snapshot.version > book.version) {
      this.#anchor = snapshot;
      return UNCHANGED;
    }
    const built = this.#build(snapshot);
    if ('refusal' in built) return refused(built.refusal.text);
    if (built.book.version < this.#reached) return UNUSABLE;
    if (book !== undefined) return this.#replace(book, built.book);
    this.#book = built.book;
    this.age.restart(askedAt);
    const last = this.#differences.get(built.book.version);
    if (last !== undefined && built.book.version > snapshot.version) {
      this.age.applied(built.book.version, last.receivedAt);
    }
    return this.#afterChange(built.book);
  }

  /** Whether a stream that brings this version brings what was shown already. */
  isUpToDate(version: number): boolean {
    return version >= this.#reached;
  }

  /** Whether a polled snapshot may be shown; if so, nothing older may be shown after it. */
  mayShow(snapshot: DepthSnapshot): boolean {
    if (snapshot.version < this.#reached) return false;
    this.#reached = snapshot.version;
    return true;
  }

  /** Compares the book with what REST told, which was asked for `most` levels of a side. */
  compare(snapshot: DepthSnapshot, most: number): Comparison {
    const book = this.#book;
    this.#comparing = undefined;
    if (book === undefined || snapshot.version < book.version) return 'behind';
    if (snapshot.version === book.version) return this.#judge(book, snapshot, most);
    this.#comparing = { snapshot, most };
    return 'ahead';
  }

  /** There is no book until the next snapshot; differences are kept. */
  drop(): void {
    this.#book = undefined;
    this.#anchor = undefined;
    this.#comparing = undefined;
    this.#mismatches = 0;
  }

  /** The stream began anew. */
  clear(): void {
    this.drop();
    this.#differences.clear();
    this.age.forgetLag();
  }

  /** The exchange counts anew. */
  forgetReached(): void {
    this.#reached = 0;
  }

  #advance(book: AnchoredBook): Progress {
    for (;;) {
      const next = this.#differences.get(book.version + 1);
      if (next === undefined) break;
      const refusal = book.apply(next.event);
      if (refusal !== undefined) {
        this.drop();
        return refused(refusal.text);
      }
      this.age.applied(book.version, next.receivedAt);
      const comparing = this.#comparing;
      if (comparing?.snapshot.version !== book.version) continue;
      this.#comparing = undefined;
      if (this.#judge(book, comparing.snapshot, comparing.most) === 'wrong') return refused(WRONG);
    }
    const anchor = this.#anchor;
    if (anchor === undefined || anchor.version > book.version) return this.#afterChange(book);
    this.#anchor = undefined;
    const built = this.#build(anchor);
    return 'refusal' in built || this.#replace(book, built.book).kind !== 'moved'
      ? this.#afterChange(book)
      : MOVED;
  }

  #judge(book: AnchoredBook, snapshot: DepthSnapshot, most: number): 'same' | 'differs' | 'wrong' {
    if (book.startsWith(snapshot, most)) {
      this.#mismatches = 0;
      return 'same';
    }
    this.#mismatches += 1;
    if (this.#mismatches <= MOST_MISMATCHES) return 'differs';
    this.drop();
    return 'wrong';
  }

  /** The snapshot and the differences that follow it without a hole. */
  #build(snapshot: DepthSnapshot): ReturnType<typeof AnchoredBook.from> {
    const built = AnchoredBook.from(snapshot);
    if ('refusal' in built) return built;
    for (;;) {
      const next = this.#differences.get(built.book.version + 1);
      if (next === undefined) return built;
      const refusal = built.book.apply(next.event);
      if (refusal !== undefined) return { refusal };
    }
  }

  /** A good book goes on with more levels; if anything is odd about the new one, it goes on as it is. */
  #replace(book: AnchoredBook, anchored: AnchoredBook): Progress {
    if (anchored.version !== book.version || anchored.extendBy(book) !== undefined) return UNUSABLE;
    this.#book = anchored;
    return this.#afterChange(anchored);
  }

  #afterChange(book: AnchoredBook): Progress {
    if (book.reserve() === 'empty') {
      this.drop();
      return { kind: 'exhausted' };
    }
    this.#reached = book.version;
    return MOVED;
  }
}
