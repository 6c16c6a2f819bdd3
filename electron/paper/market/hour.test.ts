import { expect, it } from 'vitest';
import { Hour } from './hour';

/** Product that is an exact number and whose double is not. */
const LARGE = Number.MAX_SAFE_INTEGER;

it('the volume of minutes is exact where each is an exact number and their sum is not', () => {
  const hour = new Hour(1);
  for (const minute of [3, 4, 7]) hour.add(minute, LARGE, 1, false);
  const sum = hour.sum();
  expect(sum?.tickLots).toBe(3n * BigInt(LARGE));
  expect(sum?.takerBuyTickLots).toBe(3n * BigInt(LARGE));
  expect(hour.sum(4, 5)?.tickLots).toBe(BigInt(LARGE));
});

it('minutes without a trade are flat at the price before them', () => {
  const hour = new Hour(5);
  hour.add(10, 8, 2, true);
  expect(hour.sum(0, 10)).toMatchObject({ open: 5, close: 5, high: 5, low: 5, lots: 0n, count: 0 });
  expect(hour.sum(9, 12)).toMatchObject({ open: 5, close: 8, high: 8, low: 5, lots: 2n, takerBuyLots: 0n });
  expect(hour.sum(11)).toMatchObject({ open: 8, close: 8, count: 0 });
  expect(hour.sum(5, 5)).toBeUndefined();
});
