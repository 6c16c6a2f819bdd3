import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAsk, bestBid, groupingSteps, spreadOfBook } from './book';
import { costOf, type OrderCost } from './book-cost';
import { depthRows, depthTotal } from './book-depth';
import { decimalsOf, normalize } from './decimal';
import type { Level } from './market';
import { decimalOfUnits, unitsOf, writtenPlaces } from './scaled';

const Exact = Big();
Exact.DP = 60;
Exact.RM = Exact.roundDown;
Exact.NE = -80;
Exact.PE = 80;

/** Text with `places` decimals, trailing zeros kept, as exchanges write it. */
const written = (units: bigint, places: number): string => {
  const digits = units.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

const quantity = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 24n }), fc.integer({ min: 0, max: 20 }))
  .map(([units, places]) => written(units, places));

/** A book that is not crossed, around a middle of many or few digits. */
const books = fc
  .record({
    places: fc.integer({ min: 0, max: 20 }),
    middle: fc.bigInt({ min: 10_000n, max: 10n ** 24n }),
    bids: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9_000 }), quantity), {
      maxLength: 30,
      selector: ([away]) => away,
    }),
    asks: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9_000 }), quantity), {
      maxLength: 30,
      selector: ([away]) => away,
    }),
  })
  .map(({ places, middle, bids, asks }) => {
    const side = (sign: bigint, levels: [number, string][]): Level[] =>
      levels
        .toSorted(([a], [b]) => a - b)
        .map(([away, size]) => [written(middle + sign * BigInt(away), places), size]);
    return { places, middle, bids: side(-1n, bids), asks: side(1n, asks) };
  });

const sum = (values: Big[]): Big => values.reduce((total, value) => total.plus(value), new Exact(0));
const text = (value: Big): string => value.toFixed();

describe('units', () => {
  it('write back what was read, without trailing zeros', () => {
    fc.assert(
      fc.property(quantity, fc.integer({ min: 0, max: 30 }), (size, more) => {
        const places = writtenPlaces(size) + more;
        expect(decimalOfUnits(unitsOf(size, places), places)).toBe(normalize(size));
      }),
    );
  });

  it('refuse to lose a digit', () => {
    expect(() => unitsOf('1.23', 1)).toThrow(RangeError);
  });
});

describe('spread', () => {
  it('is exact, and its percent is of the middle', () => {
    fc.assert(
      fc.property(books, (book) => {
        const spread = spreadOfBook(book);
        const [bid, ask] = [bestBid(book)?.[0], bestAsk(book)?.[0]];
        if (bid === undefined || ask === undefined) {
          expect(spread).toBeUndefined();
          return;
        }
        const middle = new Exact(bid).plus(ask).div(2);
        expect(spread?.amount).toBe(text(new Exact(ask).minus(bid)));
        expect(spread?.middle).toBe(text(middle));
        expect(spread?.percent).toBe(
          text(new Exact(ask).minus(bid).times(100).div(middle).round(10, Exact.roundDown)),
        );
      }),
    );
  });
});

describe('grouping', () => {
  it('loses nothing: rows add up to the levels, and totals are the sums of the rows', () => {
    fc.assert(
      fc.property(books, fc.integer({ min: 0, max: 5 }), (book, group) => {
        const step = groupingSteps(book.places)[group]!;
        for (const side of ['bids', 'asks'] as const) {
          const rows = depthRows(side, book[side], step);
          const last = rows.at(-1);
          const all = depthTotal(book[side]);
          expect(all.levels).toBe(book[side].length);
          expect(all.quantity).toBe(text(sum(book[side].map(([, size]) => new Exact(size)))));
          expect(all.quote).toBe(text(sum(book[side].map(([price, size]) => new Exact(price).times(size)))));
          expect(last?.total ?? '0').toBe(all.quantity);
          expect(last?.quoteTotal ?? '0').toBe(all.quote);
          expect(text(sum(rows.map((row) => new Exact(row.quantity))))).toBe(all.quantity);
          expect(text(sum(rows.map((row) => new Exact(row.quote))))).toBe(all.quote);
        }
      }),
    );
  });

  it('puts each level on the multiple of the step that is not better than it', () => {
    fc.assert(
      fc.property(books, fc.integer({ min: 0, max: 5 }), (book, group) => {
        const step = groupingSteps(book.places)[group]!;
        for (const side of ['bids', 'asks'] as const) {
          const expected = new Map<string, Big>();
          for (const [price, size] of book[side]) {
            const steps = new Exact(price)
              .div(step)
              .round(0, side === 'bids' ? Exact.roundDown : Exact.roundUp);
            const key = steps.times(step).toFixed(writtenPlaces(step));
            expected.set(key, (expected.get(key) ?? new Exact(0)).plus(size));
          }
          const rows = depthRows(side, book[side], step);
          expect(rows.map((row) => [row.price, row.quantity])).toEqual(
            [...expected].map(([price, size]) => [price, text(size)]),
          );
        }
      }),
    );
  });

  it('gives the best rows alone when fewer are asked for', () => {
    const bids: Level[] = [
      ['101.9', '1'],
      ['101.1', '2'],
      ['100.5', '3'],
      ['99.5', '4'],
    ];
    expect(depthRows('bids', bids, '1', 2)).toEqual([
      { price: '101', quantity: '3', quote: '304.1', total: '3', quoteTotal: '304.1', levels: 2 },
      { price: '100', quantity: '3', quote: '301.5', total: '6', quoteTotal: '605.6', levels: 1 },
    ]);
  });

  it('refuses a step of zero', () => {
    expect(() => depthRows('bids', [['1', '1']], '0.00')).toThrow(RangeError);
  });
});

