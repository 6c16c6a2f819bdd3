import { compare, type Decimal } from '@shared/domain/decimal';
import type { Level } from '@shared/domain/market';
import type { DepthEvent } from '../../exchange/streams/streams';
import { OrderBook, type BookRefusal } from './order-book';

/** PROTOCOL: `depth` tells at most 60 levels of a side. */
export const SNAPSHOT_LEVELS = 60;
/** Published levels of a side. */
const MOST_LEVELS = 500;
/** With fewer known levels on a side the book is anchored again while there are still enough to show. */
const FEW_LEVELS = 25;

/** What `GET depth` answered, with its version as a number. */
export interface DepthSnapshot {
  readonly version: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/**
 * An order book that was built from a snapshot and follows the differences. A snapshot tells at most 60 levels: what lies beyond its
 * last one is known only where differences spoke of it, so that a side is complete no further than its bound.
 */
export class AnchoredBook {
  readonly #book = new OrderBook();
  #version: number;
  /** The worst price down to which a side is complete; undefined when all of it is. */
  readonly #bounds: { bids: Decimal | undefined; asks: Decimal | undefined };

  private constructor(snapshot: DepthSnapshot) {
    this.#version = snapshot.version;
    this.#bounds = { bids: undefined, asks: undefined };
  }

  /** The book that the snapshot tells, or why it tells none. */
  static from(snapshot: DepthSnapshot): { readonly book: AnchoredBook } | { readonly refusal: BookRefusal } {
    const book = new AnchoredBook(snapshot);
    const refusal = book.#book.reset(snapshot.bids, snapshot.asks);
    if (refusal !== undefined) return { refusal };
    for (const side of ['bids', 'asks'] as const) {
      if (snapshot[side].length < SNAPSHOT_LEVELS) continue;
      book.#bounds[side] = book.#book.top(side, Number.POSITIVE_INFINITY).at(-1)?.[0];
    }
    return { book };
  }

  /** Of the last difference, or of the snapshot before the first. */
  get version(): number {
    return this.#version;
  }

  /** Applies the difference that follows. A book that refused is of no more use. */
  apply(event: DepthEvent): BookRefusal | undefined {
    if (event.version !== this.#version + 1) {
      throw new RangeError(`Difference ${event.version} does not follow ${this.#version}`);
    }
    this.#version = event.version;
    return this.#book.apply(event.bids, event.asks);
  }

  /** Takes over what `older`, which is at the same version, knows beyond this book's bounds. */
  extendBy(older: AnchoredBook): BookRefusal | undefined {
    if (older.version !== this.#version) {
      throw new RangeError(`A book at ${older.version} knows nothing of ${this.#version}`);
    }
    for (const side of ['bids', 'asks'] as const) {
      const bound = this.#bounds[side];
      if (bound === undefined) continue;
      const known = older.#book.beyond(side, bound);
      const refusal = side === 'bids' ? this.#book.apply(known, []) : this.#book.apply([], known);
      if (refusal !== undefined) return refusal;
      const reach = older.#bounds[side];
      const further = reach === undefined || (side === 'bids') === compare(reach, bound) < 0;
      if (further) this.#bounds[side] = reach;
    }
    return undefined;
  }

  /** Whether the best levels are those that REST told, which was asked for `most` of a side. */
  startsWith(snapshot: DepthSnapshot, most: number): boolean {
    return (['bids', 'asks'] as const).every((side) => {
      const ours = this.levels(side, most);
      const theirs = snapshot[side];
      // A bounded side can know fewer levels than there are.
      const count = this.#bounds[side] === undefined ? theirs.length : Math.min(theirs.length, ours.length);
      return (
        ours.length === count &&
        ours.every((level, at) => isSame(level[0], theirs[at]?.[0]) && isSame(level[1], theirs[at]?.[1]))
      );
    });
  }

  /** The complete part of a side, best first. */
  levels(side: 'bids' | 'asks', most = MOST_LEVELS): Level[] {
    return this.#book.top(side, most, this.#bounds[side]);
  }

  /** `empty`: nothing is left of the known part of a side, so that not even its best price is known; `low`: little is. */
  reserve(): 'enough' | 'low' | 'empty' {
    let least = Number.POSITIVE_INFINITY;
    for (const side of ['bids', 'asks'] as const) {
      if (this.#bounds[side] === undefined) continue;
      least = Math.min(least, this.levels(side, FEW_LEVELS).length);
    }
    return least === 0 ? 'empty' : least < FEW_LEVELS ? 'low' : 'enough';
  }
}

function isSame(ours: Decimal, theirs: Decimal | undefined): boolean {
  return ours === theirs || (theirs !== undefined && compare(ours, theirs) === 0);
}
