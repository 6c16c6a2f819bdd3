import type { Decimal } from '@shared/domain/decimal';
import type { HistoryFilter, JournalOrder, TimelineEvent } from '@shared/domain/order-life';
import type { AppError } from '@shared/domain/result';

/** A row of the order journal: what windows see, and what only main needs. */
export interface StoredOrder extends JournalOrder {
  /** Of the window that confirmed it: the same intent is never a second order. null for orders from elsewhere. */
  readonly intentId: string | null;
  /** The REST address of the exchange on which it lives; an account can be pointed at another one. */
  readonly server: string;
  /** Unix ms of the server's clock before which it cannot have been accepted; with `effectUntil` the window of possible effect. */
  readonly effectFrom: number | null;
  /** Unix ms of the server: when it was accepted, and its last change there; null while they are not known. */
  readonly placedAt: number | null;
  readonly updateTime: number | null;
  /** Requests that were handed to the network for it; at most 2. */
  readonly attempts: number;
  /** What it counted against the day's limit when it was committed, or null when it could not be told. */
  readonly value: Decimal | null;
  readonly valueAsset: string;
  /** True when the exchange has given its id to another order since (ids that started over). */
  readonly superseded: boolean;
}

/**
 * A wish to change an order: it is kept from before the old order's cancel is asked for until the new order is in the journal, so that
 * an end between the two can be seen. There is at most one for an entry.
 */
export interface StoredReplacement {
  readonly accountId: string;
  /** Of the old order. */
  readonly entryId: number;
  /** Of the new order: however often it is tried, it is one order. */
  readonly intentId: string;
  readonly price: Decimal;
  /** The whole of it: what the old order has filled is to be taken off. */
  readonly quantity: Decimal;
  /** Unix ms of this machine. */
  readonly askedAt: number;
  /** Why the new order was not sent although the old one is cancelled. */
  readonly reason: AppError | null;
}

export type NewStoredOrder = Omit<StoredOrder, 'entryId'>;

/**
 * The order journal on disk. Every change is one durable commit (synchronous = FULL) of the row with its timeline, or nothing at all.
 * All methods throw StorageError. Rows outlive their account.
 */
export interface OrderJournalRepository {
  /** Answers the entry's number. Refuses (`constraint`) an intent or a living order id that is there already. */
  insert(order: NewStoredOrder, events: readonly TimelineEvent[]): number;
  /** Many at once, in one commit: orders that the exchange listed. */
  insertAll(
    orders: readonly { readonly order: NewStoredOrder; readonly events: readonly TimelineEvent[] }[],
  ): number[];
  /** Writes the whole row and adds to its timeline. */
  save(order: StoredOrder, events: readonly TimelineEvent[]): void;
  /** Saves `order`, takes over the timeline of `from` and removes that entry: both were the same order. */
  absorb(order: StoredOrder, from: number, events: readonly TimelineEvent[]): void;
  find(entryId: number): StoredOrder | undefined;
  byIntent(intentId: string): StoredOrder | undefined;
  /** The living entry of that id; superseded ones are left out. */
  byOrderId(accountId: string, symbol: string, orderId: string): StoredOrder | undefined;
  /** Orders whose placing or cancel is not settled, oldest first. */
  unsettled(accountId: string): StoredOrder[];
  /** Orders that rest as far as is known, oldest first. */
  resting(accountId: string): StoredOrder[];
  /** Newest first by `createdAt`, then number; `before` is an entry of which only older ones are wanted. */
  page(accountId: string, filter: HistoryFilter, before: number | undefined, limit: number): StoredOrder[];
  /** Oldest first. */
  events(entryId: number): TimelineEvent[];
  /** Symbols with an entry, most recently used first. */
  symbols(accountId: string): string[];
  /** Entries that were committed here since then (Unix ms of this machine), for the day's total. */
  committedSince(accountId: string, since: number): StoredOrder[];
  /** Oldest first. */
  replacements(accountId: string): StoredReplacement[];
  /** Takes the place of one of the same entry. */
  saveReplacement(replacement: StoredReplacement): void;
  dropReplacement(entryId: number): void;
}
