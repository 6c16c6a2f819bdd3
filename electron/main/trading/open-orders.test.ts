import { describe, expect, it } from 'vitest';
import type { Order } from '@shared/domain/order';
import { createOpenOrders } from './open-orders';

const order = (orderId: string, change: Partial<Order> = {}): Order => ({
  symbol: 'BTCUSDT',
  orderId,
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  price: '1',
  quantity: '1',
  executedQuantity: '0',
  executedQuote: '0',
  status: 'NEW',
  time: Number(orderId),
  updateTime: Number(orderId),
  ...change,
});
const ids = (open: ReturnType<typeof createOpenOrders>) => open.state().orders.map(({ orderId }) => orderId);

describe('open orders', () => {
  it('are empty and unconfirmed until a symbol was asked', () => {
    expect(createOpenOrders('a').state()).toEqual({
      accountId: 'a',
      orders: [],
      symbols: [],
      state: 'loading',
      confirmedAt: 0,
    });
  });

  it('are as old as the symbol that was confirmed longest ago', () => {
    const open = createOpenOrders('a');
    open.replace('BTCUSDT', [order('1')], open.mark(), 50);
    open.replace('LTCBTC', [order('2', { symbol: 'LTCBTC' })], open.mark(), 40);
    expect(open.state()).toMatchObject({ symbols: ['BTCUSDT', 'LTCBTC'], confirmedAt: 40 });
    expect(ids(open), 'newest first').toEqual(['2', '1']);
  });

  it('an answer that was asked for before a cancel does not bring the order back', () => {
    const open = createOpenOrders('a');
    open.replace('BTCUSDT', [order('1')], open.mark(), 1);
    const mark = open.mark();
    open.apply(order('1', { status: 'CANCELED' }));
    open.replace('BTCUSDT', [order('1')], mark, 2);
    expect(ids(open)).toEqual([]);
  });

  it('an answer that was asked for before a placed order does not hide it', () => {
    const open = createOpenOrders('a');
    const mark = open.mark();
    open.apply(order('7'));
    open.replace('BTCUSDT', [], mark, 2);
    expect(ids(open)).toEqual(['7']);
  });

  it('an order that filled leaves, a partly filled one stays with its time of placing', () => {
    const open = createOpenOrders('a');
    open.apply(order('5'));
    open.apply(order('5', { status: 'PARTIALLY_FILLED', executedQuantity: '0.4', time: 99 }));
    expect(open.state().orders).toMatchObject([{ executedQuantity: '0.4', time: 5 }]);
    open.apply(order('5', { status: 'FILLED' }));
    expect(ids(open)).toEqual([]);
  });
});
