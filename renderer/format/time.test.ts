import { describe, expect, it } from 'vitest';
import { formatAge, formatCountdown, formatTime } from './time';

describe('an age', () => {
  it.each([
    [-50, '0.0 s'],
    [449, '0.4 s'],
    [9_999, '9.9 s'],
    [41_900, '41 s'],
    [185_000, '3 min'],
    [7_300_000, '2 h'],
  ])('%d ms is %s', (ms, shown) => {
    expect(formatAge(ms)).toBe(shown);
  });
});

describe('a countdown', () => {
  it.each([
    [1, '1 s'],
    [0, '0 s'],
    [42_000, '42 s'],
    [65_000, '1:05'],
    [7_200_000, '2:00:00'],
  ])('%d ms is %s', (ms, shown) => {
    expect(formatCountdown(ms)).toBe(shown);
  });
});

describe('a time', () => {
  const noon = new Date(2026, 4, 6, 12, 3, 9).getTime();
  it('of today is the time of day', () => {
    expect(formatTime(noon, noon + 1000)).toBe('12:03:09');
  });
  it('of another day has its date', () => {
    expect(formatTime(noon, noon + 86_400_000)).toBe('05-06 12:03');
  });
});
