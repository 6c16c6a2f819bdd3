import type { Level } from '@shared/domain/market';
import type { DepthEvent } from '../../exchange/streams/streams';
import { AnchoredBook, type DepthSnapshot } from './anchored-book';
import { BookAge } from './book-age';
import { DifferenceBuffer, type Order } from './difference-buffer';
import type { BookRefusal } from './order-book';

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
  | { readonly kind: 'refused'; readonly refusal: BookRefusal };

const MOVED: Progress = { kind: 'moved' };
const UNCHANGED: Progress = { kind: 'unchanged' };
const UNUSABLE: Progress = { kind: 'unusable' };

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
  /** The greatest version shown: what is older is no news. */
  #reached = 0;

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
    if ('refusal' in built) return { kind: 'refused', refusal: built.refusal };
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

  /** Whether a polled snapshot may be shown; if so, nothing older may be shown after it. */
  mayShow(snapshot: DepthSnapshot): boolean {
    if (snapshot.version < this.#reached) return false;
    this.#reached = snapshot.version;
    return true;
  }

  /** Whether the book has the version and the best levels that REST told; `most` levels were asked for. */
  matches(snapshot: DepthSnapshot, most: number): boolean {
    return this.#book?.version === snapshot.version && this.#book.startsWith(snapshot, most);
  }

  /** There is no book until the next snapshot; differences are kept. */
  drop(): void {
    this.#book = undefined;
    this.#anchor = undefined;
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
        return { kind: 'refused', refusal };
      }
      this.age.applied(book.version, next.receivedAt);
    }
    const anchor = this.#anchor;
    if (anchor === undefined || anchor.version > book.version) return this.#afterChange(book);
    this.#anchor = undefined;
    const built = this.#build(anchor);
    return 'refusal' in built || this.#replace(book, built.book).kind !== 'moved'
      ? this.#afterChange(book)
      : MOVED;
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
