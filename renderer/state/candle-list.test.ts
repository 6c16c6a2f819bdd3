import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle } from '@shared/domain/market';
import { applyCandles, indexOfOpenTime } from './candle-list';
import { minute, minutes } from './testing-candles';

function record(candles: readonly Candle[]): Record<string, Candle> {
  return Object.fromEntries(candles.map((candle) => [String(candle.openTime), candle]));
}

const patch = (changed: readonly Candle[], removed: readonly Candle[] = []) => ({
  topic: 'candles' as const,
  changed: record(changed),
  removed: removed.map(({ openTime }) => String(openTime)),
});

describe('the list of candles', () => {
  it('is in the order of time, however the news was', () => {
    const whole = record([minute(2), minute(0), minute(1)]);
    expect(applyCandles([], { topic: 'candles', whole })).toEqual(minutes(0, 3));
  });

  it('takes a new last candle, and older ones before the first', () => {
    const list = minutes(10, 12);
    const next = applyCandles(list, patch([minute(12), minute(8), minute(9)]));
    expect(next).toEqual(minutes(8, 13));
  });

  it('keeps the object of every candle that says nothing new', () => {
    const list = minutes(0, 4);
    const next = applyCandles(list, patch([minute(2), minute(3, '11')]));
    expect(next.slice(0, 3).every((candle, at) => candle === list[at])).toBe(true);
    expect(next[3]).toEqual(minute(3, '11'));
    const again = applyCandles(next, {
      topic: 'candles',
      whole: record([...next].map((candle) => ({ ...candle }))),
    });
    expect(again.every((candle, at) => candle === next[at])).toBe(true);
  });

  it('is the same as a map of all news, whatever the news', () => {
    const update = fc.record({
      changed: fc.array(fc.tuple(fc.nat(12), fc.nat(3).map(String)), { maxLength: 4 }),
      removed: fc.array(fc.nat(12), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(update, { maxLength: 12 }), (updates) => {
        let list: readonly Candle[] = [];
        const model = new Map<number, Candle>();
        for (const { changed, removed } of updates) {
          const gone = removed.filter((n) => !changed.some(([m]) => m === n)).map((n) => minute(n));
          const candles = changed.map(([n, close]) => minute(n, close));
          list = applyCandles(list, patch(candles, gone));
          for (const { openTime } of gone) model.delete(openTime);
          for (const candle of candles) model.set(candle.openTime, candle);
        }
        expect(list).toEqual([...model.values()].sort((a, b) => a.openTime - b.openTime));
      }),
    );
  });

  it('finds a candle by its open time', () => {
    const list = minutes(0, 7).filter((_, at) => at !== 3);
    expect(list.map(({ openTime }) => indexOfOpenTime(list, openTime))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(indexOfOpenTime(list, minute(3).openTime)).toBe(-1);
    expect(indexOfOpenTime([], 0)).toBe(-1);
  });
});
