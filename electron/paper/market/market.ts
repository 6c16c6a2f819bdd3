import type { Instrument } from '../listing/instrument';
import type { AccountOrder } from '../accounts/order';
import { type BookOrder, type Level, OrderBook, type Side } from '../matching/order-book';
import type { TradeHistory } from './history';

/** PROTOCOL: most levels of a side that `/depth` shows. */
export const MOST_DEPTH = 60;

/** Follows the versions of a book. */
export interface VersionFollower {
  /** Whether what it follows has changed since the last call, and if so what to do with the new version. */
  differs(): ((version: number) => void) | undefined;
}

/** Fills a book in two steps: best prices first, because that is all most symbols are asked for. */
export interface Seed {
  touch(): void;
  depth(): void;
}

/** Whether the part of an order that finds no match stays in the book. */
export type Remainder = 'rests' | 'expires';

/** One symbol's book and trades. All orders, the customer's and the practice market's, go through {@link submit}. */
export class Market {
  readonly #book = new OrderBook<AccountOrder>();
  #seed: Seed | undefined;
  /** Whether the best prices are filled, and whether the book is being filled. */
  #touched = false;
  #filling = false;
  #version: number;
  /** Whether the book has changed since its last version. */
  #pending = false;
  #changes = 0;
  #follower: VersionFollower | undefined;

  /** @param version first `lastUpdateId`; it must be above any given before, also before a restart */
  constructor(
    readonly instrument: Instrument,
    readonly history: TradeHistory,
    version: number,
    private readonly accountsChanged: () => void,
  ) {
    this.#version = version;
  }

  /** Sets what fills the book when it is first looked at; with thousands of symbols most never are. */
  seedWith(seed: Seed): void {
    this.#seed = seed;
  }

  /** Lets the practice market fill the book, once. */
  fill(): void {
    this.#fillTouch();
    const seed = this.#seed;
    this.#seed = undefined;
    this.#uncounted(() => seed?.depth());
  }

  /** The book. Change it only through {@link submit} and {@link withdraw}. */
  get book(): OrderBook<AccountOrder> {
    if (!this.#filling) this.fill();
    return this.#book;
  }

  /** The best level of a side, for which the rest of the book is not filled. */
  best(side: Side): Level<AccountOrder> | undefined {
    this.#fillTouch();
    return this.#book.best(side);
  }

  #fillTouch(): void {
    if (this.#touched) return;
    this.#touched = true;
    this.#uncounted(() => this.#seed?.touch());
  }

  get symbol(): string {
    return this.instrument.symbol;
  }

  get trading(): boolean {
    return this.instrument.listing.status === 'TRADING';
  }

  /** How many orders have come into the book, gone, or taken from it since it was filled. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * Version of the book as it is now. Changes are gathered into one version until somebody looks: a second's differences, or a snapshot.
   * So a version is exactly one state, and the next one is 1 more.
   */
  closeVersion(): number {
    if (!this.#pending) return this.#version;
    this.#pending = false;
    if (!this.#follower) return ++this.#version;
    const tell = this.#follower.differs();
    if (tell) tell(++this.#version);
    return this.#version;
  }

  /** Calls `follower` at every version from now on, until the returned function is called. One at a time. */
  followVersions(follower: VersionFollower): () => void {
    if (this.#follower) throw new Error(`the book of ${this.symbol} is followed already`);
    // Earlier changes are no part of the first difference: whoever has an older snapshot must see a gap.
    this.closeVersion();
    this.#follower = follower;
    return () => {
      this.#follower = undefined;
    };
  }

  /** Matches an order, settles and records every fill, and rests what is left if asked to. */
  submit(order: BookOrder<AccountOrder>, time: number, remainder: Remainder): void {
    const book = this.book;
    this.#changed();
    let customers = false;
    for (const { maker, taker, ticks, lots } of book.match(order)) {
      const tradeId = this.history.record(ticks, lots, time, maker.side === 'BUY');
      for (const party of [maker, taker]) {
        if (!party.owner) continue;
        customers = true;
        party.owner.account.settle(party.owner, { tradeId, ticks, lots, time, maker: party === maker });
      }
    }
    if (order.lots > 0 && remainder === 'rests') {
      book.rest(order);
      if (order.owner) order.owner.resting = order;
    }
    if (customers) this.accountsChanged();
  }

  /** Puts a customer's order of an earlier run back, before the practice market fills the book. */
  restore(order: AccountOrder): void {
    const resting = {
      side: order.side,
      ticks: order.ticks,
      lots: order.originalLots - order.executedLots,
      owner: order,
    };
    this.#book.rest(resting);
    order.resting = resting;
  }

  withdraw(order: BookOrder<AccountOrder>): void {
    if (this.book.remove(order)) this.#changed();
  }

  /** Filling a book is no change of it. */
  #uncounted(fill: () => void): void {
    const before = this.#changes;
    this.#filling = true;
    fill();
    this.#filling = false;
    this.#changes = before;
  }

  #changed(): void {
    this.#pending = true;
    this.#changes++;
  }
}
