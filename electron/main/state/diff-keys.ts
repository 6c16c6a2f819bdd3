/** What turns record `before` into record `after`, by identity of the values. */
export function diffKeys<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): { changed: Record<string, T>; removed: string[] } {
  // fromEntries and not assignment: a key such as `__proto__` is a key like any other.
  const changed = Object.fromEntries(
    Object.entries(after).filter(([key, value]) => !Object.hasOwn(before, key) || before[key] !== value),
  );
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return { changed, removed };
}
