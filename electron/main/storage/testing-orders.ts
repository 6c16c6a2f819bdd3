import type { NewStoredOrder } from './stored-order';

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
