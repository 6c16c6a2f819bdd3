import { fail, ok, type Result } from '@shared/domain/result';
import type { OrderJournalRepository } from '../../storage/stored-order';
import { StorageError } from '../../storage/storage-error';
import { everyOrder } from '../../trading/every-order';
import { historyCsv } from '../../trading/history-csv';
import { asShown } from '../../trading/journal/as-shown';
import { writeCsv } from '../../trading/write-csv';
import type { Handlers } from '../router';

type HistoryHandlers = Pick<Handlers, 'order.timeline' | 'history.page' | 'history.export'>;

interface HistoryHandlerOptions {
  readonly journal: OrderJournalRepository;
  /** Asks the user for a file; undefined when none was chosen. */
  readonly chooseFile: (suggested: string) => Promise<string | undefined>;
  /** Unix ms. */
  readonly now: () => number;
}

/** The journal is read whether or not the account is connected. */
export function historyHandlers({ journal, chooseFile, now }: HistoryHandlerOptions): HistoryHandlers {
  return {
    'order.timeline': async (which) =>
      read(() => {
        const { accountId } = which;
        const order =
          'entryId' in which
            ? journal.find(which.entryId)
            : journal.byOrderId(accountId, which.symbol, which.orderId);
        if (order?.accountId !== accountId) return fail('order.no-entry', 'The journal has no such order.');
        return ok({ order: asShown(order), events: journal.events(order.entryId) });
      }),
    'history.page': async ({ accountId, filter, before, limit }) =>
      read(() => {
        const orders = journal.page(accountId, filter, before, limit);
        const last = orders.at(-1);
        return ok({
          orders: orders.map(asShown),
          next: last !== undefined && orders.length === limit ? last.entryId : null,
        });
      }),
    'history.export': async ({ accountId, filter }) => {
      const path = await chooseFile(`perch-orders-${new Date(now()).toISOString().slice(0, 10)}.csv`);
      if (path === undefined) return ok({ path: '', rows: 0 });
      const written = await writeCsv(
        path,
        historyCsv(everyOrder(journal, accountId, filter), (entryId) => journal.events(entryId)),
      );
      return written.ok ? ok({ path, rows: written.value.lines - 1 }) : written;
    },
  };
}

function read<T>(action: () => Result<T>): Result<T> {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { ok: false, error: error.toAppError() };
  }
}
