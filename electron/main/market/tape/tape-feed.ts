import type { Tape, Trade } from '@shared/domain/market';
import type { ExchangeConnection } from '../../exchange/connection';
import type { Incidents } from '../../exchange/streams/incidents';
import type { MarketStreams, TradeEvent } from '../../exchange/streams/streams';
import { systemTime, type TimeSource } from '../../exchange/time-source';
import { startLiveFeed, type AskedAt } from '../live-feed';
import type { Check } from '../silence-watch';
import { MOST_TRADES, TradeList } from './trade-list';
import { inOrder } from './trade-order';

/** PROTOCOL: `trades` tells at most 60, for a weight of 1 however many. */
const MOST_ROWS = 60;
/** Without a stream, by `trades`: 30 of PROTOCOL's 1,200 weight a minute. */
const POLL_EVERY_MS = 2_000;
/** Also while trades come: nothing after a lost one shows that it was lost. */
const VERIFY_EVERY_MS = 15_000;
const PATIENCE_MS = 4_000;

export interface TapeFeedOptions {
  readonly symbol: string;
  readonly streams: MarketStreams;
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  /** Whether `historicalTrades` can be asked, which tells ids and sides. */
  readonly hasKey: boolean;
  readonly incidents: Incidents;
  /** Called at once with an empty tape that is loading, and then whenever the tape changed or was confirmed. */
  readonly onTape: (tape: Tape) => void;
  readonly time?: TimeSource;
}

export interface TapeFeed {
  stop(): void;
  /** After a sleep, a jump of the clock or a change of network: reads the trades again before anything counts as fresh. */
  wake(): void;
}

/** Follows the trades of one symbol: the last 100, read over REST and joined with the stream, and REST alone while there is none. */
export function followTape(options: TapeFeedOptions): TapeFeed {
  const { symbol, connection, incidents, time = systemTime } = options;
  const list = new TradeList();
  let wasLive = false;

  async function readWithIds(signal: AbortSignal): Promise<AskedAt | 'refused'> {
    const askedAt = time.wall();
    const { era } = list;
    const outcome = await connection.call(
      'historicalTrades',
      { symbol, limit: MOST_TRADES },
      { signal, patienceMs: PATIENCE_MS, priority: 'shown' },
    );
    if (outcome.kind !== 'answer') return outcome.kind === 'refused' ? 'refused' : undefined;
    const rows = outcome.value.map(({ id, price, qty, time: at, buyerMaker }): Trade => {
      return { id, price, quantity: qty, time: at, buyerIsMaker: buyerMaker };
    });
    return list.join(inOrder(rows), rows.length >= MOST_TRADES, era) ? askedAt : undefined;
  }

  async function askRows(signal: AbortSignal) {
    const askedAt = time.wall();
    const { era } = list;
    const outcome = await connection.call(
      'trades',
      { symbol, limit: MOST_ROWS },
      { signal, patienceMs: PATIENCE_MS, priority: 'shown' },
    );
    if (outcome.kind !== 'answer') return undefined;
    const rows = outcome.value.map(({ price, qty, time: at }): Trade => {
      return { id: '', price, quantity: qty, time: at, buyerIsMaker: null };
    });
    return { askedAt, era, rows: inOrder(rows) };
  }

  async function readWithoutIds(signal: AbortSignal): Promise<AskedAt> {
    const read = await askRows(signal);
    if (read === undefined) return undefined;
    const { askedAt, era, rows } = read;
    return list.join(rows, rows.length >= MOST_ROWS, era) ? askedAt : undefined;
  }

  async function resync(signal: AbortSignal, isLost: boolean): Promise<AskedAt> {
    const withIds = options.hasKey ? await readWithIds(signal) : 'refused';
    // A key that is refused is no reason to show nothing.
    const askedAt = withIds === 'refused' ? await readWithoutIds(signal) : withIds;
    if (wasLive && isLost && askedAt !== undefined) {
      incidents.report('resynchronised', `The trades of ${symbol} were read again.`);
    }
    return askedAt;
  }

  async function check(signal: AbortSignal): Promise<Check> {
    const read = await askRows(signal);
    if (!read) return { kind: 'unknown' };
    const { askedAt, rows } = read;
    const missing = list.lacking(rows).at(-1);
    if (missing === undefined) return { kind: 'same', askedAt };
    const news = `a trade of ${missing.quantity} at ${missing.price}.`;
    return { kind: 'ahead', news, hasCome: () => list.lacking(rows).length === 0 };
  }

  function take(events: readonly TradeEvent[]): number | undefined {
    const { duplicate, late } = list.take(events.map(tradeOf));
    if (duplicate > 0) incidents.report('duplicate', `${duplicate} of the trades of ${symbol} came twice.`);
    if (late > 0)
      incidents.report('out-of-order', `${late} of the trades of ${symbol} came after later ones.`);
    return events.length === 0 ? undefined : Math.max(...events.map(({ eventTime }) => eventTime));
  }

  const live = startLiveFeed({
    streams: options.streams,
    request: { kind: 'trades', symbol },
    name: `the trades of ${symbol}`,
    incidents,
    time,
    serverNow: () => connection.serverNow(),
    resync,
    poll: readWithoutIds,
    pollEveryMs: POLL_EVERY_MS,
    check,
    verifyEveryMs: VERIFY_EVERY_MS,
    onNewStream: () => list.break(),
    onEvent: take,
    onChange(feed) {
      wasLive ||= feed.state === 'live';
      options.onTape({ symbol, trades: list.newestFirst, ...feed });
    },
  });

  return {
    stop: () => live.stop(),
    wake() {
      list.break();
      live.wake();
    },
  };
}

function tradeOf({ tradeId, price, quantity, time, buyerIsMaker }: TradeEvent): Trade {
  return { id: tradeId, price, quantity, time, buyerIsMaker };
}
