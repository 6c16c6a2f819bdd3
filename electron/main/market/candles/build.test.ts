import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CandleInterval } from '@shared/domain/market';
import { FakeTime } from '../../exchange/testing';
import { buildCandles } from './build';
import { openTimeAt, sourceOf } from './intervals';
import { modelExchange } from './testing';

const DAY = 86_400_000;
const BUILT: readonly CandleInterval[] = ['3m', '2h', '6h', '12h', '3d'];

describe('candles built from smaller ones', () => {
  it('are, text for text, the exchange’s own candles of that interval', () => {
    const trades = fc.array(
      fc.record({
        wait: fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: DAY })),
        ticks: fc.integer({ min: 1, max: 9_999_999 }),
        lots: fc.integer({ min: 1, max: 9_999_999 }),
      }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(trades, fc.constantFrom(...BUILT), fc.boolean(), (waits, interval, fills) => {
        const begin = openTimeAt(interval, 1_700_000_000_000);
        let at = begin;
        const made = waits.map(({ wait, ...trade }) => ({ time: (at += wait), ...trade }));
        // Flat minutes of months would only make the test slow.
        const flat = fills && at - begin < DAY / 4;
        const exchange = modelExchange({
          time: new FakeTime(),
          interval,
          trades: made,
          begin,
          fills: flat,
          tellsEnds: true,
        });
        const parts = exchange.candles(sourceOf(interval), at);
        expect(buildCandles(interval, parts)).toEqual(exchange.candles(interval, at));
      }),
      { numRuns: 200 },
    );
  });

  it('add volumes to the last of twenty decimals', () => {
    const part = { open: '1', high: '1', low: '1', close: '1', closeTime: 59_999 };
    const [candle] = buildCandles('3m', [
      { ...part, openTime: 0, volume: '0.1', quoteVolume: '123456789012345678901.00000000000000000001' },
      { ...part, openTime: 60_000, volume: '0.2', quoteVolume: '0.00000000000000000009' },
    ]);
    expect(candle).toMatchObject({
      openTime: 0,
      closeTime: 179_999,
      volume: '0.3',
      quoteVolume: '123456789012345678901.00000000000000000010',
    });
  });

  it('begin where the exchange begins them: at the epoch, weeks on Monday', () => {
    expect(openTimeAt('1w', 1_499_644_799_999)).toBe(1_499_040_000_000);
    expect(openTimeAt('1w', 0)).toBe(-3 * DAY);
    expect(openTimeAt('3d', 4 * DAY)).toBe(3 * DAY);
    expect(openTimeAt('12h', 1_700_000_000_000) % (DAY / 2)).toBe(0);
  });
});
