import type { LifeEventKind, TimelineEvent } from '@shared/domain/order-life';
import type { Database } from './connection';
import { createOrderJournalRepository } from './order-journal';
import type { NewStoredOrder, OrderJournalRepository, StoredOrder } from './stored-order';
import { temporaryDatabase } from './testing';

/** For tests: an order as it is committed before it is sent, with the given differences. */
export function newOrder(changes: Partial<NewStoredOrder> = {}): NewStoredOrder {
  return {
    accountId: 'one',
    origin: 'here',
    intentId: null,
    server: 'https://api.example.com',
    symbol: 'LTCBTC',
    side: 'BUY',
    price: '0.10000000',
    quantity: '1.5',
    phase: 'submitting',
    cancel: 'none',
    orderId: null,
    status: '',
    executedQuantity: '0',
    executedQuote: '0',
    createdAt: 1_763_835_872_123,
    changedAt: 1_763_835_872_123,
    effectFrom: null,
    effectUntil: null,
    placedAt: null,
    updateTime: null,
    attempts: 0,
    value: null,
    valueAsset: '',
    superseded: false,
    reason: null,
    ...changes,
  };
}

/** For tests: a line of a timeline. */
export function event(at: number, kind: LifeEventKind, details: Record<string, string> = {}): TimelineEvent {
  return { at, kind, details };
}

interface TestJournal {
  readonly db: Database;
  readonly orders: OrderJournalRepository;
  /** Inserts; answers the order as it must be read back. */
  readonly add: (changes?: Partial<NewStoredOrder>, ...events: readonly TimelineEvent[]) => StoredOrder;
}

/** For tests: a journal in a folder of its own, removed at the end. */
export function temporaryJournal(atEnd: (cleanUp: () => void) => void): TestJournal {
  const db = temporaryDatabase(atEnd);
  const orders = createOrderJournalRepository(db);
  return {
    db,
    orders,
    add(changes, ...events) {
      const entryId = orders.insert(newOrder(changes), events);
      return { ...newOrder(changes), entryId };
    },
  };
}

/** For tests. */
export function numbersOf(orders: readonly StoredOrder[]): number[] {
  return orders.map(({ entryId }) => entryId);
}
