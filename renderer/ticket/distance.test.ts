import { expect, it } from 'vitest';
import { distanceOf, distanceText } from './distance';

it('is signed, in price and in percent', () => {
  expect(distanceOf('99', '100')).toEqual({ amount: '-1', percent: '-1', far: false });
  expect(distanceOf('101', '100')).toEqual({ amount: '1', percent: '1', far: false });
});

it('is far beyond five percent either way', () => {
  expect(distanceOf('105', '100')?.far).toBe(false);
  expect(distanceOf('105.01', '100')?.far).toBe(true);
  expect(distanceOf('90', '100')?.far).toBe(true);
});

it('is unknown without a price on both sides', () => {
  expect(distanceOf('', '100')).toBeUndefined();
  expect(distanceOf('1e5', '100')).toBeUndefined();
  expect(distanceOf('1', '')).toBeUndefined();
});

it('is told in few digits, and as all of it only when it is', () => {
  expect(distanceText('-0.031234')).toBe('\u22120.031');
  expect(distanceText('5.678')).toBe('5.6');
  expect(distanceText('99.99811')).toBe('99.9');
  expect(distanceText('-99.99811')).toBe('\u221299.9');
  expect(distanceText('100')).toBe('100');
});
