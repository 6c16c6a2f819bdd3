import { afterAll, describe, expect, it } from 'vitest';
import { isDayOrLonger, markText, markWeight, momentText, zoneOf } from './axis-time';

/** So that the local clock differs from UTC on every machine, and has a summer time. */
const zoneBefore = process.env['TZ'];
process.env['TZ'] = 'America/New_York';
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const noon = Date.UTC(2026, 4, 6, 12, 0);
const localMidnight = new Date(2026, 4, 6).getTime();

describe('marks of the time axis', () => {
  it.each([
    ['a year', Date.UTC(2027, 0, 1), 70],
    ['a month', Date.UTC(2026, 4, 1), 60],
    ['a day', Date.UTC(2026, 4, 6), 50],
    ['noon', noon, 33],
    ['six hours', noon - 6 * HOUR, 32],
    ['three hours', noon - 3 * HOUR, 31],
    ['an hour', noon - 2 * HOUR, 30],
    ['half an hour', noon + 30 * MINUTE, 22],
    ['five minutes', noon + 5 * MINUTE, 21],
    ['a minute', noon + MINUTE, 20],
  ])('matter by what begins: %s', (_name, at, weight) => {
    expect(markWeight(at - MINUTE, at, 'utc')).toBe(weight);
  });

  it('begin days at midnight of the clock that is shown', () => {
    expect(localMidnight).toBe(Date.UTC(2026, 4, 6, 4));
    expect(markWeight(localMidnight - MINUTE, localMidnight, 'local')).toBe(50);
    expect(markWeight(localMidnight - MINUTE, localMidnight, 'utc')).toBe(30);
  });

  it('stay in order in the night that has an hour twice', () => {
    const first = Date.UTC(2026, 10, 1, 5, 30);
    expect(
      [0, 30, 60, 90].map((minutes) => markText(first + minutes * MINUTE, 'time', 'local', 'en')),
    ).toEqual(['01:30', '01:00', '01:30', '02:00']);
    expect(markWeight(first + 60 * MINUTE, first + 90 * MINUTE, 'local')).toBe(30);
  });

  it('are equal moments of no weight', () => {
    expect(markWeight(noon, noon, 'utc')).toBe(0);
  });

  it('are written by what begins, months in the language', () => {
    expect(markText(noon, 'year', 'utc', 'en')).toBe('2026');
    expect(markText(noon, 'month', 'utc', 'en')).toBe('May');
    expect(markText(noon, 'month', 'utc', 'zh-CN')).toBe('5月');
    expect(markText(noon, 'day', 'utc', 'en')).toBe('05-06');
    expect(markText(noon, 'time', 'utc', 'en')).toBe('12:00');
    expect(markText(localMidnight, 'time', 'local', 'en')).toBe('00:00');
  });
});

describe('the clock', () => {
  it('is UTC for candles that the exchange cuts at midnight UTC', () => {
    expect((['12h', '1d', '3d', '1w'] as const).map(isDayOrLonger)).toEqual([false, true, true, true]);
    expect([zoneOf('1h', 'local'), zoneOf('1d', 'local')]).toEqual(['local', 'utc']);
  });

  it('names the moment under the crosshair', () => {
    expect(momentText(noon, '15m', 'utc')).toBe('2026-05-06 12:00');
    expect(momentText(localMidnight, '15m', 'local')).toBe('2026-05-06 00:00');
    expect(momentText(Date.UTC(2026, 4, 6), '1d', 'utc')).toBe('2026-05-06');
  });
});
