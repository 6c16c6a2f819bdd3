import type { JournalOrder } from '@shared/domain/order-life';

/** An order of the journal for tests: open, of a buy of 0.05 BTC at 41,000 USDT. */
export function journalOrder(more: Partial<JournalOrder> = {}): JournalOrder {
  return {
    entryId: 1,
    accountId: 'paper',
    origin: 'here',
    symbol: 'BTCUSDT',
    side: 'BUY',
    price: '41000',
    quantity: '0.05',
    phase: 'open',
    cancel: 'none',
    orderId: null,
    status: '',
    executedQuantity: '0',
    executedQuote: '0',
    createdAt: 0,
    changedAt: 0,
    updateTime: null,
    effectUntil: null,
    reason: null,
    ...more,
  };
}
