import type { TopicName } from '@shared/contract/surface';
import type { CandleInterval } from '@shared/domain/market';
import { fail, type Result } from '@shared/domain/result';
import type { ExchangeConnection } from '../exchange/connection';
import type { Incidents } from '../exchange/streams/incidents';
import type { MarketStreams } from '../exchange/streams/streams';
import { followBook } from '../market/book/book-feed';
import { followChart } from '../market/candles/chart-feed';
import { followTape } from '../market/tape/tape-feed';
import type { Demand } from './demand';
import type { DeskStores } from './stores';

/** What the desk shows. */
export interface ShownMarket {
  readonly symbol: string;
  readonly interval: CandleInterval;
}

/** Book, tape and chart of the symbol on the screen, each only while a window looks at it. */
export interface MarketView {
  show(market: ShownMarket): void;
  /** Asks for candles before the first one of the chart. */
  olderCandles(): Promise<Result<{ hasOlder: boolean }>>;
  wake(): void;
  stop(): void;
}

interface MarketViewOptions {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly streams: MarketStreams;
  readonly incidents: Incidents;
  readonly stores: DeskStores;
  readonly demand: Demand;
  /** Whether endpoints that need a key can be asked. */
  readonly hasKey: boolean;
  readonly shown: ShownMarket;
}

export function openMarketView(options: MarketViewOptions): MarketView {
  const { connection, streams, incidents, stores, demand, hasKey } = options;
  let shown = options.shown;
  let book: ReturnType<typeof followBook> | undefined;
  let tape: ReturnType<typeof followTape> | undefined;
  let chart: ReturnType<typeof followChart> | undefined;

  const wants = (...topics: readonly TopicName[]): boolean =>
    shown.symbol !== '' && topics.some((topic) => demand.has(topic));

  function followAgain(): void {
    unfollow();
    followWanted();
  }

  /** Starts what is looked at and ends what nobody looks at any more. */
  function followWanted(): void {
    const common = { symbol: shown.symbol, streams, connection, incidents };
    if (!wants('book')) book = void book?.stop();
    else book ??= followBook({ ...common, onBook: (value) => stores.book.set(value) });
    if (!wants('tape')) tape = void tape?.stop();
    else tape ??= followTape({ ...common, hasKey, onTape: (value) => stores.tape.set(value) });
    if (!wants('chart', 'candles')) chart = void chart?.stop();
    else chart ??= startChart();
  }

  function startChart(): ReturnType<typeof followChart> {
    return followChart({
      ...shown,
      streams,
      connection,
      incidents,
      onChart(state, candles) {
        stores.chart.set(state);
        stores.candles.set(candles);
      },
    });
  }

  function unfollow(): void {
    book = void book?.stop();
    tape = void tape?.stop();
    chart = void chart?.stop();
  }

  function forget(): void {
    stores.book.set(null);
    stores.tape.set(null);
    forgetChart();
  }

  function forgetChart(): void {
    stores.chart.set(null);
    stores.candles.set({});
  }

  forget();
  followWanted();
  const stopDemand = demand.subscribe(followWanted);

  return {
    show(next) {
      const { symbol, interval } = shown;
      shown = next;
      if (next.symbol !== symbol) {
        forget();
        followAgain();
      } else if (next.interval !== interval) {
        forgetChart();
        chart = void chart?.stop();
        followWanted();
      }
    },
    olderCandles: () =>
      chart?.older() ?? Promise.resolve(fail('chart.not-shown', 'The desk shows another chart meanwhile.')),
    wake() {
      book?.wake();
      tape?.wake();
      chart?.wake();
    },
    stop() {
      stopDemand();
      unfollow();
    },
  };
}
