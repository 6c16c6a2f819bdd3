import { describe, expect, it } from 'vitest';
import type { Incident } from '@shared/domain/diagnostics';
import { wokenAgo } from './woken';

const gap: Incident = { at: 9_000, kind: 'gap', text: '' };
const woken: Incident = { at: 5_000, kind: 'woken', text: '' };
const diagnostics = { incidents: [gap, woken] };
const prices = (confirmedAt: number): { state: 'live'; confirmedAt: number } => ({
  state: 'live',
  confirmedAt,
});

describe('after a sleep or a jump of the clock', () => {
  it('it is said until prices are confirmed again', () => {
    expect(wokenAgo(diagnostics, prices(4_000), 25_000)).toBe(20_000);
    expect(wokenAgo(diagnostics, prices(6_000), 25_000)).toBeUndefined();
  });

  it('it stays long enough to be read, and not for ever', () => {
    expect(wokenAgo(diagnostics, prices(6_000), 9_000)).toBe(4_000);
    expect(wokenAgo(diagnostics, undefined, 66_000)).toBeUndefined();
  });

  it('nothing is said of a moment that is still to come, or when nothing happened', () => {
    expect(wokenAgo(diagnostics, undefined, 4_000)).toBeUndefined();
    expect(wokenAgo({ incidents: [gap] }, undefined, 9_000)).toBeUndefined();
    expect(wokenAgo(undefined, undefined, 9_000)).toBeUndefined();
  });
});
