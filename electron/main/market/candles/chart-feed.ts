import type { Candle, CandleInterval, ChartState, Feed } from '@shared/domain/market';
import type { Result } from '@shared/domain/result';
import type { ExchangeConnection } from '../../exchange/connection';
import type { Incidents } from '../../exchange/streams/incidents';
import type { MarketStreams } from '../../exchange/streams/streams';
import { systemTime, type TimeSource } from '../../exchange/time-source';
import { startLiveFeed, type LiveFeed } from '../live-feed';
import { takeCandleEvents } from './events';
import { sourceOf } from './intervals';
import { createOlderPages } from './older-pages';
import { createCandleReads } from './reads';
import { CandleSeries } from './series';

/** 30 of the weight a minute while the stream cannot be had. */
const POLL_EVERY_MS = 2_000;

export interface ChartOptions {
  readonly symbol: string;
  readonly interval: CandleInterval;
  readonly streams: MarketStreams;
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly incidents: Incidents;
  /** Candles by open time; an unchanged candle stays the same object. */
  readonly onChart: (chart: ChartState, candles: Readonly<Record<string, Candle>>) => void;
  readonly time?: TimeSource;
}

export interface ChartFeed {
  /** Asks for candles before the first one; while a page is on its way, everybody waits for that one. */
  older(): Promise<Result<{ hasOlder: boolean }>>;
  stop(): void;
  /** Everything may have been missed, as after sleep: nothing counts as live before REST answered. */
  wake(): void;
}

/**
 * Follows one chart: the newest page of history over REST, then live from the stream of its interval, or of a smaller one that its
 * candles are built from. Between history and stream, and after every reconnection, REST is asked from the last certain candle on.
 */
export function followChart(options: ChartOptions): ChartFeed {
  const { symbol, interval, connection, incidents, time = systemTime } = options;
  const series = new CandleSeries(interval);
  const requests = { connection, symbol, incidents, now: time.wall };
  const reads = createCandleReads(series, interval, requests);
  const takeEvent = takeCandleEvents(series, symbol, interval, incidents, () => connection.serverNow());
  let feed: Feed = { state: 'loading', confirmedAt: 0 };
  let stopped = false;
  let shown: { chart: ChartState; candles: Readonly<Record<string, Candle>> } | undefined;

  const pages = createOlderPages(series, interval, requests, publish);

  function publish(): void {
    if (stopped) return;
    const chart: ChartState = {
      symbol,
      interval,
      ...feed,
      hasOlder: pages.hasOlder(),
      loadingOlder: pages.isLoading(),
    };
    const candles = series.record;
    if (shown && shown.candles === candles && sameChart(shown.chart, chart)) return;
    shown = { chart, candles };
    options.onChart(chart, candles);
  }

  const live: LiveFeed = startLiveFeed({
    streams: options.streams,
    request: { kind: 'kline', symbol, interval: sourceOf(interval) },
    name: `the ${interval} candles of ${symbol}`,
    incidents,
    time,
    serverNow: () => connection.serverNow(),
    resync: async (signal, lost) => {
      const askedAt = lost ? await reads.whole(signal) : await reads.end(signal);
      if (askedAt !== undefined && series.tail.isBehind) live.askAgain();
      return askedAt;
    },
    poll: (signal) => reads.end(signal),
    pollEveryMs: POLL_EVERY_MS,
    check: (signal) => reads.check(signal),
    onNewStream: () => series.tail.forgetEventTimes(),
    onEvent(event) {
      const verdict = takeEvent(event);
      const { isBehind } = series.tail;
      if (isBehind) live.askAgain();
      // What comes after a candle whose end is not certain confirms nothing, and how a candle ended says nothing of the next one.
      if (isBehind || verdict === 'gap' || verdict === 'older' || verdict === 'unusable') return undefined;
      return Math.min(event.eventTime, event.closeTime);
    },
    onChange(next) {
      feed = next;
      publish();
    },
  });

  return {
    older: () => pages.older(),
    wake: () => live.wake(),
    stop() {
      stopped = true;
      live.stop();
      pages.stop();
    },
  };
}

const sameChart = (a: ChartState, b: ChartState): boolean =>
  a.state === b.state &&
  a.confirmedAt === b.confirmedAt &&
  a.hasOlder === b.hasOlder &&
  a.loadingOlder === b.loadingOlder;
