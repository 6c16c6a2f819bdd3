import { describe, expect, it } from 'vitest';
import { silenceOf } from './silence';

const NOW = 1_000_000;
const streaming = { state: 'streaming', lastAnswerAt: NOW - 1_000 } as const;

describe('a connection that counts as live', () => {
  it('is not silent while prices are confirmed and something comes', () => {
    expect(silenceOf(streaming, { confirmedAt: NOW - 5_000 }, NOW)).toBeUndefined();
  });

  it('is silent as soon as its prices are old, whatever else is answered', () => {
    expect(silenceOf(streaming, { confirmedAt: NOW - 5_001 }, NOW)).toBe(5_001);
    expect(silenceOf({ ...streaming, state: 'polling' }, { confirmedAt: NOW - 6_000 }, NOW)).toBe(6_000);
  });

  it('is silent when nothing comes, whatever its prices claim', () => {
    expect(silenceOf({ ...streaming, lastAnswerAt: NOW - 7_000 }, { confirmedAt: NOW }, NOW)).toBe(7_000);
  });

  it('is not judged before its first answer', () => {
    expect(silenceOf({ ...streaming, lastAnswerAt: null }, { confirmedAt: 0 }, NOW)).toBeUndefined();
    expect(silenceOf(undefined, undefined, NOW)).toBeUndefined();
  });
});

it.each(['offline', 'limited', 'connecting'] as const)('what is %s has words of its own', (state) => {
  expect(silenceOf({ state, lastAnswerAt: NOW - 60_000 }, { confirmedAt: 1 }, NOW)).toBeUndefined();
});