describe('grouping steps', () => {
  it('start at the price step and go up in tens', () => {
    expect(groupingSteps(2)).toEqual(['0.01', '0.1', '1', '10', '100', '1000']);
    expect(groupingSteps(0)).toEqual(['1', '10', '100', '1000', '10000', '100000']);
  });

  it('follow the price, so that the widest still leaves something to see', () => {
    expect(groupingSteps(2, '26941.5')).toEqual(['0.01', '0.1', '1', '10', '100', '1000']);
    expect(groupingSteps(8, '26941.5')).toEqual(['0.00000001', '0.1', '1', '10', '100', '1000']);
    expect(groupingSteps(8, '0.00001234')).toEqual(['0.00000001', '0.0000001', '0.000001']);
    expect(groupingSteps(4, '0.0005')).toEqual(['0.0001']);
  });
});

describe('cost of an order', () => {
  const book = {
    bids: [
      ['99.5', '2'],
      ['99', '3'],
      ['98', '5'],
    ] satisfies Level[],
    asks: [
      ['100', '1'],
      ['100.5', '2'],
      ['102', '4'],
    ] satisfies Level[],
  };
  const cost = (side: 'BUY' | 'SELL', price: string, size: string): OrderCost => {
    const result = costOf(book, { side, price, quantity: size });
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };

  it('fills at the levels within the limit, best first, and rests with what is left', () => {
    expect(cost('BUY', '100.5', '4')).toEqual({
      fillQuantity: '3',
      quoteCost: '301',
      averagePrice: '100.33333333333333333333',
      worstPrice: '100.5',
      levels: 2,
      restQuantity: '1',
      aheadQuantity: '0',
      aheadLevels: 0,
      aheadIsLeast: false,
      beyondBook: false,
    });
    expect(cost('SELL', '99.5', '1.5')).toMatchObject({
      fillQuantity: '1.5',
      quoteCost: '149.25',
      levels: 1,
    });
  });

  it('waits behind its own side at its price or better when nothing fills', () => {
    expect(cost('BUY', '99', '1')).toMatchObject({
      fillQuantity: '0',
      averagePrice: undefined,
      worstPrice: undefined,
      restQuantity: '1',
      aheadQuantity: '5',
      aheadLevels: 2,
      aheadIsLeast: false,
    });
    expect(cost('SELL', '103', '1')).toMatchObject({ aheadQuantity: '7', aheadIsLeast: true });
  });

  it('says when it wants more than the book shows', () => {
    expect(cost('BUY', '102', '10')).toMatchObject({
      fillQuantity: '7',
      restQuantity: '3',
      beyondBook: true,
    });
    expect(cost('BUY', '101', '10')).toMatchObject({ fillQuantity: '3', beyondBook: false });
    expect(cost('BUY', '102', '7')).toMatchObject({
      fillQuantity: '7',
      restQuantity: '0',
      beyondBook: false,
    });
    expect(costOf({ bids: [], asks: [] }, { side: 'BUY', price: '1', quantity: '1' })).toMatchObject({
      value: { restQuantity: '1', beyondBook: false, aheadIsLeast: false },
    });
  });

  it.each([
    ['price', '', 'order.not-decimal'],
    ['price', '1e3', 'order.not-decimal'],
    ['quantity', '-1', 'order.not-decimal'],
    ['quantity', '0.000', 'order.zero'],
  ] as const)('refuses the %s %j by name', (field, value, code) => {
    const order = { side: 'BUY', price: '1', quantity: '1', [field]: value } as const;
    expect(costOf(book, order)).toMatchObject({ ok: false, error: { code, details: { field } } });
  });

  it('is exact for any decimals', () => {
    fc.assert(
      fc.property(
        books,
        fc.boolean(),
        fc.integer({ min: -9_500, max: 9_500 }),
        quantity,
        (at, buys, away, size) => {
          const price = written(at.middle + BigInt(away), at.places);
          if (new Exact(price).lte(0)) return;
          const result = costOf(at, { side: buys ? 'BUY' : 'SELL', price, quantity: size });
          if (!result.ok) throw new Error(result.error.code);
          const reaches = (level: Level) =>
            buys ? new Exact(level[0]).lte(price) : new Exact(level[0]).gte(price);
          let left = new Exact(size);
          const fills: { price: string; taken: Big }[] = [];
          for (const level of (buys ? at.asks : at.bids).filter(reaches)) {
            const taken = left.lt(level[1]) ? left : new Exact(level[1]);
            if (taken.eq(0)) break;
            fills.push({ price: level[0], taken });
            left = left.minus(taken);
          }
          const filled = sum(fills.map((fill) => fill.taken));
          const quote = sum(fills.map((fill) => fill.taken.times(fill.price)));
          const ahead = (buys ? at.bids : at.asks).filter(([level]) =>
            buys ? new Exact(level).gte(price) : new Exact(level).lte(price),
          );
          expect(result.value).toMatchObject({
            fillQuantity: text(filled),
            quoteCost: text(quote),
            restQuantity: text(left),
            averagePrice: filled.eq(0) ? undefined : text(quote.div(filled).round(20, Exact.roundDown)),
            worstPrice: fills.at(-1)?.price,
            levels: fills.length,
            aheadQuantity: text(sum(ahead.map(([, there]) => new Exact(there)))),
            aheadLevels: ahead.length,
          });
          expect(decimalsOf(result.value.averagePrice ?? '0')).toBeLessThanOrEqual(20);
        },
      ),
    );
  });
});
