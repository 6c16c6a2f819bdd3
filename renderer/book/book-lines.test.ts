import { describe, expect, it } from 'vitest';
import type { Level } from '@shared/domain/market';
import type { Order } from '@shared/domain/order';
import { bookLines, upTo } from './book-lines';

const rules = { baseAssetPrecision: 5, quotePrecision: 2 };
const asks: readonly Level[] = [
  ['100.02', '1'],
  ['100.03', '0.5'],
  ['100.11', '2'],
];
const bids: readonly Level[] = [
  ['99.98', '3'],
  ['99.90', '4'],
];
const view = { step: '0.01', most: 10, totalIn: 'base' as const, orders: [] };

function order(side: Order['side'], price: string, executedQuantity = '0'): Order {
  return { side, price, quantity: '0.1', executedQuantity, orderId: `${side}${price}` } as Order;
}

describe('lines of a book', () => {
  it('are best first, with totals from the best price on', () => {
    const lines = bookLines({ asks, bids }, rules, view);
    expect(lines.asks.map(({ price, quantity, total }) => [price, quantity, total])).toEqual([
      ['100.02', '1.00000', '1.00000'],
      ['100.03', '0.50000', '1.50000'],
      ['100.11', '2.00000', '3.50000'],
    ]);
    expect(lines.bids.map(({ total }) => total)).toEqual(['3.00000', '7.00000']);
  });

  it('total in the quote asset too', () => {
    const lines = bookLines({ asks, bids }, rules, { ...view, totalIn: 'quote' });
    expect(lines.asks.map(({ total }) => total)).toEqual(['100.02', '150.03', '350.25']);
  });

  it('have bars on one scale: the deepest row of both sides is full', () => {
    const { asks: up, bids: down } = bookLines({ asks, bids }, rules, view);
    expect(down.map(({ share }) => share)).toEqual([0.429, 1]);
    expect(up.at(-1)?.share).toBe(0.5);
  });

  it('are grouped, and no more than there is room for', () => {
    const lines = bookLines({ asks, bids }, rules, { ...view, step: '0.1', most: 1 });
    expect(lines.asks.map(({ price, quantity }) => [price, quantity])).toEqual([['100.1', '1.50000']]);
    expect(lines.bids.map(({ price }) => price)).toEqual(['99.9']);
  });

  it('mark the user’s orders where they rest, grouped as the levels are', () => {
    const orders = [order('BUY', '99.9'), order('BUY', '99.98'), order('SELL', '100.03')];
    const fine = bookLines({ asks, bids }, rules, { ...view, orders });
    expect(fine.bids.map(({ own }) => own.length)).toEqual([1, 1]);
    expect(fine.asks.map(({ own }) => own.length)).toEqual([0, 1, 0]);
    const coarse = bookLines({ asks, bids }, rules, { ...view, orders, step: '0.1' });
    expect(coarse.bids.map(({ own }) => own.length)).toEqual([2]);
    expect(coarse.asks.map(({ own }) => own.length)).toEqual([1, 0]);
  });

  it('tell what is still to be filled of the user’s orders', () => {
    const orders = [order('BUY', '99.9', '0.04'), order('BUY', '99.98'), order('SELL', '100.03', '0.1')];
    const sizes = (step: string) =>
      bookLines({ asks, bids }, rules, { ...view, orders, step }).bids.map(({ ownSize }) => ownSize);
    expect(sizes('0.01')).toEqual(['0.1', '0.06']);
    expect(sizes('0.1')).toEqual(['0.16']);
    const { asks: lines } = bookLines({ asks, bids }, rules, { ...view, orders });
    expect(lines.map(({ ownSize }) => ownSize)).toEqual([undefined, '0', undefined]);
  });

  it('never mark an order on the other side, as when the list of orders is older than the book', () => {
    const { asks: lines } = bookLines({ asks, bids }, rules, { ...view, orders: [order('BUY', '100.02')] });
    expect(lines.map(({ own }) => own.length)).toEqual([0, 0, 0]);
  });

  it('of an empty book are none', () => {
    expect(bookLines({ asks: [], bids: [] }, rules, view)).toEqual({ asks: [], bids: [] });
  });
});

describe('everything up to a row', () => {
  it('costs the sum, at the average, so far from the best', () => {
    const { asks: lines } = bookLines({ asks, bids }, rules, view);
    expect(upTo(lines[1]!.row, '100.02', rules)).toEqual({
      quantity: '1.5',
      quote: '150.035',
      average: '100.023',
      distance: '0.009998',
    });
  });
});
