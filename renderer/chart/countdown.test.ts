import { expect, it } from 'vitest';
import { closesIn } from './countdown';

it.each([
  [1_000, '0:01'],
  [59_001, '1:00'],
  [14 * 60_000 + 59_000, '14:59'],
  [3 * 3_600_000 + 5 * 60_000 + 9_000, '3:05:09'],
  [2 * 86_400_000 + 4 * 3_600_000 + 1, '2 d 4 h'],
  [0, ''],
  [-5_000, ''],
])('%d ms before its end a candle closes in %s', (left, text) => {
  const end = 1_700_000_100_000;
  // closeTime is the last millisecond of the interval.
  expect(closesIn(end - 1, end - left, 'en')).toBe(text);
});
