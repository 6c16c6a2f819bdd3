import { expect, it } from 'vitest';
import { HEIGHT, pricesOf, sparklinePath, WIDTH } from './sparkline-path';

it('a rise ends above where it began, a fall below', () => {
  const rise = sparklinePath([1, 2, 3], undefined)!;
  expect(rise.end.y).toBeLessThan(rise.base);
  const fall = sparklinePath([3, 2, 1], undefined)!;
  expect(fall.end.y).toBeGreaterThan(fall.base);
});

it('a flat day is a line in the middle', () => {
  expect(sparklinePath([5, 5], undefined)!.line).toBe(`2,${HEIGHT / 2} ${WIDTH - 2},${HEIGHT / 2}`);
});

it('the price of now is its end, and stays within the drawing', () => {
  const path = sparklinePath([1, 2, 2], 50)!;
  expect(path.end).toEqual({ x: WIDTH - 2, y: 2 });
  expect(path.base).toBe(HEIGHT - 2);
});

it('a move that can not be seen draws nothing anew', () => {
  const day = [100, 200, 150];
  expect(sparklinePath(day, 150.001)).toEqual(sparklinePath(day, 150));
});

it('nothing is drawn of nothing', () => {
  expect(sparklinePath(pricesOf(''), 3)).toBeUndefined();
  expect(pricesOf('1.5 0.00000001 x')).toEqual([1.5, 1e-8]);
});
