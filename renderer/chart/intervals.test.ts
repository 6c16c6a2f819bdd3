import { CANDLE_INTERVALS } from '@shared/domain/market';
import { expect, it } from 'vitest';
import { intervalsFor } from './intervals';

it.each([300, 564, 759, 760, 1200])('every interval can be reached at a width of %d, once', (width) => {
  const { shown, more } = intervalsFor(width);
  expect([...shown, ...more].sort()).toEqual([...CANDLE_INTERVALS].sort());
});

it('a wide bar hides none', () => {
  expect(intervalsFor(900).more).toEqual([]);
});
