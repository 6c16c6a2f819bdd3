import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ProfitReport, SymbolProfit } from '@shared/contract/commands';
import { isZero } from '@shared/domain/decimal';
import type { OrderPhase } from '@shared/domain/order-life';
import { profitOf, type ProfitTrade } from '@shared/domain/profit';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { OrderJournalRepository } from '../storage/stored-order';
import { everyOrder } from './every-order';
import { tradesOf } from './executed-trades';

/** Orders that are looked at, newest first: they are read in some tenths of a second, a few milliseconds at a time. */
const MOST_ORDERS = 20_000;
/** Orders between two pauses. */
const SLICE = 200;
/** Phases in which an order can have traded. */
const TRADED: readonly OrderPhase[] = [
  'open',
  'partly-filled',
  'filled',
  'cancelled',
  'expired',
  'refused',
  'gone',
];

interface KnownTrades {
  readonly symbol: string;
  readonly changedAt: number;
  readonly trades: readonly ProfitTrade[];
}

/** Profit by symbol from the journal, whether or not the account is connected. */
export interface ProfitReader {
  /** Throws StorageError. */
  read(accountId: string, rulesOf: (symbol: string) => SpotSymbol | undefined): Promise<ProfitReport>;
}

export function createProfitReader(
  journal: Pick<OrderJournalRepository, 'page' | 'events'>,
  mostOrders = MOST_ORDERS,
): ProfitReader {
  /** Of the account that was read last: an order that has not changed is not read again. */
  let known = new Map<number, KnownTrades>();
  let knownOf = '';

  return {
    async read(accountId, rulesOf) {
      const before = knownOf === accountId ? known : new Map<number, KnownTrades>();
      const found = new Map<number, KnownTrades>();
      let count = 0;
      let cut = false;
      for (const order of everyOrder(journal, accountId, { phases: TRADED })) {
        if (count === mostOrders) {
          cut = true;
          break;
        }
        count += 1;
        if (count % SLICE === 0) await nextTurn();
        if (isZero(order.executedQuantity)) continue;
        const { entryId, symbol, changedAt } = order;
        const same = before.get(entryId);
        const isSame = same?.changedAt === changedAt;
        const trades = isSame ? same.trades : tradesOf(order, journal.events(entryId));
        found.set(entryId, { symbol, changedAt, trades });
      }
      [known, knownOf] = [found, accountId];
      return { symbols: bySymbol(found, rulesOf), cut };
    },
  };
}

function bySymbol(
  found: ReadonlyMap<number, KnownTrades>,
  rulesOf: (symbol: string) => SpotSymbol | undefined,
): SymbolProfit[] {
  const trades = new Map<string, ProfitTrade[]>();
  for (const entryId of [...found.keys()].sort((a, b) => a - b)) {
    const order = found.get(entryId);
    if (order) trades.set(order.symbol, [...(trades.get(order.symbol) ?? []), ...order.trades]);
  }
  return [...trades].map(([symbol, list]) => {
    const { baseAsset = '', quoteAsset = '' } = rulesOf(symbol) ?? {};
    // The sort is stable: of one millisecond the older entry comes first.
    const inOrder = list.sort((a, b) => a.at - b.at);
    return { symbol, baseAsset, quoteAsset, ...profitOf(inOrder, baseAsset, quoteAsset) };
  });
}
