import type { KeyObject } from 'node:crypto';
import type { Result } from '@shared/domain/result';
import {
  createExchangeConnection,
  type ExchangeConnection,
  type ExchangeConnectionOptions,
} from '../exchange/connection';
import type { Outcome, Refusal } from '../exchange/outcome';
import { createIncidents } from '../exchange/streams/incidents';
import { createMarketStreams } from '../exchange/streams/market-streams';
import { startPriceFeed } from '../market/price-feed';
import { startTouches } from '../market/touches';
import { startSparklineFeed } from '../market/sparklines/sparkline-feed';
import type { OrderJournalRepository, StoredOrder } from '../storage/stored-order';
import type { JournalFill } from '../trading/journal/journal-types';
import type { Trading, ApprovalContext, TradingStep } from '../trading/open-trading';
import type { Approval } from '../trading/orders';
import { connectionStatusOf } from './connection-status';
import type { Demand } from './demand';
import { publishDiagnostics } from './diagnostics';
import { openMarketFeeds } from './market-feeds';
import { openMarketView, type MarketStores, type MarketView, type ShownMarket } from './market-view';
import { openAccountSide } from './session-account';
import { emptyStores, type DeskStores } from './stores';
import { whenVerdictChanges } from './verdict';
import type { VisibleSymbols } from './visible-symbols';

/** Where to connect and as whom. Without credentials there are prices and no account. */
export interface SessionAccount {
  readonly id: string;
  readonly restUrl: string;
  readonly streamUrl: string;
  /** A person must unlock it before there are credentials. */
  readonly isLocked?: boolean;
  readonly credentials?: { readonly keyId: string; readonly secret: KeyObject };
}

export interface SessionHost {
  /** What windows look at now. */
  readonly demand: Demand;
  /** Symbols whose day is drawn; none where nothing draws. */
  readonly visible?: VisibleSymbols;
  readonly proxy: NonNullable<ExchangeConnectionOptions['proxy']>;
  /** Symbols on which the account has traded, newest first. */
  readonly tradedSymbols: (accountId: string) => readonly string[];
  readonly onTraded: (accountId: string, symbol: string) => void;
  /** The orders of all accounts. */
  readonly journal: OrderJournalRepository;
  /** Limits of the account, and main's own question where one is needed. */
  readonly approve: (account: SessionAccount, context: ApprovalContext) => Promise<Result<Approval>>;
  /** Main's own question whether an order in doubt is to be taken for never placed. */
  readonly confirmDismissal: (account: SessionAccount, entry: StoredOrder) => Promise<boolean>;
  readonly onFill?: (fill: JournalFill) => void;
  /** ms; default that of PROTOCOL. */
  readonly recvWindow?: number;
  /** ms; default those of the connection. */
  readonly timeouts?: ExchangeConnectionOptions['timeouts'];
  /** What trading goes through, for whoever must see what a sudden end at each step does. */
  readonly onStep?: (step: TradingStep) => void;
  /** The session has a connection; the answer is called when it ends. */
  readonly onOpen?: ((account: SessionAccount, connection: ExchangeConnection) => () => void) | undefined;
  /** A signed call told something about the account's key or its exchange that was not known before. */
  readonly onVerdict: (accountId: string, outcome: Outcome<unknown>) => void;
}

/** A window's own stores of one market, and what it looks at. */
export interface ViewOptions {
  readonly stores: MarketStores;
  readonly demand: Pick<Demand, 'has' | 'subscribe'>;
  readonly shown: ShownMarket;
}

/** One account's connection with all that runs on it. Ends as a whole: switching accounts is one session after another. */
export interface Session {
  readonly account: SessionAccount;
  readonly connection: ExchangeConnection;
  /** undefined without credentials. */
  readonly trading: Trading | undefined;
  show(market: ShownMarket): void;
  /** Another market beside the desk's, for a window of its own; ends with the session. */
  openView(options: ViewOptions): MarketView;
  /** Asks for candles before the first one that is shown. */
  olderCandles(): Promise<Result<{ hasOlder: boolean }>>;
  /** After sleep, a jump of the clock or a change of network: connects anew, measures the clock, asks for everything again. */
  wake(reason: string): void;
  /** What is done then, without counting an incident. */
  renew(reason: string): void;
  close(): Promise<void>;
}

