import type { Candle, CandleInterval } from '@shared/domain/market';
import type { ExchangeConnection } from '../../exchange/connection';
import type { KlineEvent } from '../../exchange/streams/streams';
import type { FakeTime } from '../../exchange/testing';
import { testStreams, type TestStreams } from '../testing-streams';
import { lengthOf, openTimeAt, sourceOf } from './intervals';

/** One trade of the model: whole ticks and lots, so that its sums are exact without any decimal library. */
export interface ModelTrade {
  readonly time: number;
  readonly ticks: number;
  readonly lots: number;
}

interface ModelOptions {
  readonly time: FakeTime;
  readonly interval: CandleInterval;
  /** Ascending by time. */
  readonly trades: readonly ModelTrade[];
  /** Begin of the first candle: nothing is told of what was before. */
  readonly begin: number;
  /** Whether the exchange tells a flat candle for a time without trades, or none. */
  readonly fills: boolean;
  /** Whether the stream tells how a candle ended. */
  readonly tellsEnds: boolean;
  /** What happens to the next message of the stream; `late` ones come after the two that follow. */
  readonly fate?: () => 'pass' | 'drop' | 'twice' | 'late';
  /** What happens to the next REST request: the state after `before` ms is told after `after` more, or it fails. */
  readonly request?: () => { readonly fails: boolean; readonly before: number; readonly after: number };
}

/** A simple exchange for tests of candles: everything it tells is computed from its list of trades, on the test's clock. */
export interface ModelExchange {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly streams: TestStreams<{ kind: 'kline'; symbol: string; interval: '1m' }>;
  /** Parameters of each klines request. */
  readonly requests: Readonly<Record<string, unknown>>[];
  /** Candles of an interval as of `now`. */
  candles(interval: CandleInterval, now: number): Candle[];
  /** How the stream is after the follower made it again. */
  comesBack: 'live' | 'silent';
  /** Connects or cuts the stream; `silent` leaves it open and says nothing. */
  set(state: 'live' | 'cut' | 'silent'): void;
  stop(): void;
}

const RECONNECT_MS = 400;
const price = (ticks: number): string => (ticks / 100).toFixed(2);
const quantity = (lots: number): string => (lots / 1000).toFixed(3);
const quote = (ticksLots: number): string => (ticksLots / 100_000).toFixed(5);

