import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessOrder, needsConfirmation, type AssessmentInput, type KnownTouch } from './assess-order';
import { add, compare, multiply } from './decimal';
import { DEFAULT_LIMITS, type AccountLimits } from './limits';
import type { SpotSymbol } from './symbol';

const rules: SpotSymbol = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 5,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};
const touch: KnownTouch = { bid: '100', ask: '101', ageMs: 200, usable: true };
const plain: AssessmentInput = {
  intent: { symbol: 'BTCUSDT', side: 'BUY', price: '100.50', quantity: '1' },
  rules,
  limits: DEFAULT_LIMITS,
  touch,
  free: '1000',
  markets: [],
  spentToday: '0',
  secondsSinceSame: null,
  despiteHold: false,
};

interface Change extends Partial<Omit<AssessmentInput, 'intent' | 'limits'>> {
  readonly intent?: Partial<AssessmentInput['intent']>;
  readonly limits?: Partial<AccountLimits>;
}

function assess({ intent, limits, ...rest }: Change = {}) {
  return assessOrder({
    ...plain,
    ...rest,
    intent: { ...plain.intent, ...intent },
    limits: { ...DEFAULT_LIMITS, ...limits },
  });
}
const refusal = (change: Change) => assess(change).refusal?.code;
const kinds = (change: Change) => assess(change).unusual.map(({ kind }) => kind);

describe('an ordinary order', () => {
  it('is not refused and has nothing unusual', () => {
    expect(assess()).toEqual({
      refusal: null,
      unusual: [],
      facts: {
        value: '100.5',
        quoteValue: '100.5',
        best: { of: 'ask', price: '101', percent: '0.00', ageMs: 200 },
        spentAsset: 'USDT',
        sharePercent: '10.05',
      },
    });
  });

  it('is asked about by default, and not where only unusual ones are', () => {
    expect(needsConfirmation(DEFAULT_LIMITS, [])).toBe(true);
    const unusualOnly: AccountLimits = { ...DEFAULT_LIMITS, confirm: 'unusual' };
    expect(needsConfirmation(unusualOnly, [])).toBe(false);
    expect(needsConfirmation(unusualOnly, [{ kind: 'repeat', details: {} }])).toBe(true);
  });
});

describe('distance from the best price', () => {
  it.each([
    ['BUY', '106.04', 'ask', '4.99', []],
    ['BUY', '106.05', 'ask', '5.00', ['far']],
    ['BUY', '95.01', 'bid', '-4.99', []],
    ['BUY', '95', 'bid', '-5.00', ['far']],
    ['SELL', '106.05', 'ask', '5.00', ['far']],
    ['SELL', '95', 'bid', '-5.00', ['far']],
    ['SELL', '100.5', 'bid', '0.00', []],
    ['BUY', '101', 'ask', '0.00', []],
  ] as const)('of a %s at %s is told from the best %s: %s %%', (side, price, of, percent, unusual) => {
    const { facts, unusual: found } = assess({ intent: { side, price, quantity: '0.1' }, free: '100000' });
    expect(facts.best).toMatchObject({ of, percent });
    expect(found.map(({ kind }) => kind)).toEqual(unusual);
  });

  it('is refused beyond the bound, exactly, and both ways', () => {
    const at = (price: string) => refusal({ intent: { price, quantity: '0.1' } });
    expect([at('121.20'), at('80')]).toEqual([undefined, undefined]);
    expect([at('121.20000000001'), at('79.99999999999')]).toEqual(['limit.distance', 'limit.distance']);
    expect(assess({ intent: { price: '150' } }).refusal?.details).toEqual({
      field: 'price',
      bound: '20',
      percent: '48.51',
      best: '101',
    });
  });

  it('is told from the side that is there where the other one is empty', () => {
    expect(refusal({ touch: { ...touch, ask: null }, intent: { price: '200' } })).toBe('limit.distance');
    expect(refusal({ touch: { ...touch, bid: null }, intent: { price: '1' } })).toBe('limit.distance');
  });

  it('is never silently fine without a price or with an old one', () => {
    expect(kinds({ touch: null })).toEqual(['no-price']);
    expect(kinds({ touch: { ...touch, bid: null, ask: null } })).toEqual(['no-price']);
    expect(kinds({ touch: { ...touch, ageMs: 5_001 } })).toEqual(['stale-price']);
    expect(kinds({ touch: { ...touch, ageMs: 5_000 } })).toEqual([]);
    expect(kinds({ touch: { ...touch, usable: false } })).toEqual(['stale-price']);
    expect(assess({ touch: null }).facts.best).toBeNull();
  });

  const cents = (from: number, to: number) =>
    fc.integer({ min: from, max: to }).map((value) => (value / 100).toFixed(2));

  it('is warned of and refused in both directions alike for both sides, for any prices', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('BUY' as const, 'SELL' as const),
        cents(1, 100_000),
        cents(1, 50_000),
        cents(0, 10_000),
        cents(0, 3_000),
        (side, price, bid, spread, bound) => {
          const ask = add(bid, spread);
          const outside = compare(price, ask) > 0 ? ask : compare(price, bid) < 0 ? bid : undefined;
          const limits = { warnDistance: bound, refuseDistance: bound };
          const { refusal: refused, unusual } = assess({
            intent: { side, price, quantity: '0.00001' },
            touch: { ...touch, bid, ask },
            limits,
          });
          const [low, high] = [outside ?? price, price].sort(compare) as [string, string];
          const gap = multiply(add(high, '0'), '100');
          const bounded = add(multiply(low, '100'), multiply(bound, outside ?? '1'));
          const order = outside === undefined ? -1 : compare(gap, bounded);
          expect(refused?.code === 'limit.distance').toBe(order > 0);
          expect(unusual.some(({ kind }) => kind === 'far')).toBe(order >= 0);
        },
      ),
    );
  });
});

