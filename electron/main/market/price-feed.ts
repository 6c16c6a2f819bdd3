import type { SymbolsState } from '@shared/contract/topics';
import type { Feed, Ticker } from '@shared/domain/market';
import type { ExchangeConnection } from '../exchange/connection';
import type { Incidents } from '../exchange/streams/incidents';
import type { MarketStreams } from '../exchange/streams/streams';
import { systemTime, type TimeSource } from '../exchange/time-source';
import type { LiveFeed } from './live-feed';
import { startSymbolsFeed } from './symbols-feed';
import { TickerTable, type Tickers } from './ticker-table';
import { startTickersFeed } from './tickers-feed';

interface PriceFeedOptions {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly streams: MarketStreams;
  readonly restUrl: string;
  readonly incidents: Incidents;
  readonly onSymbols: (symbols: SymbolsState) => void;
  /** By symbol; an unchanged ticker stays the same object. */
  readonly onTickers: (tickers: Record<string, Ticker>) => void;
  /** How old all tickers are; called after `onTickers`. */
  readonly onPrices: (prices: Feed) => void;
  readonly time?: TimeSource;
}

export interface PriceFeed {
  /** Whether some window shows prices: without it only the symbols are kept up to date. It starts wanted. */
  need(wanted: boolean): void;
  /** Asks for everything at once. */
  refresh(): void;
  /** Asks for the symbols again, as after -1121. */
  refreshSymbols(): void;
  /** After sleep: nothing is live before REST answered. */
  wake(): void;
  stop(): void;
}

/** Symbols with their rules, and the tickers of all of them while somebody looks. */
export function startPriceFeed(options: PriceFeedOptions): PriceFeed {
  const { connection, streams, incidents, time = systemTime } = options;
  const table = new TickerTable();
  let told: Tickers = table.record;
  let prices: Feed = { state: 'loading', confirmedAt: 0 };
  let listed: ReadonlySet<string> | undefined;
  let feed: LiveFeed | undefined;

  const symbols = startSymbolsFeed({
    connection,
    restUrl: options.restUrl,
    time,
    onSymbols(state) {
      const next = new Set(state.symbols.map(({ symbol }) => symbol));
      const isGrown = listed !== undefined && [...next].some((symbol) => !listed?.has(symbol));
      listed = next;
      table.list(next);
      options.onSymbols(state);
      publish(prices);
      if (isGrown) feed?.askAgain();
    },
  });

  function publish(next: Feed): void {
    if (table.record !== told) {
      told = table.record;
      options.onTickers(told);
    }
    if (next.state === prices.state && next.confirmedAt === prices.confirmedAt) return;
    prices = next;
    options.onPrices(next);
  }

  function start(): void {
    feed = startTickersFeed({
      table,
      connection,
      streams,
      incidents,
      time,
      onChange: publish,
      onUnknownSymbol: () => symbols.refresh(),
      confirmedAt: prices.confirmedAt,
    });
  }

  function end(): void {
    feed?.stop();
    feed = undefined;
  }

  start();
  return {
    need(wanted) {
      if (wanted === (feed !== undefined)) return;
      if (wanted) return start();
      end();
      publish({ ...prices, state: 'interrupted' });
    },
    refresh() {
      feed?.askAgain();
      symbols.refresh();
    },
    refreshSymbols: () => symbols.refresh(),
    wake() {
      feed?.wake();
      symbols.wake();
    },
    stop() {
      end();
      symbols.stop();
    },
  };
}
