import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, compareIds, type Claim } from './claims';
import { toldOrder } from './testing-entry';

function claim(entryId: number, from: number, until: number, changes: Partial<Claim> = {}): Claim {
  return { entryId, symbol: 'BTCUSDT', side: 'BUY', price: '100', quantity: '2', from, until, ...changes };
}
const order = (orderId: string, time: number, changes = {}) => toldOrder({ orderId, time, ...changes });
const given = (claims: Claim[], orders: ReturnType<typeof order>[]) =>
  [...assign(claims, orders)].map(([entryId, { orderId }]) => [entryId, orderId]).sort();

describe('an order in doubt', () => {
  it('is given the order of the same symbol, side, price and quantity as numbers', () => {
    expect(given([claim(1, 0, 10)], [order('7', 5, { price: '100.00', quantity: '2.0' })])).toEqual([
      [1, '7'],
    ]);
    for (const other of [{ symbol: 'ETHUSDT' }, { side: 'SELL' }, { price: '100.01' }, { quantity: '2.1' }]) {
      expect(given([claim(1, 0, 10)], [order('7', 5, other)])).toEqual([]);
    }
  });

  it('is not given one that was accepted outside of its window', () => {
    expect(given([claim(1, 10, 20)], [order('7', 9), order('8', 21)])).toEqual([]);
    expect(given([claim(1, 10, 20)], [order('7', 10)])).toEqual([[1, '7']]);
  });

  it('leaves one that only another could have to the other', () => {
    expect(given([claim(1, 0, 10), claim(2, 0, 30)], [order('7', 20), order('8', 5)])).toEqual([
      [1, '8'],
      [2, '7'],
    ]);
  });
});

it('as many as can be are given one, and none twice', () => {
  const windows = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 8 }))
      .map(([from, length]) => [from, from + length] as const),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(windows, fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 5 }), (spans, times) => {
      const claims = spans.map(([from, until], index) => claim(index, from, until));
      const orders = times.map((time, index) => order(String(index), time));
      const found = assign(claims, orders);
      for (const [entryId, { time }] of found) {
        const [from = 0, until = 0] = spans[entryId] ?? [];
        expect(time >= from && time <= until).toBe(true);
      }
      expect(new Set([...found.values()].map(({ orderId }) => orderId)).size).toBe(found.size);
      expect(found.size).toBe(most(spans, times));
    }),
    { numRuns: 1_000 },
  );
});

/** The largest matching, by trying all. */
function most(spans: readonly (readonly [number, number])[], times: readonly number[]): number {
  const [span, ...rest] = spans;
  if (!span) return 0;
  let best = most(rest, times);
  times.forEach((time, index) => {
    if (time >= span[0] && time <= span[1]) best = Math.max(best, 1 + most(rest, times.toSpliced(index, 1)));
  });
  return best;
}

it('ids are ordered as numbers of any length', () => {
  expect(['10', '9', '4613019726031880200', '4613019726031880199'].sort(compareIds)).toEqual([
    '9',
    '10',
    '4613019726031880199',
    '4613019726031880200',
  ]);
});
