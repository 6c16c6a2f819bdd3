import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyDifferences } from './key-differences';

const record = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('a', 'b', 'c', '1', '__proto__', 'constructor'), fc.constantFrom('x', 'y')),
    {
      selector: ([key]) => key,
    },
  )
  .map((entries) => Object.fromEntries(entries));

describe('the differences of a record from state to state', () => {
  it('turn each state into the next and name nothing that is the same', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (states) => {
        const difference = keyDifferences<string>();
        let last: Readonly<Record<string, string>> = {};
        for (const next of states) {
          const { keys, values, before, removed } = difference(next);
          const result = new Map<string, string>(Object.entries(last));
          for (const [at, key] of keys.entries()) {
            expect(Object.hasOwn(last, key) && last[key] === next[key]).toBe(false);
            expect(before[at]).toBe(Object.hasOwn(last, key) ? last[key] : undefined);
            result.set(key, String(values[at]));
          }
          for (const key of removed) expect(result.delete(key)).toBe(true);
          expect(new Map(Object.entries(next))).toEqual(result);
          last = next;
        }
      }),
    );
  });
});
