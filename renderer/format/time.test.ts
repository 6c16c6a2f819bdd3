import { describe, expect, it } from 'vitest';
import { formatDay, formatPrecise, formatTime, timeOfDay } from './time';

describe('a time', () => {
  const noon = new Date(2026, 4, 6, 12, 3, 9).getTime();
  it('of today is the time of day', () => {
    expect(formatTime(noon, noon + 1000)).toBe('12:03:09');
    expect(timeOfDay(noon)).toBe('12:03:09');
  });
  it('of another day has its date', () => {
    expect(formatTime(noon, noon + 86_400_000)).toBe('05-06 12:03');
  });
  it('that is looked at closely has its milliseconds and its day', () => {
    expect(formatPrecise(noon + 42)).toBe('12:03:09.042');
    expect(formatDay(noon)).toBe('2026-05-06');
  });
});
