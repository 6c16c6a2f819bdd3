import { describe, expect, it } from 'vitest';
import type { Candle } from '@shared/domain/market';
import { CandleSeries, MOST_CANDLES } from './series';

const MINUTE = 60_000;

const candles = (first: number, count: number): Candle[] =>
  Array.from({ length: count }, (_, index) => {
    const openTime = (first + index) * MINUTE;
    const price = { open: '1', high: '1', low: '1', close: '1', volume: '1', quoteVolume: '1' };
    return { openTime, closeTime: openTime + MINUTE - 1, ...price };
  });

function seriesOf(page: readonly Candle[]): CandleSeries {
  const series = new CandleSeries('1m');
  const asked = series.tail.ask();
  series.takePage(page);
  series.tail.answer(asked, page.at(-1)!.openTime, page.slice(-1));
  series.settle();
  return series;
}

describe('a series of candles', () => {
  it('keeps the newest twenty thousand, however far it is paged back and however long it runs', () => {
    const series = seriesOf(candles(50_000, 500));
    for (let first = 45_000; first >= 25_000; first -= 5_000) series.prepend(candles(first, 5_000));
    expect(Object.keys(series.record).length).toBeLessThanOrEqual(MOST_CANDLES + 1);
    expect(series.first?.openTime).toBe((50_500 - MOST_CANDLES - 1) * MINUTE);
    expect(series.record[String(50_499 * MINUTE)]).toBeDefined();
  });

  it('takes of a page only what is older than its first candle', () => {
    const series = seriesOf(candles(100, 10));
    expect(series.prepend(candles(100, 10))).toBe(0);
    expect(series.prepend(candles(95, 10))).toBe(5);
    expect(Object.keys(series.record)).toEqual(candles(95, 15).map(({ openTime }) => String(openTime)));
  });

  it('builds nothing from a part whose end is not certain and the part after it', () => {
    const [first, second] = candles(300, 2) as [Candle, Candle];
    const series = new CandleSeries('3m');
    const asked = series.tail.ask();
    series.takePage([{ ...first, closeTime: first.openTime + 3 * MINUTE - 1 }]);
    series.tail.answer(asked, first.openTime, [first]);
    series.settle();
    const before = series.record;
    series.tail.apply({ ...second, symbol: 'BTCUSDT', eventTime: second.openTime + 1 });
    series.settle();
    expect(series.record).toBe(before);
    const again = series.tail.ask();
    series.tail.answer(again, first.openTime, [{ ...first, volume: '1.5' }, second]);
    series.settle();
    expect(series.record).toMatchObject({ [first.openTime]: { volume: '2.5' } });
  });

  it('is the same record until something changed', () => {
    const series = seriesOf(candles(100, 10));
    const before = series.record;
    series.settle();
    const again = series.tail.ask();
    series.takePage(candles(100, 10));
    series.tail.answer(again, 109 * MINUTE, candles(109, 1));
    series.settle();
    expect(series.record).toEqual(before);
    for (const [key, candle] of Object.entries(before)) expect(series.record[key]).toBe(candle);
  });
});