/** Throws ExchangeOptionsError when an address or the key is refused. */
export function openSession(
  account: SessionAccount,
  stores: DeskStores,
  host: SessionHost,
  first: ShownMarket,
): Session {
  let open = true;
  let { symbol } = first;
  const { restUrl, streamUrl, credentials } = account;
  const { proxy, demand } = host;
  emptyStores(stores, account);

  const incidents = createIncidents();
  const connection = createExchangeConnection({
    restUrl,
    proxy,
    timeouts: host.timeouts,
    ...(credentials ? { credentials } : {}),
  });
  const streams = createMarketStreams({ streamUrl, proxy, incidents });
  // Last: nothing is on its way yet when an address is refused.
  void connection.warm();

  const prices = startPriceFeed({
    connection,
    streams,
    incidents,
    restUrl,
    onSymbols(state) {
      if (!open) return;
      stores.symbols.set(state);
      side?.listed();
    },
    onTickers: (tickers) => open && stores.tickers.set(tickers),
    onPrices: (feed) => open && stores.prices.set(feed),
  });
  const feeds = openMarketFeeds({ connection, streams, incidents, hasKey: credentials !== undefined });
  const view = openMarketView({ feeds, stores, demand, shown: first });
  const views = new Set([view]);
  const sparklines = startSparklineFeed({
    connection,
    incidents,
    onChange: (lines) => open && stores.sparklines.set(lines),
  });
  const touches = startTouches({ connection, onChange: (value) => open && stores.touches.set(value) });
  const judge = whenVerdictChanges((outcome) => open && host.onVerdict(account.id, outcome));
  const side = credentials
    ? openAccountSide({
        account,
        connection,
        incidents,
        stores,
        host,
        shownSymbol: () => symbol,
        onRefused: endsSigned,
        onOutcome: judge,
      })
    : undefined;

  /** PROTOCOL: key refused → "mark the account's key as refused …, stop signed polling"; a bad signature will not heal by itself. */
  function endsSigned(refusal: Refusal): boolean {
    // PROTOCOL -1121: "refresh exchangeInfo".
    if (refusal.meaning === 'symbol') prices.refreshSymbols();
    judge({ kind: 'refused', refusal });
    return refusal.meaning === 'key-refused' || refusal.meaning === 'signature';
  }

  function publishStatus(): void {
    const [exchange, streamed] = [connection.status.getState(), streams.status.getState()];
    const account = side?.connections.getState() ?? [];
    stores.connection.set(connectionStatusOf(exchange, streamed, account, stores.prices.getState(), restUrl));
  }

  function needPrices(): void {
    prices.need(demand.has('tickers') || demand.has('prices'));
  }

  /** Only the terminal follows the journal, and only there an order can be sent. */
  function needWarmth(): void {
    connection.keepWarm(credentials !== undefined && demand.has('journal'));
  }

  function needVisible(): void {
    const visible = host.visible?.current() ?? [];
    sparklines.want(demand.has('sparklines') ? visible : []);
    touches.want(demand.has('touches') ? visible : []);
  }

  function renew(reason: string): void {
    // Requests wait for the clock by themselves; nothing is fresh before they are answered.
    void connection.wake();
    streams.wake(reason);
    prices.wake();
    feeds.wake();
    sparklines.wake();
    side?.wake();
  }

  needPrices();
  needWarmth();
  needVisible();
  const left = host.onOpen?.(account, connection);
  const stops = [
    demand.subscribe(needPrices),
    demand.subscribe(needWarmth),
    demand.subscribe(needVisible),
    ...(host.visible ? [host.visible.subscribe(needVisible)] : []),
    connection.status.subscribe(publishStatus),
    streams.status.subscribe(publishStatus),
    stores.prices.subscribe(publishStatus),
    ...(side ? [side.connections.subscribe(publishStatus)] : []),
    publishDiagnostics({
      incidents,
      demand,
      streams: streams.status,
      account: side?.connections,
      publish: (value) => stores.diagnostics.set(value),
    }),
  ];

  return {
    account,
    connection,
    trading: side?.trading,
    show(next) {
      view.show(next);
      if (next.symbol === symbol) return;
      symbol = next.symbol;
      side?.refresh(symbol);
    },
    openView(options) {
      const opened = openMarketView({ feeds, ...options });
      views.add(opened);
      return {
        ...opened,
        stop() {
          views.delete(opened);
          opened.stop();
        },
      };
    },
    olderCandles: () => view.olderCandles(),
    wake(reason) {
      incidents.report('woken', reason);
      renew(reason);
    },
    renew,
    async close() {
      open = false;
      left?.();
      for (const stop of stops) stop();
      prices.stop();
      for (const opened of views) opened.stop();
      sparklines.stop();
      touches.stop();
      await Promise.all([side?.stop(), streams.close()]);
      await connection.close();
    },
  };
}
