/**
 * What changed within many records whose fields are all texts, as two texts. A price that moves changes half of a ticker's fields, and
 * the window has the others: what does not travel is neither packed, copied nor parsed (docs/architecture.md, "State and publication").
 */
export interface PackedChanges {
  /** Names of the fields, in order; none is `__proto__`. */
  readonly fields: readonly string[];
  /** Which of them holds the record's own key and so does not travel, or -1. */
  readonly keyField: number;
  /** Of each record its key, then the fields that changed, with nothing between them: any text can be part of one. */
  readonly cells: string;
  /**
   * Says how to cut `cells`, by character codes below 256. Of each record: length of the key; a bit for each field but the key's,
   * lowest first, that is set when the field changed; lengths of those fields.
   */
  readonly cuts: string;
}

/** Every field that travels is a bit of one character. */
export const MOST_FIELDS = 8;

export const LONGEST_CELL = 255;

/** The engine copies a part of a text up to this length, and keeps the whole text for a longer part. */
const COPIED = 12;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Calls back with each record of `changes`, made from what `valueOf` knows under its key. A record is left out when it is not known
 * and not all of its fields came: whoever has no snapshot has nothing to patch.
 */
export function unpackChanges(
  { fields, keyField, cells, cuts }: PackedChanges,
  valueOf: (key: string) => unknown,
  take: (key: string, value: object) => void,
): void {
  const named = fields.filter((_, column) => column !== keyField);
  const all = (1 << named.length) - 1;
  let from = 0;
  let at = 0;
  const cut = (): string => {
    const end = from + cuts.charCodeAt(at++);
    const cell = copied(cells, from, end);
    from = end;
    return cell;
  };
  while (at < cuts.length) {
    const key = cut();
    const changed = cuts.charCodeAt(at++);
    const before = changed === all ? undefined : (valueOf(key) as Fields | undefined);
    const record: Record<string, unknown> = before ? { ...before } : blank(fields);
    if (keyField >= 0) record[fields[keyField] as string] = key;
    for (let column = 0; column < named.length; column += 1)
      if (changed & (1 << column)) record[named[column] as string] = cut();
    if (before || changed === all) take(key, only(fields, record));
  }
}

/** All fields, so that their order is that of `fields`. */
function blank(fields: readonly string[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const field of fields) record[field] = '';
  return record;
}

/** Without the fields that only the record before had. */
function only(fields: readonly string[], record: Record<string, unknown>): object {
  let count = 0;
  for (const _field in record) count += 1;
  return count === fields.length ? record : Object.fromEntries(fields.map((field) => [field, record[field]]));
}

/** A part of a text that does not keep the whole alive: a field that rests for a day would hold the message of a whole market. */
function copied(text: string, from: number, end: number): string {
  if (end - from <= COPIED) return text.slice(from, end);
  let copy = '';
  for (let at = from; at < end; at += COPIED) copy += text.slice(at, Math.min(end, at + COPIED));
  return copy;
}