describe('limits of value', () => {
  const largest = (largestOrder: string, change: Change = {}) =>
    refusal({ ...change, limits: { largestOrder, ...change.limits } });

  it('refuse what is worth more, exactly', () => {
    expect(largest('100.5')).toBeUndefined();
    expect(largest('100.49999999999999')).toBe('limit.largest-order');
  });

  it('count orders of the day', () => {
    const day = (spentToday: string | null) => refusal({ spentToday, limits: { largestDay: '200' } });
    expect([day('99.5'), day('99.51'), day(null)]).toEqual([
      undefined,
      'limit.largest-day',
      'limit.no-value',
    ]);
  });

  it('refuse what they cannot be kept for, and only then', () => {
    const other = { ...rules, quoteAsset: 'JEX' };
    expect(largest('1000000', { rules: other })).toBe('limit.no-value');
    expect(refusal({ rules: other, limits: { largestDay: '1000000' } })).toBe('limit.no-value');
    expect(refusal({ rules: other })).toBeUndefined();
    expect(kinds({ rules: other, limits: { confirmAbove: '1000000' } })).toEqual(['large-value']);
  });

  it('are kept in their own asset by last prices', () => {
    const markets = [{ baseAsset: 'JEX', quoteAsset: 'USDT', lastPrice: '0.5' }];
    const change = { rules: { ...rules, quoteAsset: 'JEX' }, markets };
    expect(largest('50.25', change)).toBeUndefined();
    expect(largest('50.24', change)).toBe('limit.largest-order');
  });

  it('count a sell below the market at what the market pays for it', () => {
    const sell: Change = { intent: { side: 'SELL', price: '90', quantity: '1' }, free: '10' };
    expect(largest('99.99', sell)).toBe('limit.largest-order');
    expect(assess(sell).facts).toMatchObject({ value: '100', quoteValue: '90' });
  });

  it('let through no sequence of orders that is worth more than a day may be', () => {
    const quantity = fc.integer({ min: 1, max: 200 }).map((value) => (value / 100).toFixed(2));
    fc.assert(
      fc.property(fc.array(quantity, { maxLength: 12 }), (quantities) => {
        let spentToday = '0';
        for (const each of quantities) {
          const { refusal: refused, facts } = assess({
            intent: { quantity: each },
            spentToday,
            limits: { largestDay: '300' },
          });
          if (!refused && facts.value !== null) spentToday = add(spentToday, facts.value);
          expect(compare(spentToday, '300')).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe('the other guards', () => {
  it('refuse everything while locked, before anything else is told', () => {
    expect(refusal({ limits: { locked: true, symbols: [], largestOrder: '0' } })).toBe('limit.locked');
  });

  it('refuse symbols that are not named', () => {
    expect(refusal({ limits: { symbols: ['BTCUSDT'] } })).toBeUndefined();
    expect(assess({ limits: { symbols: [] } }).refusal).toMatchObject({
      code: 'limit.symbol',
      details: { field: 'symbol', symbol: 'BTCUSDT' },
    });
  });

  it('ask about a large share of what is free of the spent asset', () => {
    expect(kinds({ free: '201.01' })).toEqual([]);
    expect(kinds({ free: '201' })).toEqual(['large-share']);
    expect(kinds({ intent: { side: 'SELL', quantity: '1' }, free: '2' })).toEqual(['large-share']);
    expect(assess({ free: null }).facts.sharePercent).toBeNull();
    expect(kinds({ free: '0' })).toEqual(['large-share']);
  });

  it('ask about what is sent again within the seconds that were set, and never where they are 0', () => {
    expect(kinds({ secondsSinceSame: 9.9 })).toEqual(['repeat']);
    expect(kinds({ secondsSinceSame: 10 })).toEqual([]);
    expect(kinds({ secondsSinceSame: 0, limits: { repeatSeconds: 0 } })).toEqual([]);
  });

  it('ask about a value from the bound on', () => {
    expect(kinds({ limits: { confirmAbove: '100.5' } })).toEqual(['large-value']);
    expect(kinds({ limits: { confirmAbove: '100.51' } })).toEqual([]);
  });

  it('always ask when an identical order is not settled', () => {
    expect(kinds({ despiteHold: true })).toEqual(['despite-hold']);
  });
});
