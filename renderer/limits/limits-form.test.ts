import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type AccountLimits } from '@shared/domain/limits';
import { changeOf, formOf, readForm, type LimitsForm } from './limits-form';

const written = (change: Partial<LimitsForm>) => readForm({ ...formOf(DEFAULT_LIMITS), ...change });

describe('the form of limits', () => {
  it('says what it was made of', () => {
    const amount = fc.integer({ min: 0, max: 10_000 }).map((value) => String(value / 10));
    const limits: fc.Arbitrary<AccountLimits> = fc.record({
      valueAsset: fc.constantFrom('USDT', '月BTC看涨0226'),
      largestOrder: fc.option(amount, { nil: null }),
      largestDay: fc.option(amount, { nil: null }),
      symbols: fc.option(fc.subarray(['BTCUSDT', 'ETHUSDT'], { minLength: 1 }), { nil: null }),
      warnDistance: amount,
      refuseDistance: amount,
      largeShare: amount,
      repeatSeconds: fc.integer({ min: 0, max: 3_600 }),
      confirmAbove: fc.option(amount, { nil: null }),
      confirm: fc.constantFrom('always' as const, 'unusual' as const),
      locked: fc.boolean(),
    });
    fc.assert(
      fc.property(limits, (given) => {
        const { limits: read, problems } = readForm(formOf(given));
        expect(problems).toEqual({});
        expect({ ...read, locked: given.locked }).toEqual(given);
      }),
    );
  });

  it('normalises what is certain and refuses what could mean two things', () => {
    expect(written({ largestOrder: ' 1,234.50 ' }).limits?.largestOrder).toBe('1234.50');
    expect(written({ largestOrder: '1,234' }).problems).toEqual({
      largestOrder: { kind: 'amount', reason: 'comma' },
    });
    expect(written({ largestDay: '1e5' }).limits).toBeUndefined();
  });

  it('takes symbols separated by commas, spaces or lines, each once', () => {
    expect(written({ symbols: 'BTCUSDT, ETHUSDT\nBTCUSDT，LTCBTC' }).limits?.symbols).toEqual([
      'BTCUSDT',
      'ETHUSDT',
      'LTCBTC',
    ]);
    expect(written({ symbols: ' , ' }).limits?.symbols).toBeNull();
  });

  it.each([
    [{ warnDistance: '' }, 'empty'],
    [{ refuseDistance: '1000.1' }, 'percent'],
    [{ repeatSeconds: '' }, 'seconds'],
    [{ repeatSeconds: '1.5' }, 'seconds'],
    [{ repeatSeconds: '3601' }, 'seconds'],
    [{ valueAsset: ' ' }, 'asset'],
    [{ valueAsset: 'A'.repeat(33) }, 'asset'],
    [{ symbols: Array.from({ length: 501 }, (_, n) => `S${n}`).join(' ') }, 'symbols'],
  ] as const)('cannot be saved with %j', (change, kind) => {
    const { limits, problems } = written(change);
    expect(limits).toBeUndefined();
    expect(problems[Object.keys(change)[0] as keyof LimitsForm]?.kind).toBe(kind);
  });
});

describe('saving', () => {
  it('says before what main will ask for', () => {
    const { limits } = written({ refuseDistance: '30', largestOrder: '100' });
    expect(changeOf(DEFAULT_LIMITS, limits!)).toEqual({
      atOnce: ['largestOrder'],
      asked: ['refuseDistance'],
    });
    expect(changeOf(DEFAULT_LIMITS, written({}).limits!)).toEqual({ atOnce: [], asked: [] });
  });
});
