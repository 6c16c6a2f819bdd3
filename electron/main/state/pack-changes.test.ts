import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackChanges } from '@shared/contract/packed-changes';
import { keyDifferences } from './key-differences';
import { packChanges } from './pack-changes';

type Rows = Readonly<Record<string, Readonly<Record<string, string>>>>;

const key = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('__proto__', 'constructor', '7', '', '价格', '\ud800', '\0,"\\\n'),
);
// Few different texts, so that many fields stay; and any.
const cell = fc.oneof(fc.constantFrom('1', '2', ''), fc.string({ unit: 'binary', maxLength: 60 }));
const row = fc.record({ last: cell, '1': cell, constructor: cell, volume: cell });
const rows = fc
  .tuple(
    fc.uniqueArray(key, { minLength: 1, maxLength: 12 }),
    fc.array(row, { minLength: 12, maxLength: 12 }),
  )
  .map(([keys, values]) =>
    Object.fromEntries(keys.map((name, at) => [name, { symbol: name, ...values[at] }])),
  );

/** The difference of two states, and what a window that has the first makes of it. */
function applied(before: Rows, after: Rows) {
  const difference = keyDifferences<Rows[string]>();
  difference(before);
  const { removed, ...changed } = difference(after);
  const packed = packChanges({ ...changed, removed });
  const window = new Map<string, object>(Object.entries(before));
  if (packed)
    unpackChanges(
      structuredClone(packed),
      (name) => window.get(name),
      (name, value) => window.set(name, value),
    );
  for (const name of removed) window.delete(name);
  return { packed, changed, window };
}

const state = (values: readonly object[]): Rows =>
  Object.fromEntries(values.map((value, at) => [`S${at}`, value as Rows[string]]));

describe('packed changes', () => {
  it('bring a window from any state to any other, whatever keys and texts are', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const { packed, window } = applied(before, after);
        if (!packed) throw new Error('not packed');
        const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]) =>
          a[0] < b[0] ? -1 : 1;
        const entries = (value: object) => Object.entries(value).sort(byKey);
        const all = (records: Iterable<readonly [string, object]>) =>
          [...records].map(([name, value]) => [name, entries(value)] as const).sort(byKey);
        expect(all(window)).toEqual(all(Object.entries(after)));
      }),
      { numRuns: 500 },
    );
  });

  it('carry the key and the fields that changed, and nothing else', () => {
    const { packed } = applied(
      { A: { symbol: 'A', open: '10', last: '11' }, B: { symbol: 'B', open: '20', last: '21' } },
      { A: { symbol: 'A', open: '10', last: '12' }, B: { symbol: 'B', open: '22', last: '23' } },
    );
    expect(packed).toEqual({
      fields: ['symbol', 'open', 'last'],
      keyField: 0,
      cells: 'A12B2223',
      cuts: '\x01\x02\x02\x01\x03\x02\x02',
    });
  });

  it('leave out a record that is not known and did not come whole', () => {
    const { packed } = applied(
      state([
        { a: '1', b: '1' },
        { a: '1', b: '1' },
      ]),
      state([
        { a: '2', b: '1' },
        { a: '2', b: '2' },
      ]),
    );
    const taken: [string, object][] = [];
    if (packed)
      unpackChanges(
        packed,
        () => undefined,
        (name, value) => taken.push([name, value]),
      );
    expect(taken).toEqual([['S1', { a: '2', b: '2' }]]);
  });

  it.each([
    ['a field more', { a: '1' }, { a: '1', b: '2' }],
    ['a field less', { a: '1', b: '2' }, { a: '2' }],
    ['another field', { a: '1', b: '2' }, { a: '1', c: '2' }],
    ['only a field less', { a: '1', b: '2' }, { a: '1' }],
    ['a number where a text was', { a: 1 }, { a: '1' }],
  ])('make the new record of one that had %s', (_what, before, after) => {
    const { packed, window } = applied(state([before]), state([after]));
    expect(packed).toBeDefined();
    expect(window.get('S0')).toEqual(after);
  });

  it('take eight fields and texts of 255', () => {
    const long = 'ä'.repeat(255);
    const eight = Object.fromEntries([...'abcdefgh'].map((field) => [field, long]));
    expect(applied({}, state([eight])).window.get('S0')).toEqual(eight);
  });

  it.each([
    ['another field', [{ a: '1' }, { b: '1' }]],
    ['a field more', [{ a: '1' }, { a: '1', b: '1' }]],
    ['a field less', [{ a: '1', b: '1' }, { a: '1' }]],
    ['a number', [{ a: '1' }, { a: 1 }]],
    ['a missing value', [{ a: '1' }, { a: undefined }]],
    ['too long a text', [{ a: '1' }, { a: 'x'.repeat(256) }]],
    ['nine fields', [Object.fromEntries([...'abcdefghi'].map((field) => [field, '1']))]],
    ['a field that is no data', [JSON.parse('{"__proto__":"1"}') as object]],
    ['no object', [{ a: '1' }, null as unknown as object]],
  ])('are refused when one has %s', (_what, values) => {
    expect(applied({}, state(values)).packed).toBeUndefined();
  });

  it('are refused when a key is too long', () => {
    expect(applied({}, { ['k'.repeat(256)]: { a: '1' } }).packed).toBeUndefined();
  });
});
