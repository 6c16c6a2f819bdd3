import { expect, it } from 'vitest';
import type { Candle } from '@shared/domain/market';
import { DAY_MS, pointsOf, STEP_MS } from './points';

const NOW = 1_700_000_000_000;
const newest = NOW - (NOW % STEP_MS);
const candle = (openTime: number, open: string, close: string) => ({ openTime, open, close }) as Candle;

it('a day is its first price and the last of each half hour', () => {
  const candles = Array.from({ length: 48 }, (_, at) =>
    candle(newest - DAY_MS + (at + 1) * STEP_MS, String(at), String(at + 1)),
  );
  expect(pointsOf(candles, NOW)).toEqual(Array.from({ length: 49 }, (_, at) => String(at)));
});

it('a half hour without a candle has the price before it, and the market that began today its first', () => {
  const points = pointsOf([candle(newest - 3 * STEP_MS, '7', '8'), candle(newest - STEP_MS, '8', '9')], NOW);
  expect(points).toHaveLength(49);
  expect(points.slice(-5)).toEqual(['7', '8', '8', '9', '9']);
  expect(points[0]).toBe('7');
});

it('where nothing was traded there is no line', () => {
  expect(pointsOf([], NOW)).toEqual([]);
});
