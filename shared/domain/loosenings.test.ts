import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from './decimal';
import { DEFAULT_LIMITS, type AccountLimits } from './limits';
import { loosenings, splitChange, VALUE_LIMITS, type LimitField } from './loosenings';

const amount = fc.integer({ min: 0, max: 4 }).map(String);
const bound = fc.option(amount, { nil: null });
const limits: fc.Arbitrary<AccountLimits> = fc.record({
  valueAsset: fc.constantFrom('USDT', 'BTC'),
  largestOrder: bound,
  largestDay: bound,
  symbols: fc.option(fc.subarray(['A', 'B', 'C']), { nil: null }),
  warnDistance: amount,
  refuseDistance: amount,
  largeShare: amount,
  repeatSeconds: fc.integer({ min: 0, max: 4 }),
  confirmAbove: bound,
  confirm: fc.constantFrom('always' as const, 'unusual' as const),
  locked: fc.boolean(),
});

/** Everything that a guard can be asked: amounts in either asset, percents, seconds, symbols. */
interface Probe {
  /** Worth of it in USDT and in BTC: neither says anything about the other. */
  readonly USDT: string;
  readonly BTC: string;
  readonly percent: string;
  readonly seconds: number;
  readonly symbol: string;
}
const PROBES: Probe[] = ['0', '1', '2', '3', '4', '5'].flatMap((USDT) =>
  ['0', '1', '2', '3', '4', '5'].map((BTC) => ({
    USDT,
    BTC,
    percent: USDT,
    seconds: Number(USDT),
    symbol: 'ABCD'[Number(USDT) % 4]!,
  })),
);

/** Whether one guard by itself lets it through without a word. `confirm` and `locked` look at nothing of the order. */
const passes: Readonly<Record<LimitField, (by: AccountLimits, order: Probe) => boolean>> = {
  valueAsset: () => true,
  largestOrder: (by, order) => keeps(by, by.largestOrder, order),
  largestDay: (by, order) => keeps(by, by.largestDay, order),
  symbols: ({ symbols }, { symbol }) => symbols === null || symbols.includes(symbol),
  warnDistance: ({ warnDistance }, { percent }) => compare(percent, warnDistance) < 0,
  refuseDistance: ({ refuseDistance }, { percent }) => compare(percent, refuseDistance) <= 0,
  largeShare: ({ largeShare }, { percent }) => compare(percent, largeShare) < 0,
  repeatSeconds: ({ repeatSeconds }, { seconds }) => seconds >= repeatSeconds,
  confirmAbove: (by, order) => by.confirmAbove === null || compare(valueOf(by, order), by.confirmAbove) < 0,
  confirm: ({ confirm }) => confirm === 'unusual',
  locked: ({ locked }) => !locked,
};
const valueOf = (by: AccountLimits, order: Probe): string =>
  by.valueAsset === 'USDT' ? order.USDT : order.BTC;
const keeps = (by: AccountLimits, most: string | null, order: Probe): boolean =>
  most === null || compare(valueOf(by, order), most) <= 0;

const FIELDS = Object.keys(DEFAULT_LIMITS) as LimitField[];

describe('a limit is looser', () => {
  it('exactly when it lets something through that it did not let through before', () => {
    fc.assert(
      fc.property(limits, limits, (from, to) => {
        const looser = loosenings(from, to);
        for (const field of FIELDS) {
          if (field === 'valueAsset') continue;
          const isLooser = PROBES.some((probe) => passes[field](to, probe) && !passes[field](from, probe));
          // Nothing passes 0 in any asset; that the asset changes is asked about all the same.
          if (field === 'confirmAbove' && from.valueAsset !== to.valueAsset && to.confirmAbove === '0')
            continue;
          expect([field, looser.includes(field)]).toEqual([field, isLooser]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never when nothing changes', () => {
    fc.assert(fc.property(limits, (same) => void expect(loosenings(same, { ...same })).toEqual([])));
  });

  it('when its amounts are counted in another asset, and not where there are none', () => {
    const from: AccountLimits = { ...DEFAULT_LIMITS, largestOrder: '1000' };
    expect(loosenings(from, { ...from, valueAsset: 'BTC' })).toEqual(['valueAsset', 'largestOrder']);
    expect(loosenings(DEFAULT_LIMITS, { ...DEFAULT_LIMITS, valueAsset: 'BTC' })).toEqual([]);
  });
});

describe('a change', () => {
  it('takes effect at once where nothing of it is looser, and is asked about whole where it is', () => {
    fc.assert(
      fc.property(limits, limits, (from, to) => {
        const { atOnce, asked } = splitChange(from, to);
        const half: AccountLimits = {
          ...from,
          ...Object.fromEntries(atOnce.map((field) => [field, to[field]])),
        };
        expect(loosenings(from, half)).toEqual([]);
        const whole = { ...half, ...Object.fromEntries(asked.map((field) => [field, to[field]])) };
        expect(whole).toEqual(to);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of the asset takes all amounts with it', () => {
    const from: AccountLimits = { ...DEFAULT_LIMITS, largestOrder: '1000' };
    const to: AccountLimits = {
      ...from,
      valueAsset: 'BTC',
      largestOrder: '0.01',
      largestDay: '1',
      locked: true,
    };
    const { atOnce, asked } = splitChange(from, to);
    expect(atOnce).toEqual(['locked']);
    expect([...asked].sort()).toEqual(['largestDay', 'largestOrder', 'valueAsset']);
    expect(VALUE_LIMITS).toContain('largestDay');
  });
});
