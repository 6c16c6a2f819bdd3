import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, isZero, normalize } from '@shared/domain/decimal';
import type { Level } from '@shared/domain/market';
import { OrderBook } from './order-book';

/** The same as slowly and plainly as can be: quantities by normal form of the price. */
class NaiveBook {
  readonly bids = new Map<string, string>();
  readonly asks = new Map<string, string>();

  apply(bids: readonly Level[], asks: readonly Level[]): void {
    for (const [map, changes] of [
      [this.bids, bids],
      [this.asks, asks],
    ] as const) {
      for (const [price, quantity] of changes) {
        if (isZero(quantity)) map.delete(normalize(price));
        else map.set(normalize(price), quantity);
      }
    }
  }

  side(name: 'bids' | 'asks'): [string, string][] {
    const sign = name === 'bids' ? -1 : 1;
    return [...this[name]].sort(([a], [b]) => sign * compare(a, b));
  }

  get isCrossed(): boolean {
    const [bid, ask] = [this.side('bids')[0], this.side('asks')[0]];
    return bid !== undefined && ask !== undefined && compare(bid[0], ask[0]) >= 0;
  }
}

const normal = (levels: readonly Level[]): [string, string][] =>
  levels.map(([price, quantity]) => [normalize(price), quantity]);

const decimal = (least: bigint, most: bigint) =>
  fc
    .tuple(
      fc.bigInt({ min: least, max: most }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([units, places, zeros]) => {
      const digits = units.toString().padStart(places + 1, '0');
      const part = `${digits.slice(digits.length - places)}${'0'.repeat(Math.min(zeros, 20 - places))}`;
      return `${digits.slice(0, digits.length - places)}${part === '' ? '' : `.${part}`}`;
    });

/** Prices of every size and spelling, often the same ones. */
const price = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((units) => (units / 4).toFixed(2)),
  fc.integer({ min: 1, max: 15 }).map(String),
  fc.constantFrom(
    '1.0',
    '1.00',
    '01',
    '2.5',
    '2.50000000000000000000',
    '9007199254740993',
    '9007199254740992',
  ),
  decimal(1n, 10n ** 30n - 1n),
);
const quantity = fc.oneof(fc.constantFrom('0', '0.000', '1', '2.50'), decimal(0n, 10n ** 30n - 1n));
const changes = fc.array(fc.tuple(price, quantity), { maxLength: 12 });

