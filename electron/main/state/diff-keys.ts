/** What turns record `before` into record `after`, by identity of the values. */
export function diffKeys<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): { changed: Record<string, T>; removed: string[] } {
  const changed: Record<string, T> = {};
  for (const [key, value] of Object.entries(after)) {
    if (before[key] !== value || !Object.hasOwn(before, key)) changed[key] = value;
  }
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return { changed, removed };
}
