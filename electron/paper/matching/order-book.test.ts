import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BookOrder, OrderBook, type Side } from './order-book';

interface Placed {
  readonly side: Side;
  readonly ticks: number;
  readonly lots: number;
}

const placed: fc.Arbitrary<Placed> = fc.record({
  side: fc.constantFrom<Side>('BUY', 'SELL'),
  ticks: fc.integer({ min: 90, max: 110 }),
  lots: fc.integer({ min: 1, max: 20 }),
});

/** Places an order numbered `owner` and returns its fills. */
function place(book: OrderBook<number>, order: Placed, owner: number) {
  const entering: BookOrder<number> = { ...order, owner };
  const fills = book.match(entering);
  if (entering.lots > 0) book.rest(entering);
  return fills;
}

function resting(book: OrderBook<number>, side: Side): BookOrder<number>[] {
  return book.levels(side, Infinity).flatMap((level) => level.orders);
}

describe('the order book', () => {
  it('is never crossed, and every level holds what its orders hold', () => {
    fc.assert(
      fc.property(fc.array(placed, { maxLength: 120 }), (orders) => {
        const book = new OrderBook<number>();
        orders.forEach((order, index) => {
          place(book, order, index);
          const bid = book.best('BUY')?.ticks ?? -Infinity;
          const ask = book.best('SELL')?.ticks ?? Infinity;
          expect(bid).toBeLessThan(ask);
          for (const side of ['BUY', 'SELL'] as const) {
            const levels = book.levels(side, Infinity);
            for (const level of levels) {
              expect(level.lots).toBe(level.orders.reduce((sum, each) => sum + each.lots, 0));
              expect(level.lots).toBeGreaterThan(0);
            }
            const prices = levels.map((level) => level.ticks);
            expect(prices).toEqual([...new Set(prices)].sort((a, b) => (side === 'BUY' ? b - a : a - b)));
          }
        });
      }),
    );
  });

  it('fills the best price first and the oldest order first, always at the resting price', () => {
    fc.assert(
      fc.property(fc.array(placed, { minLength: 2, maxLength: 120 }), (orders) => {
        const book = new OrderBook<number>();
        orders.forEach((order, index) => {
          const queue = resting(book, order.side === 'BUY' ? 'SELL' : 'BUY').map((each) => ({ ...each }));
          let left = order.lots;
          for (const fill of place(book, order, index)) {
            const first = queue[0]!;
            expect(fill.maker.owner).toBe(first.owner);
            expect(fill.ticks).toBe(first.ticks);
            expect(fill.lots).toBe(Math.min(left, first.lots));
            left -= fill.lots;
            first.lots -= fill.lots;
            if (first.lots === 0) queue.shift();
          }
          const next = queue[0];
          if (left > 0 && next)
            expect(order.side === 'BUY' ? next.ticks > order.ticks : next.ticks < order.ticks).toBe(true);
        });
      }),
    );
  });

  it('loses no lots: what was placed was traded twice over, cancelled, or still rests', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(placed, fc.boolean()), { maxLength: 100 }), (steps) => {
        const book = new OrderBook<number>();
        let entered = 0;
        let traded = 0;
        let cancelled = 0;
        steps.forEach(([order, cancelsAfter], index) => {
          entered += order.lots;
          for (const fill of place(book, order, index)) traded += 2 * fill.lots;
          const victim = cancelsAfter ? resting(book, order.side)[0] : undefined;
          if (!victim) return;
          expect(book.remove(victim)).toBe(true);
          expect(book.remove(victim)).toBe(false);
          cancelled += victim.lots;
        });
        const rests = [...resting(book, 'BUY'), ...resting(book, 'SELL')].reduce(
          (sum, each) => sum + each.lots,
          0,
        );
        expect(entered).toBe(traded + cancelled + rests);
      }),
    );
  });

  it('refuses to rest an order that should have matched', () => {
    const book = new OrderBook<number>();
    place(book, { side: 'SELL', ticks: 100, lots: 1 }, 0);
    expect(() => book.rest({ side: 'BUY', ticks: 100, lots: 1, owner: 1 })).toThrow(/crosses/);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])('refuses %d as ticks or lots', (number) => {
    const book = new OrderBook<number>();
    expect(() => book.match({ side: 'BUY', ticks: number, lots: 1, owner: 0 })).toThrow(RangeError);
    expect(() => book.match({ side: 'BUY', ticks: 1, lots: number, owner: 0 })).toThrow(RangeError);
  });
});