describe('order book', () => {
  it('holds what a plain list would hold, after any changes of any decimals', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 12 }), (messages) => {
        // One side at a time, so that nothing is crossed.
        for (const name of ['bids', 'asks'] as const) {
          const book = new OrderBook();
          const naive = new NaiveBook();
          for (const levels of messages) {
            const both: [Level[], Level[]] = name === 'bids' ? [levels, []] : [[], levels];
            expect(book.apply(...both)).toBeUndefined();
            naive.apply(...both);
            expect(normal(book.top(name, 1_000))).toEqual(naive.side(name));
            expect(book.size(name)).toBe(naive.side(name).length);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuses just the changes that leave it crossed', () => {
    const near = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 40 }).map((units) => (units / 4).toFixed(2)),
        fc.constantFrom('0', '1', '2'),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(near, near), { maxLength: 8 }), (messages) => {
        const book = new OrderBook();
        const naive = new NaiveBook();
        for (const [bids, asks] of messages) {
          const refusal = book.apply(bids, asks);
          naive.apply(bids, asks);
          expect(refusal?.reason).toBe(naive.isCrossed ? 'crossed' : undefined);
          if (refusal !== undefined) return;
          for (const name of ['bids', 'asks'] as const) {
            expect(normal(book.top(name, 100))).toEqual(naive.side(name));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its order through thousands of insertions and removals', () => {
    const book = new OrderBook();
    const naive = new NaiveBook();
    let state = 1;
    const random = (below: number): number => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    for (let message = 0; message < 400; message += 1) {
      const change = (from: number): Level[] =>
        Array.from({ length: 20 }, () => [
          ((from + random(2_000)) / 100).toFixed(2),
          random(3) === 0 ? String(1 + random(9)) : '0',
        ]);
      const [bids, asks] = [change(10_000), change(20_000)];
      expect(book.apply(bids, asks)).toBeUndefined();
      naive.apply(bids, asks);
    }
    for (const name of ['bids', 'asks'] as const)
      expect(normal(book.top(name, 5_000))).toEqual(naive.side(name));
  });

  it('keeps what is left when nearly all levels behind the best go', () => {
    const book = new OrderBook();
    const prices = Array.from({ length: 400 }, (_, at) => String(1_000 - at));
    book.apply(
      prices.map((price): Level => [price, '1']),
      [],
    );
    const left = new Set(['1000', '900', '601']);
    for (const price of prices) if (!left.has(price)) book.apply([[price, '0']], []);
    expect(book.top('bids', 999).map(([price]) => price)).toEqual([...left]);
    book.apply([['950', '2']], []);
    expect(book.top('bids', 999).map(([price]) => price)).toEqual(['1000', '950', '900', '601']);
    expect(book.size('bids')).toBe(4);
  });

  it('takes two spellings of a price for one level and two neighbours of 20 decimals for two', () => {
    const book = new OrderBook();
    book.apply(
      [
        ['1.0', '5'],
        ['1.00', '6'],
      ],
      [
        ['1.00000000000000000001', '1'],
        ['1.00000000000000000002', '2'],
        ['123456789012345678901234567890.00000000000000000003', '3'],
      ],
    );
    expect(book.top('bids', 9)).toEqual([['1.00', '6']]);
    expect(book.top('asks', 9)).toEqual([
      ['1.00000000000000000001', '1'],
      ['1.00000000000000000002', '2'],
      ['123456789012345678901234567890.00000000000000000003', '3'],
    ]);
  });

  it('tells the part of a side down to a price, and the part beyond', () => {
    const book = new OrderBook();
    book.apply(
      [
        ['3', '1'],
        ['2', '1'],
        ['1', '1'],
      ],
      [
        ['4', '1'],
        ['5', '1'],
        ['6', '1'],
      ],
    );
    expect(book.top('bids', 9, '2').map(([at]) => at)).toEqual(['3', '2']);
    expect(book.top('asks', 1, '5').map(([at]) => at)).toEqual(['4']);
    expect(book.top('asks', 9, '5.5').map(([at]) => at)).toEqual(['4', '5']);
    expect(book.beyond('bids', '2').map(([at]) => at)).toEqual(['1']);
    expect(book.beyond('asks', '5').map(([at]) => at)).toEqual(['6']);
  });

  it('begins anew after a refusal', () => {
    const book = new OrderBook();
    expect(book.apply([['2', '1']], [['1', '1']])).toMatchObject({ reason: 'crossed' });
    expect(book.reset([['1', '1']], [['2', '1']])).toBeUndefined();
    expect(book.top('bids', 9)).toEqual([['1', '1']]);
  });

  it.each([
    '-1',
    '',
    '.',
    '1.',
    '.5',
    '1e5',
    '+1',
    ' 1',
    '1 ',
    '1,5',
    'NaN',
    '1.2.3',
    '１',
    `0.${'0'.repeat(20)}1`,
  ])('refuses the quantity %j by name', (bad) => {
    expect(new OrderBook().apply([['1', bad]], [])).toMatchObject({ reason: 'bad-quantity' });
  });

  it.each([
    '-1',
    '',
    '.',
    '1.',
    '.5',
    '1e5',
    '0',
    '0.00',
    ' 1',
    '1.2.3',
    `1.${'1'.repeat(21)}`,
    '1'.repeat(31),
    '1.2x',
  ])('refuses the price %j by name', (bad) => {
    const refusal = new OrderBook().apply([], [[bad, '1']]);
    expect(refusal).toMatchObject({ reason: 'bad-price' });
    expect(refusal?.text).toContain(JSON.stringify(bad));
  });
});
