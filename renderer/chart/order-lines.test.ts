import { describe, expect, it } from 'vitest';
import type { Order } from '@shared/domain/order';
import { besideEachOther, orderLines } from './order-lines';

function order(changes: Partial<Order>): Order {
  return {
    symbol: 'BTCUSDT',
    orderId: '1',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    price: '100',
    quantity: '1',
    executedQuantity: '0',
    executedQuote: '0',
    status: 'NEW',
    time: 0,
    updateTime: 0,
    ...changes,
  };
}

describe('lines of own orders', () => {
  it('are of this symbol alone, highest price first', () => {
    const lines = orderLines(
      [order({ price: '9.5' }), order({ price: '100.25', side: 'SELL' }), order({ symbol: 'ETHUSDT' })],
      'BTCUSDT',
    );
    expect(lines.map(({ side, price }) => [side, price])).toEqual([
      ['SELL', '100.25'],
      ['BUY', '9.5'],
    ]);
  });

  it('tell what is still to be filled', () => {
    const [line] = orderLines([order({ quantity: '0.3', executedQuantity: '0.1' })], 'BTCUSDT');
    expect(line).toMatchObject({ rest: '0.2', quantity: '0.3', orders: 1 });
  });

  it('are shared by orders of one side at one price, also when it is written otherwise', () => {
    const lines = orderLines(
      [
        order({ price: '100', quantity: '0.1' }),
        order({ price: '100.00', quantity: '0.2' }),
        order({ side: 'SELL' }),
      ],
      'BTCUSDT',
    );
    expect(lines.map(({ side, rest, orders }) => [side, rest, orders])).toEqual([
      ['BUY', '0.3', 2],
      ['SELL', '1', 1],
    ]);
  });

  it('are not drawn for orders that have nothing left', () => {
    expect(orderLines([order({ quantity: '1', executedQuantity: '1.0' })], 'BTCUSDT')).toEqual([]);
  });
});

describe('marks of lines', () => {
  const room = { left: 10, height: 18, gap: 4 };

  it('stand side by side where they would cover each other', () => {
    const marks = [
      { y: 100, width: 50 },
      { y: 110, width: 60 },
      { y: 112, width: 40 },
      { y: 140, width: 50 },
    ];
    expect(besideEachOther(marks, { ...room, right: 400 })).toEqual([10, 64, 128, 10]);
  });

  it('are left out where there is no room beside, and take none from those below', () => {
    const marks = [
      { y: 100, width: 50 },
      { y: 105, width: 60 },
      { y: 120, width: 60 },
    ];
    expect(besideEachOther(marks, { ...room, right: 100 })).toEqual([10, undefined, 10]);
  });
});
