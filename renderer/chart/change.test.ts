import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle } from '@shared/domain/market';
import { minute, minutes } from '../state/testing-candles';
import { changeBetween } from './change';

const list = minutes(0, 5);

describe('what a series has to draw', () => {
  it('is nothing when nothing changed', () => {
    expect(changeBetween(list, list)).toEqual({ kind: 'none' });
    expect(changeBetween(list, [...list])).toEqual({ kind: 'none' });
  });

  it('is the last candle when it changed, and those after it', () => {
    expect(changeBetween(list, [...list.slice(0, 4), minute(4, '11')])).toEqual({ kind: 'tail', from: 4 });
    expect(changeBetween(list, [...list, minute(5)])).toEqual({ kind: 'tail', from: 5 });
    expect(changeBetween(list, [...list.slice(0, 4), minute(4, '11'), minute(5), minute(6)])).toEqual({
      kind: 'tail',
      from: 4,
    });
  });

  it.each([
    ['the first ones', [], list],
    ['older ones before', list, [minute(-1), ...list]],
    ['a change in the middle', list, [...list.slice(0, 2), minute(2, '9'), ...list.slice(3)]],
    ['a hole that is filled', [minute(0), minute(2)], minutes(0, 3)],
    ['fewer', list, list.slice(0, 4)],
    ['none any more', list, []],
  ])('is everything after %s', (_name, before, after) => {
    expect(changeBetween(before, after)).toEqual({ kind: 'whole' });
  });

  it('drawn candle by candle, or anew, is always the next list', () => {
    const candles = fc.array(fc.tuple(fc.nat(6), fc.constantFrom('1', '2')), { maxLength: 7 });
    const pool = new Map<string, Candle>();
    const make = (entries: readonly (readonly [number, string])[]): Candle[] =>
      [...new Map(entries)]
        .sort(([a], [b]) => a - b)
        .map(([n, close]) => {
          const key = `${n} ${close}`;
          const known = pool.get(key) ?? minute(n, close);
          pool.set(key, known);
          return known;
        });
    fc.assert(
      fc.property(candles, candles, (a, b) => {
        const [before, next] = [make(a), make(b)];
        const change = changeBetween(before, next);
        let drawn = [...before];
        if (change.kind === 'whole') drawn = next;
        if (change.kind === 'tail') {
          for (const candle of next.slice(change.from)) {
            const last = drawn.at(-1);
            // As the library: a candle of the last time replaces, a later one is added, an earlier one is a defect.
            expect(candle.openTime).toBeGreaterThanOrEqual(last?.openTime ?? 0);
            if (last?.openTime === candle.openTime) drawn.pop();
            drawn.push(candle);
          }
        }
        expect(drawn).toEqual(next);
      }),
    );
  });
});
