import type { OrderLine } from '@shared/domain/confirmation';
import { asShown } from './trading/journal/as-shown';
import { StorageError } from './storage/storage-error';
import type { OrderJournalRepository, StoredOrder } from './storage/stored-order';

interface RestingOptions {
  readonly journal: Pick<OrderJournalRepository, 'resting' | 'unsettled'>;
  /** Of the account on the screen, which knows more than the disk. */
  readonly trading: () =>
    | { readonly open: () => readonly StoredOrder[]; readonly unsettled: () => readonly StoredOrder[] }
    | undefined;
  /** Its account, or empty. */
  readonly tradingId: () => string;
  readonly accounts: () => readonly { readonly id: string; readonly name: string }[];
}

/** Orders that rest or are in doubt, of all accounts: what the journal heard last of those that are not on the screen. */
export interface RestingOrders {
  of(accountId: string): { readonly open: readonly OrderLine[]; readonly unsettled: readonly OrderLine[] };
  /** Of the account on the screen first; the others are named. */
  all(kind: 'open' | 'unsettled'): readonly OrderLine[];
}

export function createRestingOrders({
  journal,
  trading,
  tradingId,
  accounts,
}: RestingOptions): RestingOrders {
  function listOf(accountId: string, kind: 'open' | 'unsettled'): readonly OrderLine[] {
    const live = tradingId() === accountId ? trading() : undefined;
    if (live) return live[kind]().map(asShown);
    try {
      return (kind === 'open' ? journal.resting(accountId) : journal.unsettled(accountId)).map(asShown);
    } catch (error) {
      // A journal that cannot be read is told of elsewhere; it must not keep anybody here.
      if (error instanceof StorageError) return [];
      throw error;
    }
  }

  return {
    of: (accountId) => ({ open: listOf(accountId, 'open'), unsettled: listOf(accountId, 'unsettled') }),
    all(kind) {
      const active = tradingId();
      const others = accounts().filter(({ id }) => id !== active);
      return [
        ...(active === '' ? [] : listOf(active, kind)),
        ...others.flatMap(({ id, name }) => listOf(id, kind).map((order) => ({ ...order, account: name }))),
      ];
    },
  };
}
