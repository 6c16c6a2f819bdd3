import { expect, it } from 'vitest';
import { rangePercent } from './range';

it('places a price within its range', () => {
  expect(rangePercent('15', '10', '20')).toBe(50);
  expect(rangePercent('11', '10', '20')).toBe(10);
});

it('never leaves the bar, also when the last price is beyond the statistics', () => {
  expect(rangePercent('9', '10', '20')).toBe(0);
  expect(rangePercent('21', '10', '20')).toBe(100);
});

it('stands in the middle while there is no range', () => {
  expect(rangePercent('10', '10', '10')).toBe(50);
  expect(rangePercent('', '', '')).toBe(50);
});
