/**
 * Many records of one shape as one text. A window's bridge copies every object and every field of it on its own: a thousand small
 * objects cost several times what one text costs, on both sides (docs/performance.md, "main to window").
 */
export interface PackedRecords {
  /** Names of the fields, in order. */
  readonly fields: readonly string[];
  /** Which of them holds the record's own key and so does not travel, or -1. */
  readonly keyField: number;
  /** JSON of one flat array: of each record its key, then its fields. */
  readonly cells: string;
}

type Cell = string | number | boolean | null;

/**
 * Packs `values` under `keys` (of the same length). Undefined when they are not of one shape: plain objects with the same fields in
 * the same order, all of them texts, finite numbers, booleans or null.
 */
export function packRecords(keys: readonly string[], values: readonly unknown[]): PackedRecords | undefined {
  const [first] = values;
  if (!isPlainObject(first)) return undefined;
  const fields = Object.keys(first);
  const keyField = keyFieldOf(fields, keys, values);
  const cells: Cell[] = [];
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] as string;
    const value = values[row];
    if (!isPlainObject(value)) return undefined;
    cells.push(key);
    let column = 0;
    // Not Object.values: walking the fields of an object in place makes no array.
    for (const field in value) {
      const cell = value[field];
      if (field !== fields[column] || !isCell(cell)) return undefined;
      if (column !== keyField) cells.push(cell);
      column += 1;
    }
    if (column !== fields.length) return undefined;
  }
  return { fields, keyField, cells: JSON.stringify(cells) };
}

/** What {@link packRecords} packed, by key. */
export function unpackRecords({ fields, keyField, cells }: PackedRecords): Record<string, unknown> {
  const flat = JSON.parse(cells) as readonly Cell[];
  const entries: [string, unknown][] = [];
  for (let at = 0; at < flat.length;) {
    const key = flat[at] as string;
    at += 1;
    const value: Record<string, Cell | undefined> = {};
    for (let column = 0; column < fields.length; column += 1) {
      const own = column === keyField;
      value[fields[column] as string] = own ? key : flat[at];
      if (!own) at += 1;
    }
    entries.push([key, value]);
  }
  // fromEntries and not assignment: a key such as `__proto__` is a key like any other.
  return Object.fromEntries(entries);
}

/** Index of the field in which every record says its own key, or -1. One record alone can do so by chance. */
export function keyFieldOf(
  fields: readonly string[],
  keys: readonly string[],
  values: readonly unknown[],
): number {
  return fields.findIndex((field) =>
    keys.every((key, row) => {
      const value = values[row];
      return isPlainObject(value) && value[field] === key;
    }),
  );
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isCell(value: unknown): value is Cell {
  return (
    typeof value === 'string' ||
    (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) ||
    typeof value === 'boolean' ||
    value === null
  );
}
