import { describe, expect, it, onTestFinished } from 'vitest';
import type { TimelineEvent } from '@shared/domain/order-life';
import { createOrderJournalRepository } from './order-journal';
import type { NewStoredOrder, StoredOrder } from './stored-order';
import { temporaryDatabase } from './testing';
import { newOrder } from './testing-orders';

function journal() {
  const db = temporaryDatabase(onTestFinished);
  const orders = createOrderJournalRepository(db);
  const add = (changes: Partial<NewStoredOrder> = {}, ...events: TimelineEvent[]): StoredOrder =>
    orders.find(orders.insert(newOrder(changes), events))!;
  return { db, orders, add };
}

const at = (
  at: number,
  kind: TimelineEvent['kind'],
  details: TimelineEvent['details'] = {},
): TimelineEvent => ({
  at,
  kind,
  details,
});

const CONSTRAINT = expect.objectContaining({ name: 'StorageError', failure: 'constraint' });
const numbers = (orders: readonly StoredOrder[]): number[] => orders.map(({ entryId }) => entryId);

/** Differs from {@link newOrder} in every column. */
const FULL: NewStoredOrder = {
  accountId: 'two',
  origin: 'here',
  intentId: '0b0f9b1a-3c58-4b57-9b0d-111111111111',
  server: 'http://127.0.0.1:4000',
  symbol: '币安人生USDT',
  side: 'SELL',
  price: '12345678901234567890.12345678901234567890',
  quantity: '0.00000000000000000001',
  phase: 'partly-filled',
  cancel: 'asked',
  orderId: '4613019726031880200',
  status: 'PARTIALLY_FILLED',
  executedQuantity: '0.000000000000000000005',
  executedQuote: '61728394506172839450.6172839450617283945',
  createdAt: 1_763_835_872_123,
  changedAt: 8_640_000_000_000_000,
  effectFrom: 0,
  effectUntil: 1_763_835_877_123,
  placedAt: 1_763_835_872_200,
  updateTime: 1_763_835_872_201,
  attempts: 2,
  value: '0.1234567890123456789012345678901234567890',
  valueAsset: '月BTC看涨0226',
  superseded: true,
  reason: {
    code: 'exchange.unknown',
    message: '"No" answer; DROP TABLE orders',
    hint: 'wait',
    retryable: true,
    details: { cause: 'timeout' },
  },
};

describe('an order', () => {
  it('comes back digit by digit as it was written, in every field', () => {
    const { orders } = journal();
    const entryId = orders.insert(FULL, []);
    expect(orders.find(entryId)).toEqual({ ...FULL, entryId });
    expect(orders.find(entryId + 1)).toBeUndefined();
    const changed = { ...newOrder({ intentId: 'another' }), entryId };
    orders.save(changed, []);
    expect(orders.find(entryId)).toEqual(changed);
  });
});

describe('page', () => {
  it('works', () => {
    const { orders, add, db } = journal();
    for (let i = 0; i < 50; i += 1)
      add({ createdAt: i >> 1, side: i % 3 ? 'BUY' : 'SELL' }, at(1, 'committed'));
    const a = orders.page('one', {}, undefined, 20);
    const b = orders.page('one', {}, a.at(-1)!.entryId, 40);
    expect(numbers([...a, ...b])).toEqual(Array.from({ length: 50 }, (_, i) => 50 - i));
    expect(() => add({ orderId: 'x' })).toThrow(CONSTRAINT);
    add({ intentId: 'a' });
    expect(() => add({ intentId: 'a' })).toThrow(CONSTRAINT);
    add({ intentId: 'b' });
    void db;
  });
});
