import type { HistoryPage } from '@shared/contract/commands';
import type { JournalOrder } from '@shared/domain/order-life';

/** The pages of the history read so far, newest first, without a gap. */
export interface HistoryList {
  readonly orders: readonly JournalOrder[];
  /** Where older ones go on, or null when there are none. */
  readonly next: number | null;
}

/** As the journal sorts: by when it was committed or accepted, then by its number. */
function isOlder(a: JournalOrder, b: JournalOrder): boolean {
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.entryId < b.entryId);
}

/**
 * The list after a page was read, the first time or again: everything between `before` and the page's last order is as the page has
 * it, so that orders that came, changed, went or no longer fit are right. What is older than the page stays.
 *
 * @param before what the page was asked for with; undefined for the first. A page that goes on from an order which is no longer in the
 * list fits nowhere: the list stays.
 */
export function withPage(list: HistoryList, before: number | undefined, page: HistoryPage): HistoryList {
  const start = before === undefined ? 0 : list.orders.findIndex((order) => order.entryId === before) + 1;
  if (before !== undefined && start === 0) return list;
  const head = list.orders.slice(0, start);
  const last = page.orders.at(-1);
  if (page.next === null || last === undefined) return { orders: [...head, ...page.orders], next: page.next };
  const read = new Set(page.orders.map((order) => order.entryId));
  const rest = list.orders.slice(start).filter((order) => isOlder(order, last) && !read.has(order.entryId));
  return {
    orders: [...head, ...page.orders, ...rest],
    next: rest.length === 0 ? page.next : list.next,
  };
}

/** The list, going on after its last order: the journal got older ones. */
export function reopened(list: HistoryList): HistoryList {
  return list.next === null ? { ...list, next: list.orders.at(-1)?.entryId ?? null } : list;
}

/**
 * How many rows further down (or up, negative) the first order that is seen stands in the new list, so that the list can be scrolled
 * along and nothing jumps under the eyes. Where that order went, the next one that stayed counts.
 */
export function rowsMoved(before: HistoryList, after: HistoryList, firstSeen: number): number {
  const places = new Map(after.orders.map((order, index) => [order.entryId, index]));
  for (let index = firstSeen; index < before.orders.length; index += 1) {
    const place = places.get(before.orders[index]?.entryId ?? 0);
    if (place !== undefined) return place - index;
  }
  return 0;
}
