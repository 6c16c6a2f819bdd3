import { describe, expect, it } from 'vitest';
import { formatAge, formatCountdown, formatSpan } from './duration';

describe('an age', () => {
  it.each([
    [-50, '0.0 s', '0.0 秒'],
    [449, '0.4 s', '0.4 秒'],
    [9_999, '9.9 s', '9.9 秒'],
    [41_900, '41 s', '41 秒'],
    [185_000, '3 min', '3 分钟'],
    [7_300_000, '2 h', '2 小时'],
    [400_000_000, '4 d', '4 天'],
  ])('of %d ms is %s, and %s', (ms, english, chinese) => {
    expect([formatAge(ms, 'en'), formatAge(ms, 'zh-CN')]).toEqual([english, chinese]);
  });
});

describe('a countdown', () => {
  it.each([
    [1, '1 s'],
    [0, '0 s'],
    [42_000, '42 s'],
    [65_000, '1:05'],
    [7_200_000, '2:00:00'],
  ])('of %d ms is %s', (ms, shown) => {
    expect(formatCountdown(ms, 'en')).toBe(shown);
  });
});

describe('a span', () => {
  it.each([
    [0.2, '0 ms'],
    [-0.2, '0 ms'],
    [-12.4, '\u221212 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [-1_500, '\u22121.5 s'],
    [60_000, '1 min'],
    [245_000, '4 min 5 s'],
    [3_600_000, '1 h'],
    [-3_725_000, '\u22121 h 2 min'],
  ])('of %d ms is %s', (ms, shown) => {
    expect(formatSpan(ms, 'en')).toBe(shown);
  });
});
