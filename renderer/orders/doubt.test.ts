import { expect, it } from 'vitest';
import { journalOrder } from '../state/testing-orders';
import { doubtOf } from './doubt';

const lost = journalOrder({ phase: 'unknown', createdAt: 1_000, effectUntil: 9_000 });

it('an order in doubt counts down by the clock of the exchange', () => {
  expect(doubtOf(lost, 4_000, 0)).toEqual({ kind: 'unknown', ageMs: 3_000, leftMs: 5_000 });
  expect(doubtOf(lost, 4_000, 2_000)?.leftMs).toBe(3_000);
});

it('and past that moment it can take effect no more', () => {
  expect(doubtOf(lost, 9_000, 0)?.leftMs).toBeUndefined();
  expect(doubtOf(lost, 4_000, 5_000)?.leftMs).toBeUndefined();
});

it('a clock that jumped back makes no negative age', () => {
  expect(doubtOf(lost, 0, 0)?.ageMs).toBe(0);
});

it('a cancel in doubt is as old as the last news of it', () => {
  const order = journalOrder({ cancel: 'unknown', createdAt: 1_000, changedAt: 3_000 });
  expect(doubtOf(order, 4_000, 0)).toEqual({ kind: 'cancelUnknown', ageMs: 1_000, leftMs: undefined });
});

it('an order that is sent, or whose cancel is, is told apart from one that is looked for', () => {
  expect(doubtOf(journalOrder({ phase: 'submitting' }), 0, 0)?.kind).toBe('sending');
  expect(doubtOf(journalOrder({ cancel: 'asked' }), 0, 0)?.kind).toBe('cancelAsked');
  expect(doubtOf(journalOrder(), 0, 0)).toBeUndefined();
});
