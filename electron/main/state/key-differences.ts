/** What turns one record into the next, by identity of the values. `values` and `before` are those of `keys`. */
export interface KeyDifference<T> {
  readonly keys: readonly string[];
  readonly values: readonly T[];
  /** The values they had; undefined for keys that are new. */
  readonly before: readonly (T | undefined)[];
  readonly removed: readonly string[];
}

/**
 * Follows a record from one state to the next; it begins empty. A value must not be undefined. Made for thousands of keys: a record
 * that keeps the order of its keys is walked once, beside a list of what it was, and nothing is looked up in it twice. What was
 * removed is searched for only when something was.
 */
export function keyDifferences<T>(): (next: Readonly<Record<string, T>>) => KeyDifference<T> {
  /** The record as it was, also as lists in the order of its keys. */
  let last: Readonly<Record<string, T>> = {};
  const lastKeys: string[] = [];
  const lastValues: T[] = [];

  return (next) => {
    const keys: string[] = [];
    const values: T[] = [];
    const before: (T | undefined)[] = [];
    const known = lastKeys.length;
    let [at, kept] = [0, 0];
    // Own keys only, in both: records are plain, and nothing enumerable is above them.
    for (const key in next) {
      const value = next[key] as T;
      // What `last` inherits (`constructor`) is nobody's value.
      const old =
        at < known && lastKeys[at] === key
          ? lastValues[at]
          : Object.hasOwn(last, key)
            ? last[key]
            : undefined;
      lastKeys[at] = key;
      lastValues[at] = value;
      at += 1;
      if (old !== undefined) kept += 1;
      if (old === value) continue;
      keys.push(key);
      values.push(value);
      before.push(old);
    }
    const removed: string[] = [];
    if (known > kept) for (const key in last) if (!Object.hasOwn(next, key)) removed.push(key);
    lastKeys.length = at;
    lastValues.length = at;
    last = next;
    return { keys, values, before, removed };
  };
}
