import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRecords, unpackRecords } from './packed-records';

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '7'));

describe('packed records', () => {
  it('come out as they went in, whatever their keys and texts', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { minLength: 1, maxLength: 20 }),
        fc.array(fc.record({ last: cell, '1': cell, volume: cell }), { minLength: 20, maxLength: 20 }),
        fc.boolean(),
        (keys, rows, named) => {
          const values = keys.map((name, row) => (named ? { symbol: name, ...rows[row] } : { ...rows[row] }));
          const packed = packRecords(keys, values);
          if (!packed) throw new Error('not packed');
          const records = unpackRecords(packed);
          expect(Object.keys(records).sort()).toEqual([...keys].sort());
          for (const [row, name] of keys.entries()) {
            expect(Object.entries(records[name] as object)).toEqual(Object.entries(values[row] as object));
          }
        },
      ),
    );
  });

  it('do not carry a field that says the key again', () => {
    const packed = packRecords(
      ['A', 'B'],
      [
        { symbol: 'A', last: '1' },
        { symbol: 'B', last: '2' },
      ],
    );
    expect(packed).toEqual({ fields: ['symbol', 'last'], keyField: 0, cells: '["A","1","B","2"]' });
  });

  it('carry a field that says the key of some only', () => {
    const packed = packRecords(['x', 'y'], [{ a: 'x' }, { a: 'z' }]);
    expect(packed).toEqual({ fields: ['a'], keyField: -1, cells: '["x","x","y","z"]' });
  });

  it.each([
    ['another field', [{ a: '1' }, { b: '1' }]],
    ['a field more', [{ a: '1' }, { a: '1', b: '1' }]],
    ['a field less', [{ a: '1', b: '1' }, { a: '1' }]],
    [
      'another order',
      [
        { a: '1', b: '2' },
        { b: '2', a: '1' },
      ],
    ],
    ['an object within', [{ a: '1' }, { a: { b: '1' } }]],
    ['a missing value', [{ a: '1' }, { a: undefined }]],
    ['a number that JSON does not have', [{ a: 1 }, { a: Number.NaN }]],
    ['no object', [{ a: '1' }, null]],
  ])('are refused when one has %s', (_what, values) => {
    expect(packRecords(['x', 'y'], values)).toBeUndefined();
  });
});
