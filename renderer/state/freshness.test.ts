import { describe, expect, it } from 'vitest';
import { ageOf, isAccountStale, isStale } from './freshness';

const at = (confirmedAt: number): { confirmedAt: number } => ({ confirmedAt });

describe('the age of a value', () => {
  it('is unknown before the first', () => {
    expect([ageOf(undefined, 9), ageOf(null, 9), ageOf(at(0), 9)]).toEqual([undefined, undefined, undefined]);
  });

  it('is never negative, also when the clock jumped back', () => {
    expect(ageOf(at(10_000), 9_000)).toBe(0);
  });
});

describe('a price', () => {
  it('is stale once more than five seconds passed, also when nothing arrives any more', () => {
    expect([isStale(at(1_000), 6_000), isStale(at(1_000), 6_001)]).toEqual([false, true]);
  });

  it('that never came is not stale but missing', () => {
    expect(isStale(at(0), 1e12)).toBe(false);
  });
});

describe('balances', () => {
  const polled = { state: 'polling' as const, confirmedAt: 1_000 };

  it('are judged by how they arrive', () => {
    const online = { state: 'streaming' as const };
    expect(isAccountStale(polled, online, 21_000)).toBe(false);
    expect(isAccountStale(polled, online, 21_001)).toBe(true);
    expect(isAccountStale({ ...polled, state: 'live' }, online, 21_001)).toBe(false);
    expect(isAccountStale({ ...polled, state: 'interrupted' }, online, 6_001)).toBe(true);
  });

  it('are stale with the prices while nothing can come', () => {
    for (const state of ['offline', 'limited'] as const) {
      expect(isAccountStale(polled, { state }, 6_001)).toBe(true);
      expect(isAccountStale({ ...polled, state: 'live' }, { state }, 6_001)).toBe(true);
    }
  });

  it('that never came are missing, not stale', () => {
    expect(isAccountStale(undefined, undefined, 1e12)).toBe(false);
    expect(isAccountStale({ state: 'loading', confirmedAt: 0 }, undefined, 1e12)).toBe(false);
  });
});
