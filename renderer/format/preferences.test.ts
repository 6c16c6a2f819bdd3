import { afterEach, describe, expect, it } from 'vitest';
import { parseAmount } from '../ticket/parse-amount';
import { formatAmount, formatSigned } from './amount';
import { formatColumn } from './column';
import { prefer, preferences, type Preferences } from './preferences.svelte';
import { formatDay, formatPrecise, formatTime, timeOfDay } from './time';

const USUAL = preferences();
afterEach(() => prefer(USUAL));

function want(changes: Partial<Preferences>): void {
  prefer({ ...USUAL, ...changes });
}

describe('groups of digits', () => {
  it.each([
    ['comma', '1,234,567.8900', '+67,412.40'],
    ['space', '1\u202f234\u202f567.8900', '+67\u202f412.40'],
    ['none', '1234567.8900', '+67412.40'],
  ] as const)('are parted by %s everywhere', (grouping, amount, signed) => {
    want({ grouping });
    expect(formatAmount('1234567.89', 4)).toBe(amount);
    expect(formatSigned('67412.4', 2)).toBe(signed);
    expect(formatColumn('67412.4', 1)).toBe(formatAmount('67412.4', 1));
  });

  it.each(['comma', 'space', 'none'] as const)('by %s can be typed as they are written', (grouping) => {
    want({ grouping });
    for (const value of ['67412.40', '1234567.89', '0.00001464', '999']) {
      const places = value.split('.')[1]?.length ?? 0;
      expect(parseAmount(formatAmount(value, places))).toMatchObject({ kind: 'amount', value });
    }
  });
});

describe('a moment', () => {
  const moment = Date.UTC(2026, 4, 6, 14, 3, 9, 42);

  it('is written on the clock of UTC, its day too', () => {
    want({ timeZone: 'utc' });
    expect(timeOfDay(moment)).toBe('14:03:09');
    expect(formatPrecise(moment)).toBe('14:03:09.042');
    expect(formatDay(Date.UTC(2026, 4, 6, 0, 0, 1))).toBe('2026-05-06');
    expect(formatTime(moment, moment + 86_400_000)).toBe('05-06 14:03');
  });

  it.each([
    ['en', 0, '12:03:09 AM'],
    ['en', 12, '12:03:09 PM'],
    ['en', 14, '2:03:09 PM'],
    ['zh-CN', 9, '上午9:03:09'],
    ['zh-CN', 14, '下午2:03:09'],
  ] as const)('is written on the clock of 12 hours in %s: %i h', (language, hours, text) => {
    want({ timeZone: 'utc', clock: '12h', language });
    expect(timeOfDay(Date.UTC(2026, 4, 6, hours, 3, 9))).toBe(text);
  });
});