export function modelExchange(options: ModelOptions): ModelExchange {
  const { time, trades, begin, fills } = options;
  const requests: Record<string, unknown>[] = [];
  const source = sourceOf(options.interval);
  let state: 'live' | 'cut' | 'silent' = 'cut';
  let stopped = false;
  let running: number | undefined;
  const late: { event: KlineEvent; after: number }[] = [];
  const streams = testStreams<{ kind: 'kline'; symbol: string; interval: '1m' }>(() => {
    set('cut');
    time.after(RECONNECT_MS, () => set(exchange.comesBack));
  });

  /** What was computed last of each interval: it holds until the next trade or the next candle. */
  const computed = new Map<CandleInterval, { from: number; until: number; candles: Candle[] }>();

  function candles(interval: CandleInterval, now: number): Candle[] {
    const known = computed.get(interval);
    if (known && known.from <= now && now < known.until) return known.candles;
    const open = openTimeAt(interval, now);
    const from = trades.findLast((trade) => trade.time <= now)?.time ?? 0;
    const next = trades.find((trade) => trade.time > now)?.time ?? Number.POSITIVE_INFINITY;
    const found = compute(interval, now);
    computed.set(interval, {
      from: Math.max(open, from),
      until: Math.min(open + lengthOf(interval), next),
      candles: found,
    });
    return found;
  }

  function compute(interval: CandleInterval, now: number): Candle[] {
    const length = lengthOf(interval);
    const found = new Map<number, ModelTrade[]>();
    if (fills) for (let open = openTimeAt(interval, begin); open <= now; open += length) found.set(open, []);
    for (const trade of trades) {
      if (trade.time < begin || trade.time > now) continue;
      const open = openTimeAt(interval, trade.time);
      const own = found.get(open);
      if (own) own.push(trade);
      else found.set(open, [trade]);
    }
    let carried = 10_000;
    return [...found].map(([openTime, own]) => {
      const all =
        own.length > 0 && !(fills && startsQuiet(openTime, own))
          ? own
          : [{ time: openTime, ticks: carried, lots: 0 }, ...own];
      const ticks = all.map((trade) => trade.ticks);
      carried = ticks.at(-1) ?? carried;
      return {
        openTime,
        closeTime: openTime + length - 1,
        open: price(ticks[0] ?? 0),
        high: price(Math.max(...ticks)),
        low: price(Math.min(...ticks)),
        close: price(carried),
        volume: quantity(all.reduce((sum, { lots }) => sum + lots, 0)),
        quoteVolume: quote(all.reduce((sum, trade) => sum + trade.ticks * trade.lots, 0)),
      };
    });
  }

  /** A larger candle whose first minute had no trade begins flat, because that minute's candle does. */
  function startsQuiet(openTime: number, own: readonly ModelTrade[]): boolean {
    const first = openTimeAt(source, openTime);
    return source !== options.interval && (own[0]?.time ?? 0) >= first + lengthOf(source);
  }

  async function call(_endpoint: string, params: Record<string, unknown>): Promise<unknown> {
    requests.push(params);
    const { fails, before, after } = options.request?.() ?? { fails: false, before: 0, after: 0 };
    if (before > 0) await wait(before);
    const all = candles(params['interval'] as CandleInterval, time.wall());
    if (after > 0) await wait(after);
    if (fails) return { kind: 'unknown', reason: { cause: 'reset', message: 'cut' } };
    const [from, to] = [Number(params['startTime'] ?? -Infinity), Number(params['endTime'] ?? Infinity)];
    const limit = Number(params['limit'] ?? 500);
    const inside = all.filter(({ openTime }) => openTime >= from && openTime <= to);
    const value = params['startTime'] === undefined ? inside.slice(-limit) : inside.slice(0, limit);
    return {
      kind: 'answer',
      value: value.map((candle) => ({ ...candle, tradeCount: 0, takerBuyBase: '0', takerBuyQuote: '0' })),
    };
  }

  const wait = (ms: number): Promise<void> => new Promise((resolve) => void time.after(ms, resolve));

  function set(next: typeof state): void {
    if (stopped) return;
    const before = state;
    state = next;
    if (next === 'cut') late.length = 0;
    if (next === 'cut' && before !== 'cut') streams.interrupt();
    if (next !== 'cut' && before === 'cut') {
      running = undefined;
      streams.live();
    }
  }

  function send(event: KlineEvent): void {
    for (const waiting of late) waiting.after -= 1;
    const fate = options.fate?.() ?? 'pass';
    if (fate === 'late') late.push({ event, after: 2 });
    else if (fate !== 'drop')
      for (let copy = fate === 'twice' ? 2 : 1; copy > 0; copy--) streams.tell(event, time.wall());
    for (const waiting of late.splice(0)) {
      if (waiting.after > 0) late.push(waiting);
      else streams.tell(waiting.event, time.wall());
    }
  }

  function tick(): void {
    if (stopped) return;
    time.after(1_000, tick);
    if (state !== 'live') return;
    const now = time.wall();
    const newest = candles(source, now);
    const present = newest.at(-1);
    if (!present) return;
    const ended = newest.find(({ openTime }) => openTime === running);
    const tell = (candle: Candle): void => send({ eventTime: now, symbol: 'BTCUSDT', ...candle });
    if (options.tellsEnds && ended && ended !== present) tell(ended);
    running = present.openTime;
    // An exchange without flat candles has nothing to tell of a time without trades.
    if (fills || present.closeTime >= now) tell(present);
  }
  time.after(1_000, tick);

  const exchange: ModelExchange = {
    comesBack: 'live',
    connection: { call: call as unknown as ExchangeConnection['call'], serverNow: () => time.wall() },
    streams,
    requests,
    candles,
    set,
    stop: () => (stopped = true),
  };
  return exchange;
}
