import type { CommandInput, HistoryPage } from '@shared/contract/commands';
import type { Result } from '@shared/domain/result';

/** Pages that are looked through at most: an open order is among the newest that rest. */
const MOST_PAGES = 5;
const PAGE_SIZE = 200;

type Ask = (input: CommandInput<'history.page'>) => Promise<Result<HistoryPage>>;

/** The journal's number of an order that the exchange calls `orderId`; undefined when the journal does not have it. */
export async function findEntry(
  ask: Ask,
  order: { readonly accountId: string; readonly symbol: string; readonly orderId: string },
): Promise<Result<number | undefined>> {
  const { accountId, symbol, orderId } = order;
  let before: number | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const result = await ask({
      accountId,
      filter: { symbol },
      limit: PAGE_SIZE,
      ...(before === undefined ? {} : { before }),
    });
    if (!result.ok) return result;
    const found = result.value.orders.find((candidate) => candidate.orderId === orderId);
    if (found || result.value.next === null) return { ok: true, value: found?.entryId };
    before = result.value.next;
  }
  return { ok: true, value: undefined };
}
