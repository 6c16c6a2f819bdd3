import type { Order } from '@shared/domain/order';
import type { StoredOrder } from '../../storage/stored-order';

/** For tests: an intent that was just committed. */
export function committedEntry(changes: Partial<StoredOrder> = {}): StoredOrder {
  return {
    entryId: 1,
    accountId: 'a',
    server: 'http://127.0.0.1:1',
    origin: 'here',
    intentId: '00000000-0000-4000-8000-000000000001',
    symbol: 'BTCUSDT',
    side: 'BUY',
    price: '100',
    quantity: '2',
    phase: 'submitting',
    cancel: 'none',
    orderId: null,
    status: '',
    executedQuantity: '0',
    executedQuote: '0',
    createdAt: 1_000,
    changedAt: 1_000,
    effectFrom: 0,
    effectUntil: 6_000,
    placedAt: null,
    updateTime: null,
    attempts: 1,
    value: '200',
    valueAsset: 'USDT',
    superseded: false,
    reason: null,
    ...changes,
  };
}

/** For tests: what the exchange tells of it. */
export function toldOrder(changes: Partial<Order> = {}): Order {
  return {
    symbol: 'BTCUSDT',
    orderId: '4613019726031880200',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    price: '100',
    quantity: '2',
    executedQuantity: '0',
    executedQuote: '0',
    status: 'NEW',
    time: 2_000,
    updateTime: 2_000,
    ...changes,
  };
}
