import { describe, expect, it } from 'vitest';
import type { Ticker } from '@shared/domain/market';
import { bandOf, extend, pathOf, pointOf, scaleOf, type TracePoint } from './trace';

function point(at: number, last: number): TracePoint {
  return { at, bid: last - 1, ask: last + 1, last };
}

describe('a price line', () => {
  it('takes each new moment once', () => {
    const line = extend(extend([], point(1000, 5)), point(2000, 6));
    expect(extend(line, point(2000, 7))).toBe(line);
    expect(line.map(({ at }) => at)).toEqual([1000, 2000]);
  });

  it('keeps the newest of moments that are close together', () => {
    const line = [point(1000, 5), point(2000, 6), point(2100, 7), point(2200, 8)].reduce(
      extend,
      [] as readonly TracePoint[],
    );
    expect(line.map(({ at }) => at)).toEqual([1000, 2000, 2200]);
  });

  it('forgets its beginning rather than grow for ever', () => {
    let line: readonly TracePoint[] = [];
    for (let second = 0; second < 1000; second += 1) line = extend(line, point(second * 1000, 5));
    expect(line.length).toBe(360);
    expect(line.at(-1)?.at).toBe(999_000);
  });
});

describe('drawing', () => {
  it('fits all prices between top and bottom', () => {
    const line = [point(0, 10), point(60_000, 20)];
    const scale = scaleOf(line, 300, 100, 0.01);
    for (const price of [9, 10, 20, 21]) {
      expect(scale.y(price)).toBeGreaterThan(0);
      expect(scale.y(price)).toBeLessThan(100);
    }
    expect([scale.x(0), scale.x(60_000)]).toEqual([0, 300]);
  });

  it('puts the newest price at the right edge, also while the line is short', () => {
    const scale = scaleOf([point(0, 10), point(6_000, 20)], 300, 100, 0.01);
    expect([scale.x(0), scale.x(6_000)]).toEqual([270, 300]);
  });

  it('lays a market that does not move in the middle', () => {
    const still = [{ at: 0, bid: 5, ask: 5, last: 5 }];
    expect(scaleOf(still, 300, 100, 0.01).y(5)).toBeCloseTo(50);
  });

  it('breaks the line where a side was empty, and draws no band then', () => {
    const line = [point(0, 10), { ...point(1000, 10), bid: Number.NaN }, point(2000, 10)];
    const scale = scaleOf(line, 300, 100, 0.01);
    expect(pathOf(line, ({ bid }) => bid, scale).match(/M/g)).toHaveLength(2);
    expect(bandOf(line, scale)).toBe('');
  });

  it('reads an empty side of the book as unknown', () => {
    const ticker = { confirmedAt: 7, bidPrice: '', askPrice: '2.5', lastPrice: '2' } as Ticker;
    expect(pointOf(ticker)).toEqual({ at: 7, bid: Number.NaN, ask: 2.5, last: 2 });
  });
});
