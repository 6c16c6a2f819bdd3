import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle } from '@shared/domain/market';
import { minute } from '../state/testing-candles';
import { changeBetween } from './change';
import { IndicatorRun, type Computed } from './indicator-run';

const Exact = Big();
Exact.DP = 40;

const INDICATORS: readonly Computed[] = [
  { kind: 'sma', period: 3, colour: 'blue' },
  { kind: 'sma', period: 20, colour: 'blue' },
  { kind: 'ema', period: 2, colour: 'blue' },
  { kind: 'ema', period: 9, colour: 'blue' },
  { kind: 'rsi', period: 2, colour: 'blue' },
  { kind: 'rsi', period: 14, colour: 'blue' },
  { kind: 'vwap', colour: 'blue' },
];

/** The definitions, word by word, from the first candle on and in exact decimals. */
function naive(indicator: Computed, candles: readonly Candle[]): (number | undefined)[] {
  const closes = candles.map(({ close }) => new Exact(close));
  return candles.map((candle, at) => {
    switch (indicator.kind) {
      case 'sma': {
        if (at + 1 < indicator.period) return undefined;
        return sum(closes.slice(at + 1 - indicator.period, at + 1))
          .div(indicator.period)
          .toNumber();
      }
      case 'ema': {
        if (at + 1 < indicator.period) return undefined;
        const weight = new Exact(2).div(indicator.period + 1);
        const [first = new Exact(0), ...rest] = closes.slice(0, at + 1);
        return rest
          .reduce(
            (ema, close) => round(close.times(weight).plus(ema.times(new Exact(1).minus(weight)))),
            first,
          )
          .toNumber();
      }
      case 'rsi': {
        const { period } = indicator;
        if (at < period) return undefined;
        const moves = closes.slice(1, at + 1).map((close, index) => close.minus(closes[index] ?? 0));
        const smooth = (sizes: Big[]): Big =>
          sizes.slice(period).reduce(
            (average, size) =>
              round(
                average
                  .times(period - 1)
                  .plus(size)
                  .div(period),
              ),
            sum(sizes.slice(0, period)).div(period),
          );
        const gain = smooth(moves.map((move) => (move.gt(0) ? move : new Exact(0))));
        const loss = smooth(moves.map((move) => (move.lt(0) ? move.abs() : new Exact(0))));
        if (loss.eq(0)) return 100;
        return new Exact(100).minus(new Exact(100).div(gain.div(loss).plus(1))).toNumber();
      }
      case 'vwap': {
        const day = (openTime: number): number => Math.floor(openTime / 86_400_000);
        const session = candles
          .slice(0, at + 1)
          .filter((other) => day(other.openTime) === day(candle.openTime));
        const volume = sum(session.map((other) => new Exact(other.volume)));
        if (volume.eq(0)) return undefined;
        const value = session.map(({ high, low, close, volume: own }) =>
          new Exact(high).plus(low).plus(close).div(3).times(own),
        );
        return sum(value).div(volume).toNumber();
      }
    }
  });
}

const sum = (all: Big[]): Big => all.reduce((total, one) => total.plus(one), new Exact(0));
const round = (value: Big): Big => value.round(30);

const price = fc.integer({ min: 1, max: 20_000_000 }).map((ticks) => (ticks / 100).toFixed(2));
const volume = fc.oneof(
  fc.constant('0'),
  fc.integer({ min: 1, max: 900_000 }).map((lots) => (lots / 1e4).toFixed(4)),
);
/** Candles of half an hour from an afternoon on, so that the day changes among them. */
const candle = (n: number) =>
  fc.record({ high: price, low: price, close: price, volume }).map((more): Candle => {
    const { openTime } = minute(0);
    return {
      ...minute(n, more.close, more),
      openTime: openTime + n * 1_800_000,
      closeTime: openTime + (n + 1) * 1_800_000 - 1,
    };
  });
const candles = fc
  .integer({ min: 1, max: 40 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => candle(at))));

function close(actual: readonly (number | undefined)[], expected: readonly (number | undefined)[]): void {
  expect(actual.map((value) => value === undefined)).toEqual(expected.map((value) => value === undefined));
  actual.forEach((value, at) => {
    if (value === undefined) return;
    const exact = expected[at] ?? Number.NaN;
    expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(exact)));
  });
}

describe.each(INDICATORS)('$kind $period', (indicator) => {
  it('is what its definition gives in exact decimals, and nothing before there are enough candles', () => {
    fc.assert(
      fc.property(candles, (list) => {
        const run = new IndicatorRun(indicator);
        run.follow(list, { kind: 'whole' });
        close(run.values, naive(indicator, list));
      }),
      { numRuns: 12 },
    );
  });

  it('is the same when the last candle lives and the next ones come one by one', () => {
    fc.assert(
      fc.property(candles, fc.array(candle(0), { maxLength: 40 }), (list, states) => {
        const run = new IndicatorRun(indicator);
        let shown: readonly Candle[] = [];
        const show = (next: readonly Candle[]): void => {
          run.follow(next, changeBetween(shown, next));
          shown = next;
        };
        show(list.slice(0, 1));
        list.forEach((final, at) => {
          for (const state of states.slice(at, at + 3)) {
            show([...list.slice(0, at), { ...state, openTime: final.openTime, closeTime: final.closeTime }]);
          }
          show(list.slice(0, at + 1));
        });
        close(run.values, naive(indicator, list));
      }),
      { numRuns: 12 },
    );
  });
});

it('begins anew when older candles were paged in before the others', () => {
  const run = new IndicatorRun({ kind: 'sma', period: 2, colour: 'blue' });
  const [a, b, c] = [minute(0, '1'), minute(1, '3'), minute(2, '5')];
  run.follow([b, c], { kind: 'whole' });
  expect(run.values).toEqual([undefined, 4]);
  run.follow([a, b, c], changeBetween([b, c], [a, b, c]));
  expect(run.values).toEqual([undefined, 2, 4]);
});

it('costs one step for news of the last candle', () => {
  const list = Array.from({ length: 5_000 }, (_, at) => minute(at, String(100 + (at % 7))));
  const run = new IndicatorRun({ kind: 'ema', period: 50, colour: 'blue' });
  run.follow(list, { kind: 'whole' });
  const before = [...run.values];
  run.follow([...list.slice(0, -1), minute(4_999, '900')], { kind: 'tail', from: 4_999 });
  expect(run.values.slice(0, -1)).toEqual(before.slice(0, -1));
  expect(run.values.at(-1)).not.toBe(before.at(-1));
});
