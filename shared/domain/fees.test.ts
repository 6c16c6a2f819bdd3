import { describe, expect, it } from 'vitest';
import { costOf, type OrderCost } from './book-cost';
import { estimateOf, feeKindOf } from './fees';
import type { OrderIntent } from './order';

const rules = { baseAsset: 'BTC', quoteAsset: 'USDT' };
const rates = { maker: '0.001', taker: '0.002' };
const book = {
  bids: [['99', '3']],
  asks: [
    ['101', '1'],
    ['102', '1'],
  ],
} as const;

function costOfOrder(order: Pick<OrderIntent, 'side' | 'price' | 'quantity'>): OrderCost {
  const cost = costOf(book, order);
  if (!cost.ok) throw new Error(cost.error.message);
  return cost.value;
}

describe('what an order comes to', () => {
  it('takes the fee of a buy from the base asset, at the rate of who takes for what fills and of who makes for the rest', () => {
    const order = { side: 'BUY', price: '101', quantity: '2.5' } as const;
    expect(estimateOf(order, costOfOrder(order), rates, rules)).toEqual({
      quote: '252.5',
      fee: '0.0035',
      asset: 'BTC',
      received: '2.4965',
    });
  });

  it('takes the fee of a sell from what it really brings', () => {
    const order = { side: 'SELL', price: '98', quantity: '2' } as const;
    expect(estimateOf(order, costOfOrder(order), rates, rules)).toEqual({
      quote: '198',
      fee: '0.396',
      asset: 'USDT',
      received: '197.604',
    });
  });

  it('guesses no fee while the rates are not known', () => {
    const order = { side: 'BUY', price: '90', quantity: '1' } as const;
    const estimate = estimateOf(order, costOfOrder(order), undefined, rules);
    expect(estimate).toMatchObject({ quote: '90', fee: undefined, received: undefined });
  });

  it('stays exact with twenty decimals', () => {
    const order = { side: 'BUY', price: '0.00000000000000000001', quantity: '3' } as const;
    const cost = { fillQuantity: '0', quoteCost: '0', restQuantity: '3' };
    expect(estimateOf(order, cost, { maker: '0.00000000000000000001', taker: '0' }, rules)).toMatchObject({
      quote: '0.00000000000000000003',
      fee: '0.00000000000000000003',
      received: '2.99999999999999999997',
    });
  });

  it.each([
    ['taker', '2', '0'],
    ['maker', '0', '2'],
    ['both', '1', '1'],
  ] as const)('is paid as %s', (kind, fillQuantity, restQuantity) => {
    expect(feeKindOf({ fillQuantity, restQuantity })).toBe(kind);
  });
});
