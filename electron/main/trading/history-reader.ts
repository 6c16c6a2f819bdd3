import { ok, type Result } from '@shared/domain/result';
import type { ExchangeConnection } from '../exchange/connection';
import { errorOf } from '../exchange/outcome-error';
import type { OrderJournalRepository } from '../storage/stored-order';
import type { OrderJournal } from './journal/journal-types';
import { searchOrders } from './search-orders';
import { orderOf } from './wire-orders';

/** PROTOCOL: most orders in one answer. */
const PAGE = 500;
/** Orders that were placed shortly before the last time of asking may have been missed, ms. */
const OVERLAP_MS = 60_000;
/**
 * At the first time of a run it is not known since when nobody listened, ms: the newest order of the journal may have been placed here
 * while the stream was lost, and others elsewhere before it.
 */
const FIRST_OVERLAP_MS = 24 * 3_600_000;
/** Pages of orders that are all known already, before the user has to ask again. */
const MOST_PAGES = 5;
const PATIENCE_MS = 30_000;

interface HistoryReaderOptions {
  readonly accountId: string;
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly journal: Pick<OrderJournal, 'told' | 'byOrderId'>;
  readonly repository: Pick<OrderJournalRepository, 'page'>;
}

/** Brings orders into the journal that were placed elsewhere, or before it began. */
export interface HistoryReader {
  /**
   * What happened on a symbol since it was asked for last, or a day before the journal last heard of it: orders that were placed or ended elsewhere. Of a symbol that is new
   * to the journal, the open ones and the newest 500 of the past. False when the exchange did not answer all.
   */
  catchUp(symbol: string): Promise<boolean>;
  /** The next orders back in time that the journal does not have, up to 500. */
  older(symbol: string): Promise<Result<{ readonly imported: number; readonly complete: boolean }>>;
  close(): void;
}

export function createHistoryReader(options: HistoryReaderOptions): HistoryReader {
  const { accountId, connection, journal, repository } = options;
  const stopping = new AbortController();
  const request = { patienceMs: PATIENCE_MS, priority: 'past', signal: stopping.signal } as const;
  /** How far back was asked for in this run, Unix ms of the server by symbol. */
  const reached = new Map<string, number>();
  /** When all that had happened was asked for last in this run, Unix ms of the server by symbol. */
  const caughtUp = new Map<string, number>();

  function caught(symbol: string, askedAt: number | null): void {
    if (askedAt !== null) caughtUp.set(symbol, askedAt);
  }

  return {
    async catchUp(symbol) {
      const askedAt = connection.serverNow();
      const [newest] = repository.page(accountId, { symbol }, undefined, 1);
      if (newest === undefined) {
        // Nobody asks for the open orders of a symbol that is not known to be traded.
        for (const [list, by] of [
          ['openOrders', 'open'],
          ['historyOrders', 'history'],
        ] as const) {
          const outcome = await connection.call(list, { symbol, limit: PAGE }, request);
          if (outcome.kind !== 'answer' || stopping.signal.aborted) return false;
          journal.told(outcome.value.map(orderOf), by);
        }
        caught(symbol, askedAt);
        return true;
      }
      const before = caughtUp.get(symbol);
      // By the server's clock: this machine's may have been set.
      const known = newest.updateTime ?? newest.effectFrom ?? newest.createdAt;
      const since = before === undefined ? known - FIRST_OVERLAP_MS : before - OVERLAP_MS;
      const found = await searchOrders(connection, symbol, since, request);
      if (stopping.signal.aborted) return false;
      for (const by of ['open', 'history'] as const) {
        journal.told(
          found.orders.filter((told) => told.by === by).map(({ order }) => order),
          by,
        );
      }
      if (found.complete) caught(symbol, askedAt);
      return found.complete;
    },

    async older(symbol) {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const endTime = reached.get(symbol);
        const outcome = await connection.call(
          'historyOrders',
          { symbol, endTime, limit: PAGE },
          // Somebody waits for it.
          { ...request, priority: 'polling' },
        );
        if (outcome.kind !== 'answer') return { ok: false, error: errorOf(outcome, false) };
        const orders = outcome.value.map(orderOf);
        const fresh = orders.filter(({ orderId }) => journal.byOrderId(symbol, orderId) === undefined);
        journal.told(orders, 'history');
        const oldest = Math.min(...orders.map(({ time }) => time));
        const complete = orders.length < PAGE || oldest === endTime;
        if (orders.length > 0) reached.set(symbol, oldest);
        if (complete || fresh.length > 0) return ok({ imported: fresh.length, complete });
      }
      return ok({ imported: 0, complete: false });
    },

    close: () => stopping.abort(),
  };
}
