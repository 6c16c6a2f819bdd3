import { LONGEST_CELL, MOST_FIELDS, type PackedChanges } from '@shared/contract/packed-changes';
import { isPlainObject, keyFieldOf } from '@shared/contract/packed-records';
import type { KeyDifference } from './key-differences';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Packs what changed within records, field by field. Undefined when they are not of one shape: plain objects with the same fields in
 * the same order, all of them texts that are not too long, and few enough for {@link PackedChanges}.
 */
export function packChanges({ keys, values, before }: KeyDifference<unknown>): PackedChanges | undefined {
  const [first] = values;
  if (!isPlainObject(first)) return undefined;
  const fields = Object.keys(first);
  const keyField = keyFieldOf(fields, keys, values);
  if (fields.length > MOST_FIELDS + (keyField < 0 ? 0 : 1) || fields.includes('__proto__')) return undefined;
  const cells: string[] = [];
  const cuts = Buffer.allocUnsafe(keys.length * (2 + MOST_FIELDS));
  let cut = 0;
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] as string;
    const value = values[row];
    if (!isPlainObject(value) || key.length > LONGEST_CELL) return undefined;
    // A record that is new has no field that stayed: what an object inherits is no text.
    const old = (before[row] ?? NOTHING) as Fields;
    cells.push(key);
    cuts[cut] = key.length;
    const changedAt = cut + 1;
    cut += 2;
    let [column, bit, changed] = [0, 1, 0];
    // Not Object.values: walking the fields of an object in place makes no array.
    for (const field in value) {
      const cell = value[field];
      if (field !== fields[column] || typeof cell !== 'string') return undefined;
      if (column !== keyField) {
        if (cell !== old[field]) {
          if (cell.length > LONGEST_CELL) return undefined;
          changed |= bit;
          cells.push(cell);
          cuts[cut] = cell.length;
          cut += 1;
        }
        bit <<= 1;
      }
      column += 1;
    }
    if (column !== fields.length) return undefined;
    cuts[changedAt] = changed;
  }
  return { fields, keyField, cells: cells.join(''), cuts: cuts.toString('latin1', 0, cut) };
}

const NOTHING: Fields = {};
