import type { Feed } from '@shared/domain/market';
import type { ExchangeConnection } from '../exchange/connection';
import type { Priority } from '../exchange/limiter';
import type { Incidents } from '../exchange/streams/incidents';
import type { MarketStreams } from '../exchange/streams/streams';
import type { TimeSource } from '../exchange/time-source';
import { startLiveFeed, type AskedAt, type LiveFeed } from './live-feed';
import type { Check } from './silence-watch';
import type { BatchVerdict, TickerTable } from './ticker-table';

/** By REST, per minute: 60 × 2 for prices and 4 × 40 for statistics, 280 of the 1,200 weight that PROTOCOL allows. */
const PRICES_EVERY_MS = 1_000;
const STATISTICS_EVERY_MS = 15_000;
const STATISTICS_TRIED_EVERY_MS = 5_000;
/**
 * While the stream is live. It tells changed symbols only, so that nothing after a lost event shows that it was lost: prices are
 * compared (8 a minute); and statistics of symbols that do not trade change as well, because their 24 hours go on (8 a minute).
 */
const VERIFIED_EVERY_MS = 15_000;
const STATISTICS_RENEWED_EVERY_MS = 5 * 60_000;
const PATIENCE_MS = 4_000;

interface TickersFeedOptions {
  readonly table: TickerTable;
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly streams: MarketStreams;
  readonly incidents: Incidents;
  readonly time: TimeSource;
  /** The table may have changed. */
  readonly onChange: (prices: Feed) => void;
  /** An event told of a symbol that the exchange does not list. */
  readonly onUnknownSymbol: () => void;
  /** When the table was confirmed by an earlier feed, or 0. */
  readonly confirmedAt: number;
}

/** Keeps a table of tickers alive: `!spotTicker@arr`, or REST while it cannot be had. */
export function startTickersFeed(options: TickersFeedOptions): LiveFeed {
  const { table, connection, incidents, time } = options;
  let statisticsAt = Number.NEGATIVE_INFINITY;
  let statisticsTriedAt = Number.NEGATIVE_INFINITY;
  let cancelRenewal = (): void => undefined;

  /** The first ones are what the desk waits for; later ones are rounds. */
  const priority = (): Priority => (statisticsAt === Number.NEGATIVE_INFINITY ? 'shown' : 'polling');

  async function readStatistics(signal: AbortSignal): Promise<AskedAt> {
    const asked = table.ask();
    const askedAt = time.wall();
    statisticsTriedAt = time.monotonic();
    const outcome = await connection.call(
      'ticker24hr',
      {},
      { priority: priority(), signal, patienceMs: PATIENCE_MS },
    );
    if (outcome.kind !== 'answer') return undefined;
    statisticsAt = statisticsTriedAt;
    table.takeStatistics(asked, outcome.value);
    return askedAt;
  }

  async function readPrices(signal: AbortSignal) {
    const asked = table.ask();
    const askedAt = time.wall();
    const serverTime = connection.serverNow();
    const outcome = await connection.call(
      'tickerPrice',
      {},
      { priority: priority(), signal, patienceMs: PATIENCE_MS },
    );
    return outcome.kind === 'answer' ? { asked, askedAt, serverTime, prices: outcome.value } : undefined;
  }

  async function poll(signal: AbortSignal): Promise<AskedAt> {
    const now = time.monotonic();
    const isDue = now - statisticsAt >= STATISTICS_EVERY_MS;
    if (isDue && now - statisticsTriedAt >= STATISTICS_TRIED_EVERY_MS) return readStatistics(signal);
    // Prices alone make no ticker.
    if (statisticsAt === Number.NEGATIVE_INFINITY) return undefined;
    const read = await readPrices(signal);
    if (read) table.takePrices(read.asked, read.prices, read.serverTime);
    return read?.askedAt;
  }

  async function check(signal: AbortSignal): Promise<Check> {
    const read = await readPrices(signal);
    if (!read) return { kind: 'unknown' };
    const symbols = table.differing(read.asked, read.prices);
    if (symbols.length === 0) return { kind: 'same', askedAt: read.askedAt };
    return {
      kind: 'ahead',
      news: `other prices of ${symbols.length} symbols, such as ${symbols[0]}.`,
      hasCome: () => table.hasToldSince(read.asked, symbols),
    };
  }

  function report({ duplicate, outOfOrder, malformed, unknown }: BatchVerdict): void {
    if (duplicate > 0) incidents.report('duplicate', `${duplicate} of the tickers came twice.`);
    if (outOfOrder > 0)
      incidents.report('out-of-order', `${outOfOrder} of the tickers came after later ones.`);
    if (malformed.length > 0)
      incidents.report('malformed', `Tickers came from the future or below zero: ${few(malformed)}.`);
    if (unknown.length === 0) return;
    incidents.report('unknown', `Tickers came of symbols that are not listed: ${few(unknown)}.`);
    options.onUnknownSymbol();
  }

  const live = startLiveFeed({
    streams: options.streams,
    request: { kind: 'allTickers' },
    name: 'all tickers',
    incidents,
    time,
    serverNow: () => connection.serverNow(),
    resync: readStatistics,
    poll,
    pollEveryMs: PRICES_EVERY_MS,
    check,
    verifyEveryMs: VERIFIED_EVERY_MS,
    onNewStream: () => table.forgetEventTimes(),
    onEvent(events) {
      const verdict = table.take(events, connection.serverNow());
      report(verdict);
      return verdict.eventTime;
    },
    onChange: options.onChange,
    confirmedAt: options.confirmedAt,
  });

  function renewStatistics(): void {
    cancelRenewal = time.after(STATISTICS_RENEWED_EVERY_MS, renewStatistics);
    if (time.monotonic() - statisticsAt >= STATISTICS_RENEWED_EVERY_MS) live.askAgain();
  }
  renewStatistics();

  return {
    ...live,
    stop() {
      cancelRenewal();
      live.stop();
    },
  };
}

const few = (symbols: readonly string[]): string =>
  symbols.length > 3
    ? `${symbols.slice(0, 3).join(', ')} and ${symbols.length - 3} more`
    : symbols.join(', ');
