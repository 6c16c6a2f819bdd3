import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, divideUp, multiply, subtract } from './decimal';
import { createValuer, valueIn, type PricedMarket } from './valuation';

const market = (baseAsset: string, quoteAsset: string, lastPrice: string): PricedMarket => ({
  baseAsset,
  quoteAsset,
  lastPrice,
});

describe('the value of an amount in another asset', () => {
  it('is the amount itself in its own asset', () => {
    expect(valueIn('1.50', 'USDT', 'USDT', [])).toBe('1.5');
  });

  it('is told by the market between the two, by the inverse one, or by way of one asset', () => {
    expect(valueIn('2', 'BTC', 'USDT', [market('BTC', 'USDT', '60000')])).toBe('120000');
    expect(valueIn('120000', 'USDT', 'BTC', [market('BTC', 'USDT', '60000')])).toBe('2');
    const byBtc = [market('LTC', 'BTC', '0.001'), market('BTC', 'USDT', '60000')];
    expect(valueIn('3', 'LTC', 'USDT', byBtc)).toBe('180');
    expect(valueIn('180', 'USDT', 'LTC', byBtc)).toBe('3');
  });

  it('prefers the market between the two to the inverse one and to a detour, in any order of the list', () => {
    const markets = [
      market('USDT', 'BTC', '0.00001'),
      market('BTC', 'ETH', '20'),
      market('BTC', 'USDT', '60000'),
      market('ETH', 'USDT', '999999'),
    ];
    for (const list of [markets, [...markets].reverse()]) {
      expect(valueIn('1', 'BTC', 'USDT', list)).toBe('60000');
    }
  });

  it('is the dearest of several detours', () => {
    const markets = [
      market('LTC', 'BTC', '0.001'),
      market('LTC', 'ETH', '0.02'),
      market('BTC', 'USDT', '60000'),
      market('ETH', 'USDT', '3100'),
    ];
    expect(valueIn('1', 'LTC', 'USDT', markets)).toBe('62');
  });

  it('cannot be told without a way, over two assets, or by prices that are none', () => {
    expect(valueIn('1', 'LTC', 'USDT', [market('LTC', 'BTC', '0.001')])).toBeNull();
    const far = [market('A', 'B', '1'), market('B', 'C', '1'), market('C', 'USDT', '1')];
    expect(valueIn('1', 'A', 'USDT', far)).toBeNull();
    for (const price of ['0', '0.00', '', 'x', '1e3', '-1']) {
      expect(valueIn('1', 'BTC', 'USDT', [market('BTC', 'USDT', price)])).toBeNull();
    }
  });

  it('is never less than exact, and by less than the last of 20 decimals more', () => {
    const positive = fc.integer({ min: 1, max: 1_000_000_000 }).map(String);
    fc.assert(
      fc.property(positive, positive, (amount, price) => {
        const value = valueIn(amount, 'USDT', 'BTC', [market('BTC', 'USDT', price)]) ?? '';
        const back = multiply(value, price);
        expect(compare(back, amount)).toBeGreaterThanOrEqual(0);
        expect(compare(subtract(back, amount), multiply('0.00000000000000000001', price))).toBeLessThan(0);
      }),
    );
  });
});

it('of many amounts at once it is the same as of each by itself', () => {
  const asset = fc.constantFrom('A', 'B', 'C', 'USDT', 'BTC');
  const price = fc.integer({ min: 1, max: 1_000_000 }).map(String);
  const markets = fc.array(
    fc.tuple(asset, asset, price).filter(([base, quote]) => base !== quote),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(markets, asset, asset, (list, of, into) => {
      const known = list.map(([base, quote, last]) => market(base, quote, last));
      expect(createValuer(into, known)('1.5', of)).toBe(valueIn('1.5', of, into, known));
    }),
  );
});

describe('dividing up', () => {
  it('is exact where it can be', () => {
    expect([divideUp('1', '4', 2), divideUp('1', '3', 2), divideUp('2', '3', 0)]).toEqual([
      '0.25',
      '0.34',
      '1',
    ]);
    expect(() => divideUp('1', '0', 2)).toThrow(RangeError);
  });
});
