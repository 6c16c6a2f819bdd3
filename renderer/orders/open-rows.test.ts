import { describe, expect, it } from 'vitest';
import type { Order } from '@shared/domain/order';
import { journalOrder } from '../state/testing-orders';
import { isInDoubt, openRows } from './open-rows';

function listed(orderId: string, time: number, more: Partial<Order> = {}): Order {
  return {
    symbol: 'BTCUSDT',
    orderId,
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    price: '41000',
    quantity: '0.05',
    executedQuantity: '0',
    executedQuote: '0',
    status: 'NEW',
    time,
    updateTime: time,
    ...more,
  };
}

describe('the rows of open orders', () => {
  it('have what is in doubt on top, then the newest', () => {
    const lost = journalOrder({ entryId: 7, phase: 'unknown', createdAt: 5 });
    const keys = openRows([listed('1', 10), listed('2', 20)], [lost]).map((row) => row.key);
    expect(keys).toEqual(['entry 7', 'BTCUSDT 2', 'BTCUSDT 1']);
  });

  it('show an order that the journal and the exchange both know once, with the figures of the exchange', () => {
    const entry = journalOrder({ entryId: 7, phase: 'open', cancel: 'unknown', orderId: '2' });
    const rows = openRows([listed('2', 20, { executedQuantity: '0.01' })], [entry]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ key: 'BTCUSDT 2', executedQuantity: '0.01', entry: { entryId: 7 } });
  });

  it('keep the same id of another symbol apart', () => {
    const entry = journalOrder({ symbol: 'LTCBTC', phase: 'open', cancel: 'unknown', orderId: '2' });
    expect(openRows([listed('2', 20)], [entry]).map((row) => row.symbol)).toEqual(['LTCBTC', 'BTCUSDT']);
  });

  it('leave an order whose cancel was just asked for where it is', () => {
    const entry = journalOrder({ phase: 'open', cancel: 'asked', orderId: '1' });
    const rows = openRows([listed('1', 10), listed('2', 20)], [entry]);
    expect(rows.map((row) => row.key)).toEqual(['BTCUSDT 2', 'BTCUSDT 1']);
    expect(rows.some(isInDoubt)).toBe(false);
  });

  it('can be of one symbol, in doubt or not', () => {
    const other = journalOrder({ symbol: 'LTCBTC', phase: 'submitting' });
    const rows = openRows([listed('1', 10), listed('2', 20, { symbol: 'LTCBTC' })], [other], {
      symbol: 'BTCUSDT',
    });
    expect(rows.map((row) => row.key)).toEqual(['BTCUSDT 1']);
  });
});
