/** What turns one record into another, by identity of the values. `values` are those of `keys`. */
export interface KeyDifference<T> {
  readonly keys: readonly string[];
  readonly values: readonly T[];
  readonly removed: readonly string[];
}

/**
 * What turns `before` into `after`. A value must not be undefined. Made for thousands of keys: each is looked up once, and what was
 * removed is searched for only when something was.
 */
export function diffKeys<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): KeyDifference<T> {
  const keys: string[] = [];
  const values: T[] = [];
  let kept = 0;
  // Own keys only, in both: records are plain, and nothing enumerable is above them.
  for (const key in after) {
    const value = after[key] as T;
    // What `before` inherits (`constructor`) is nobody's value.
    if (before[key] === value) {
      kept += 1;
      continue;
    }
    if (Object.hasOwn(before, key)) kept += 1;
    keys.push(key);
    values.push(value);
  }
  const removed: string[] = [];
  let known = 0;
  for (const _key in before) known += 1;
  if (known > kept) for (const key in before) if (!Object.hasOwn(after, key)) removed.push(key);
  return { keys, values, removed };
}
