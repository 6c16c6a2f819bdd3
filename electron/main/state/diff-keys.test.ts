import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffKeys } from './diff-keys';

const record = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('a', 'b', 'c', '1', '__proto__', 'constructor'), fc.constantFrom('x', 'y')),
    {
      selector: ([key]) => key,
    },
  )
  .map((entries) => Object.fromEntries(entries));

describe('the difference of two records', () => {
  it('turns one into the other and names nothing that is the same', () => {
    fc.assert(
      fc.property(record, record, (before, after) => {
        const { keys, values, removed } = diffKeys(before, after);
        const result = new Map<string, string>(Object.entries(before));
        for (const [at, key] of keys.entries()) {
          expect(Object.hasOwn(before, key) && before[key] === after[key]).toBe(false);
          result.set(key, String(values[at]));
        }
        for (const key of removed) expect(result.delete(key)).toBe(true);
        expect(new Map(Object.entries(after))).toEqual(result);
      }),
    );
  });
});
