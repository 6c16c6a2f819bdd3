import { describe, expect, it } from 'vitest';
import type { Trade } from '@shared/domain/market';
import { newSince, tapeLines } from './tape-lines';

const rules = { baseAssetPrecision: 5, quotePrecision: 2 };

function trade(id: string, time: number, over: Partial<Trade> = {}): Trade {
  return { id, price: '100.5', quantity: '0.25', time, buyerIsMaker: true, ...over };
}

describe('lines of the tape', () => {
  it('have the decimals of the symbol, and one place of the point for all quantities', () => {
    const lines = tapeLines([trade('2', 0, { quantity: '1234.5' }), trade('1', 0)], rules, 9);
    expect(lines.map(({ price, quantity }) => [price, quantity])).toEqual([
      ['100.50', '1,234.50'],
      ['100.50', '0.25'],
    ]);
  });

  it('point up when a buyer took, down when a seller did, nowhere when nobody says', () => {
    const lines = tapeLines(
      [
        trade('3', 0, { buyerIsMaker: false }),
        trade('2', 0, { buyerIsMaker: true }),
        trade('1', 0, { buyerIsMaker: null }),
      ],
      rules,
      9,
    );
    expect(lines.map(({ direction }) => direction)).toEqual(['up', 'down', 'flat']);
  });

  it('are no more than there is room for', () => {
    expect(tapeLines([trade('2', 0), trade('1', 0)], rules, 1)).toHaveLength(1);
  });

  it('keep their keys when new ones come, also among equal trades without an id', () => {
    const twins = [trade('', 7), trade('', 7)];
    const before = tapeLines(twins, rules, 9).map(({ key }) => key);
    const after = tapeLines([trade('', 7), ...twins], rules, 9).map(({ key }) => key);
    expect(new Set(after).size).toBe(3);
    expect(after.slice(1)).toEqual(before);
  });
});

describe('trades that came while the tape stood still', () => {
  const before = [trade('2', 2), trade('1', 1)];

  it('are counted', () => {
    expect(newSince(before, before)).toBe(0);
    expect(newSince(before, [trade('4', 4), trade('3', 3), ...before])).toBe(2);
  });

  it('are all when none of the old ones is left, and when there was none', () => {
    expect(newSince(before, [trade('9', 9), trade('8', 8)])).toBe(2);
    expect(newSince([], before)).toBe(2);
  });
});
