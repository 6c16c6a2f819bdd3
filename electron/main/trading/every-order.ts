import type { HistoryFilter } from '@shared/domain/order-life';
import type { OrderJournalRepository, StoredOrder } from '../storage/stored-order';

/** Rows that are in memory at once, and read without a pause: a few milliseconds. */
const PAGE = 250;

/**
 * All orders of an account that a filter lets through, newest first, read page by page as they are asked for. Other things may happen in
 * between: each row is as it was when its page was read, and what came later than the first page and is newer is left out.
 *
 * @throws StorageError
 */
export function* everyOrder(
  journal: Pick<OrderJournalRepository, 'page'>,
  accountId: string,
  filter: HistoryFilter,
): Generator<StoredOrder> {
  let last: number | undefined;
  for (;;) {
    const page = journal.page(accountId, filter, last, PAGE);
    yield* page;
    last = page.at(-1)?.entryId;
    if (page.length < PAGE) return;
  }
}
