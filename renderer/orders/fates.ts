import type { JournalOrder } from '@shared/domain/order-life';

/** Entries that were in doubt before and are not now: what became of each is news. */
export function noLongerUnknown(
  before: readonly JournalOrder[],
  now: readonly JournalOrder[],
): readonly JournalOrder[] {
  const left = new Set(now.filter(({ phase }) => phase === 'unknown').map(({ entryId }) => entryId));
  return before.filter(({ phase, entryId }) => phase === 'unknown' && !left.has(entryId));
}
