import type { Order, OrderIntent } from '@shared/domain/order';
import { isEnded, isUnsettled } from '@shared/domain/order-life';
import type { OrderJournalRepository, StoredOrder } from '../../storage/stored-order';
import { sameIntent } from '../life/exchange-order';
import type { Unsaved } from './unsaved';

/** The entries of an account that can still change, in memory; all others are read from the journal's file. */
export interface LiveEntries {
  /** Takes an entry as it is now. */
  keep(entry: StoredOrder): void;
  /** Takes an entry out that turned out to be the order of another one. */
  absorb(from: number, into: number): void;
  find(entryId: number): StoredOrder | undefined;
  byIntent(intentId: string): StoredOrder | undefined;
  /** The entry that has an order of the exchange. */
  of(order: Pick<Order, 'symbol' | 'orderId'>): StoredOrder | undefined;
  /** Newest first. */
  unsettled(): StoredOrder[];
  /** In doubt. */
  unknown(symbol?: string): StoredOrder[];
  resting(symbol?: string): StoredOrder[];
  submitting(): StoredOrder[];
  heldBy(intent: OrderIntent): StoredOrder | undefined;
  /** Without an order of the exchange, and asking for the same. */
  waitingFor(order: Order): StoredOrder[];
  /** Called never placed in this run, of a symbol: should such an order turn up after all, it is known whose it is. */
  givenUp(symbol: string): StoredOrder[];
  isGivenUp(entryId: number): boolean;
  /** How many of those found unsettled at the start still are. */
  leftOver(): number;
}

/** @param pending what could not be written yet: it is newer than the file */
export function loadLiveEntries(
  accountId: string,
  repository: OrderJournalRepository,
  pending: Pick<Unsaved, 'find' | 'all'>,
): LiveEntries {
  const living = new Map<number, StoredOrder>();
  const givenUp = new Map<number, StoredOrder>();
  const absorbed = new Map<number, number>();
  const leftOver = new Set<number>();

  for (const entry of [...repository.unsettled(accountId), ...repository.resting(accountId)]) {
    living.set(entry.entryId, entry);
    if (isUnsettled(entry)) leftOver.add(entry.entryId);
  }

  function where(holds: (entry: StoredOrder) => boolean): StoredOrder[] {
    return [...living.values()].filter(holds);
  }

  /** The oldest of them; every order asks, so nothing is made for it. */
  function first(holds: (entry: StoredOrder) => boolean): StoredOrder | undefined {
    for (const entry of living.values()) if (holds(entry)) return entry;
    return undefined;
  }

  /** Also one that has ended, while that is not on disk yet. */
  function inMemory(holds: (entry: StoredOrder) => boolean): StoredOrder | undefined {
    return first(holds) ?? pending.all().find((entry) => !living.has(entry.entryId) && holds(entry));
  }

  function find(entryId: number): StoredOrder | undefined {
    const into = absorbed.get(entryId);
    if (into !== undefined) return find(into);
    return living.get(entryId) ?? pending.find(entryId) ?? repository.find(entryId);
  }

  return {
    keep(entry) {
      if (isEnded(entry.phase) && entry.cancel === 'none') living.delete(entry.entryId);
      else living.set(entry.entryId, entry);
      if (entry.phase === 'never-placed') givenUp.set(entry.entryId, entry);
      else givenUp.delete(entry.entryId);
      if (!isUnsettled(entry)) leftOver.delete(entry.entryId);
    },
    absorb(from, into) {
      living.delete(from);
      leftOver.delete(from);
      absorbed.set(from, into);
    },
    find,
    byIntent: (intentId) => inMemory((entry) => entry.intentId === intentId) ?? repository.byIntent(intentId),
    of({ symbol, orderId }) {
      const holds = (entry: StoredOrder): boolean =>
        entry.orderId === orderId && entry.symbol === symbol && !entry.superseded;
      const known = inMemory(holds);
      if (known !== undefined) return known;
      const row = repository.byOrderId(accountId, symbol, orderId);
      // What is on disk may be older than what is known.
      const now = row && find(row.entryId);
      return now !== undefined && holds(now) ? now : undefined;
    },
    unsettled: () => where(isUnsettled).sort((a, b) => b.entryId - a.entryId),
    unknown: (symbol) =>
      where((entry) => entry.phase === 'unknown' && (symbol === undefined || entry.symbol === symbol)),
    resting: (symbol) =>
      where(
        ({ phase, symbol: of }) =>
          (phase === 'open' || phase === 'partly-filled') && (symbol === undefined || of === symbol),
      ),
    submitting: () => where(({ phase }) => phase === 'submitting'),
    heldBy: (intent) =>
      first(
        (entry) => (entry.phase === 'submitting' || entry.phase === 'unknown') && sameIntent(entry, intent),
      ),
    waitingFor: (order) => where((entry) => entry.orderId === null && sameIntent(entry, order)),
    givenUp: (symbol) => [...givenUp.values()].filter((entry) => entry.symbol === symbol),
    isGivenUp: (entryId) => givenUp.has(entryId),
    leftOver: () => leftOver.size,
  };
}
