import type { TopicName } from '@shared/contract/surface';
import type { CandleInterval } from '@shared/domain/market';
import { fail, type Result } from '@shared/domain/result';
import type { Demand } from './demand';
import type { MarketFeeds } from './market-feeds';
import type { DeskStores } from './stores';

/** What a window shows. */
export interface ShownMarket {
  readonly symbol: string;
  readonly interval: CandleInterval;
}

/** Topics about the one market a window shows: each window that shows another has stores of its own for them. */
export const MARKET_TOPICS = ['book', 'tape', 'chart', 'candles'] as const;
export type MarketStores = Pick<DeskStores, (typeof MARKET_TOPICS)[number]>;

/** Book, tape and chart of the symbol on the screen, each only while a window looks at it. */
export interface MarketView {
  show(market: ShownMarket): void;
  /** Asks for candles before the first one of the chart. */
  olderCandles(): Promise<Result<{ hasOlder: boolean }>>;
  stop(): void;
}

interface MarketViewOptions {
  readonly feeds: MarketFeeds;
  readonly stores: MarketStores;
  readonly demand: Pick<Demand, 'has' | 'subscribe'>;
  readonly shown: ShownMarket;
}

export function openMarketView({ feeds, stores, demand, shown: first }: MarketViewOptions): MarketView {
  let shown = first;
  let book: ReturnType<MarketFeeds['book']> | undefined;
  let tape: ReturnType<MarketFeeds['tape']> | undefined;
  let chart: ReturnType<MarketFeeds['chart']> | undefined;

  const wants = (...topics: readonly TopicName[]): boolean =>
    shown.symbol !== '' && topics.some((topic) => demand.has(topic));

  function followAgain(): void {
    unfollow();
    followWanted();
  }

  /** Starts what is looked at and ends what nobody looks at any more. */
  function followWanted(): void {
    const { symbol } = shown;
    if (!wants('book')) book = void book?.stop();
    else book ??= feeds.book(symbol, (value) => stores.book.set(value));
    if (!wants('tape')) tape = void tape?.stop();
    else tape ??= feeds.tape(symbol, (value) => stores.tape.set(value));
    if (!wants('chart', 'candles')) chart = void chart?.stop();
    else chart ??= feeds.chart(shown, setChart);
  }

  function setChart([state, candles]: Parameters<Parameters<MarketFeeds['chart']>[1]>[0]): void {
    stores.chart.set(state);
    stores.candles.set(candles);
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
      chart?.feed()?.older() ??
      Promise.resolve(fail('chart.not-shown', 'The desk shows another chart meanwhile.')),
    stop() {
      stopDemand();
      unfollow();
    },
  };
}
