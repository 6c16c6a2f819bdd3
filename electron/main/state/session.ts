import type { KeyObject } from 'node:crypto';
import type { CandleInterval } from '@shared/domain/market';
import { assertNever } from '@shared/domain/assert-never';
import type { Result } from '@shared/domain/result';
import type { Outcome, Refusal } from '../exchange/outcome';
import {
  createExchangeConnection,
  type ExchangeConnection,
  type ExchangeConnectionOptions,
} from '../exchange/connection';
import { startPriceFeed } from '../market/price-feed';
import { startAccountFeed, type AccountFeed } from '../trading/account-feed';
import { createOpenOrders } from '../trading/open-orders';
import { createOrders, type Orders } from '../trading/orders';
import type { Demand } from './demand';
import { openMarketView } from './market-view';
import { connectionStatusOf } from './connection-status';
import {
  NO_DIAGNOSTICS,
  NO_OPEN_ORDERS,
  NO_PRICES,
  NO_SYMBOLS,
  NOT_CONNECTED,
  type DeskStores,
} from './stores';

/** Where to connect and as whom. Without credentials there are prices and no account. */
export interface SessionAccount {
  readonly id: string;
  readonly restUrl: string;
  readonly streamUrl: string;
  readonly credentials?: { readonly keyId: string; readonly secret: KeyObject };
}

/** What the desk shows. */
export interface ShownMarket {
  readonly symbol: string;
  readonly interval: CandleInterval;
}

export interface SessionHost {
  /** What windows look at now. */
  readonly demand: Demand;
  readonly proxy: NonNullable<ExchangeConnectionOptions['proxy']>;
  /** Symbols on which the account has traded, newest first. */
  readonly tradedSymbols: (accountId: string) => readonly string[];
  readonly onTraded: (accountId: string, symbol: string) => void;
  /** A signed call told something about the account's key or its exchange that was not known before. */
  readonly onVerdict: (accountId: string, outcome: Outcome<unknown>) => void;
}

/** One account's connection with all that runs on it. Ends as a whole: switching accounts is one session after another. */
export interface Session {
  readonly account: SessionAccount;
  readonly connection: ExchangeConnection;
  /** undefined without credentials. */
  readonly orders: Orders | undefined;
  show(view: ShownMarket): void;
  /** Asks for candles before the first one that is shown. */
  olderCandles(): Promise<Result<{ hasOlder: boolean }>>;
  /** After sleep: measures the clock and asks for everything again. */
  wake(): void;
  close(): Promise<void>;
}

export function openSession(
  account: SessionAccount,
  stores: DeskStores,
  host: SessionHost,
  first: ShownMarket,
): Session {
  let open = true;
  let { symbol } = first;
  let lastVerdict = '';
  const { credentials } = account;
  const connection = createExchangeConnection({
    restUrl: account.restUrl,
    proxy: host.proxy,
    ...(credentials ? { credentials } : {}),
  });

  stores.symbols.set(NO_SYMBOLS);
  stores.tickers.set({});
  stores.prices.set(NO_PRICES);
  stores.diagnostics.set(NO_DIAGNOSTICS);
  stores.balances.set(null);
  stores.openOrders.set({ ...NO_OPEN_ORDERS, accountId: account.id });
  stores.connection.set({ ...NOT_CONNECTED, restUrl: account.restUrl });

  const publishStatus = (): void => {
    stores.connection.set(connectionStatusOf(connection.status.getState(), account.restUrl));
  };
  const stopStatus = connection.status.subscribe(publishStatus);
  void connection.warm();

  const prices = startPriceFeed({
    connection,
    restUrl: account.restUrl,
    onSymbols: (state) => open && stores.symbols.set(state),
    onTickers: (tickers) => {
      if (!open) return;
      stores.tickers.set(tickers);
      stores.prices.set({ state: 'polling', confirmedAt: Date.now() });
    },
  });
  const view = openMarketView({ connection, stores, demand: host.demand });
  view.show(first.symbol, first.interval);
  const trading = credentials ? startTrading() : undefined;

  function startTrading(): { feed: AccountFeed; orders: Orders } {
    const openOrders = createOpenOrders(account.id);
    const feed = startAccountFeed({
      accountId: account.id,
      connection,
      openOrders,
      symbols: () => [...new Set([...(symbol === '' ? [] : [symbol]), ...host.tradedSymbols(account.id)])],
      onBalances: (balances) => open && stores.balances.set(balances),
      onOpenOrders: (state) => open && stores.openOrders.set(state),
      onRefused: endsPolling,
      onOutcome: judge,
    });
    const orders = createOrders({
      connection,
      rulesOf: (name) => stores.symbols.getState().symbols.find((rules) => rules.symbol === name),
      balances: () => stores.balances.getState(),
      onOrder: (order) => {
        openOrders.apply(order);
        host.onTraded(account.id, order.symbol);
        if (open) stores.openOrders.set(openOrders.state());
      },
      onDoubt: (name) => {
        openOrders.touch(name);
        host.onTraded(account.id, name);
        feed.refresh(name);
      },
    });
    return { feed, orders };
  }

  /** PROTOCOL: key refused → "mark the account's key as refused …, stop signed polling"; a bad signature will not heal by itself. */
  function endsPolling(refusal: Refusal): boolean {
    // PROTOCOL -1121: "refresh exchangeInfo".
    if (refusal.meaning === 'symbol') prices.refreshSymbols();
    judge({ kind: 'refused', refusal });
    return refusal.meaning === 'key-refused' || refusal.meaning === 'signature';
  }

  function judge(outcome: Outcome<unknown>): void {
    const verdict = verdictOf(outcome);
    if (!open || verdict === undefined || verdict === lastVerdict) return;
    lastVerdict = verdict;
    host.onVerdict(account.id, outcome);
  }

  return {
    account,
    connection,
    orders: trading?.orders,
    show(next) {
      view.show(next.symbol, next.interval);
      if (next.symbol === symbol) return;
      symbol = next.symbol;
      trading?.feed.refresh(symbol);
    },
    olderCandles: () => view.older(),
    wake() {
      // Requests wait for the clock by themselves; nothing is fresh before they are answered.
      void connection.wake();
      prices.refresh();
      trading?.feed.refresh();
    },
    async close() {
      open = false;
      stopStatus();
      prices.stop();
      view.stop();
      trading?.feed.stop();
      await connection.close();
    },
  };
}

/** One word for what an outcome says of key and exchange; undefined for what passes by itself (limits, calls that were called off). */
function verdictOf(outcome: Outcome<unknown>): string | undefined {
  switch (outcome.kind) {
    case 'answer':
      return 'works';
    case 'refused':
      return outcome.refusal.meaning === 'rate-limit' ? undefined : outcome.refusal.meaning;
    case 'not-sent':
    case 'unknown':
      return PASSING.has(outcome.reason.cause) ? undefined : outcome.reason.cause;
    default:
      return assertNever(outcome);
  }
}

const PASSING: ReadonlySet<string> = new Set(['rate-limit', 'cancelled', 'closed']);
