import { describe, expect, it } from 'vitest';
import type { Candle, CandleInterval, ChartState } from '@shared/domain/market';
import { createIncidents } from '../../exchange/streams/incidents';
import { FakeTime } from '../../exchange/testing';
import { followChart } from './chart-feed';
import { lengthOf } from './intervals';
import { modelExchange, type ModelTrade } from './testing';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ALIGNED = 1_699_920_000_000;

interface Setting {
  interval?: CandleInterval;
  /** Candles before now. */
  history?: number;
  everyMs?: number;
  fills?: boolean;
  /** Ms from now on without trades. */
  quietAfter?: number;
  fails?: () => boolean;
  tellsEnds?: boolean;
}

function chartOf({ interval = '1m', history = 30, everyMs = 700, fills = true, ...rest }: Setting = {}) {
  const time = new FakeTime();
  time.setWall(ALIGNED + 10 * MINUTE - time.wall());
  const begin = ALIGNED + 10 * MINUTE - history * lengthOf(interval);
  const trades: ModelTrade[] = [];
  const end = time.wall() + (rest.quietAfter ?? 10 * MINUTE);
  for (let at = begin, index = 0; at < end; at += everyMs, index += 1)
    trades.push({ time: at, ticks: 10_000 + ((index * 7919) % 997), lots: 1 + ((index * 31) % 50) });
  const exchange = modelExchange({
    time,
    interval,
    trades,
    begin,
    fills,
    tellsEnds: rest.tellsEnds ?? true,
    request: () => ({ fails: rest.fails?.() ?? false, before: 0, after: 0 }),
  });
  const incidents = createIncidents(time);
  const seen: {
    chart?: ChartState;
    candles: Readonly<Record<string, Candle>>;
    states: string[];
    calls: number;
  } = {
    candles: {},
    states: [],
    calls: 0,
  };
  const chart = followChart({
    symbol: 'BTCUSDT',
    interval,
    streams: exchange.streams.streams,
    connection: exchange.connection,
    incidents,
    time,
    onChart: (state, candles) => {
      if (seen.chart?.state !== state.state) seen.states.push(state.state);
      seen.chart = state;
      seen.candles = candles;
      seen.calls += 1;
    },
  });
  const counts = () => incidents.state.getState().counts;
  const all = () => exchange.candles(interval, time.wall());
  return { time, exchange, counts, seen, chart, all };
}

describe('a chart', () => {
  it('shows history at once, is live with the stream, and equals the exchange over changes of candle', async () => {
    const { time, exchange, seen, all } = chartOf();
    await time.pass(0);
    expect(seen.chart).toMatchObject({ state: 'loading', confirmedAt: time.wall() });
    expect(Object.values(seen.candles)).toEqual(all());
    exchange.set('live');
    await time.pass(5 * MINUTE);
    expect(seen.states).toEqual(['loading', 'live']);
    expect(Object.values(seen.candles)).toEqual(all());
    // First page, what may have been lost before the stream was live, and nothing for candles whose end the stream told.
    expect(exchange.requests.length).toBe(2);
  });

  it('asks how a candle ended, as soon as the next begins, where the stream does not tell', async () => {
    const { time, exchange, seen, all } = chartOf({ tellsEnds: false });
    exchange.set('live');
    await time.pass(SECOND);
    for (let second = 0; second < 180; second += 1) {
      await time.pass(SECOND);
      expect(Object.values(seen.candles).slice(0, -1)).toEqual(all().slice(0, -1));
    }
    // One for each of the three candles that ended, after the first page and the one at the begin of the stream.
    expect(exchange.requests.length).toBe(2 + 3);
  });

  it('keeps an unchanged candle the same object, also when history is read again', async () => {
    const { time, exchange, seen } = chartOf();
    exchange.set('live');
    await time.pass(SECOND);
    const before = seen.candles;
    exchange.set('cut');
    exchange.set('live');
    await time.pass(SECOND);
    const changed = Object.keys(seen.candles).filter((key) => seen.candles[key] !== before[key]);
    expect(changed).toEqual([Object.keys(before).at(-1)]);
  });

  it.each<CandleInterval>(['3m', '2h', '6h', '12h', '3d'])(
    'of %s, which has no stream, equals the exchange over the end of a candle and after a cut',
    async (interval) => {
      const length = lengthOf(interval);
      const { time, exchange, seen, all } = chartOf({ interval, history: 4, everyMs: length / 37 });
      time.setWall(Math.ceil(time.wall() / length) * length - 90 * SECOND - time.wall());
      exchange.set('live');
      await time.pass(200 * SECOND);
      expect(exchange.streams.followed()).toMatchObject({ kind: 'kline' });
      expect(seen.chart?.state).toBe('live');
      expect(Object.values(seen.candles)).toEqual(all());
      exchange.set('cut');
      time.setWall(Math.floor(1.5 * length));
      await time.pass(100);
      exchange.set('live');
      await time.pass(3 * SECOND);
      expect(Object.values(seen.candles)).toEqual(all());
    },
  );

  it('pages back as far as the exchange has candles, and no further', async () => {
    const { time, exchange, seen, chart, all } = chartOf({ history: 1_300, everyMs: MINUTE });
    await time.pass(0);
    expect(seen.chart?.hasOlder).toBe(true);
    const [one, other] = await Promise.all([chart.older(), chart.older()]);
    expect(one).toEqual({ ok: true, value: { hasOlder: true } });
    expect(other).toBe(one);
    expect(exchange.requests.length).toBe(2);
    expect(await chart.older()).toEqual({ ok: true, value: { hasOlder: true } });
    expect(Object.values(seen.candles)).toEqual(all());
    expect(await chart.older()).toEqual({ ok: true, value: { hasOlder: false } });
    expect(seen.chart).toMatchObject({ hasOlder: false, loadingOlder: false });
    const asked = exchange.requests.length;
    expect(await chart.older()).toEqual({ ok: true, value: { hasOlder: false } });
    expect(exchange.requests.length).toBe(asked);
  });

  it('says why older candles could not be had, and can be asked again', async () => {
    let fails = false;
    const { time, seen, chart } = chartOf({ history: 600, everyMs: MINUTE, fails: () => fails });
    await time.pass(0);
    fails = true;
    expect(await chart.older()).toMatchObject({
      ok: false,
      error: { code: 'no-answer.reset', retryable: true },
    });
    expect(seen.chart).toMatchObject({ hasOlder: true, loadingOlder: false });
    fails = false;
    expect(await chart.older()).toEqual({ ok: true, value: { hasOlder: true } });
    expect(Object.keys(seen.candles).length).toBe(601);
  });

  it('falls back to REST within two seconds, at thirty requests a minute, and goes back to the stream', async () => {
    const { time, exchange, seen, all } = chartOf();
    exchange.set('live');
    await time.pass(SECOND);
    exchange.set('cut');
    expect(seen.chart?.state).toBe('interrupted');
    await time.pass(2 * SECOND);
    expect(seen.chart?.state).toBe('polling');
    const asked = exchange.requests.length;
    for (let second = 0; second < 60; second += 1) {
      await time.pass(SECOND);
      expect(time.wall() - (seen.chart?.confirmedAt ?? 0)).toBeLessThanOrEqual(2 * SECOND);
    }
    expect(exchange.requests.length - asked).toBeLessThanOrEqual(30);
    expect(Object.values(seen.candles)).toEqual(all());
    exchange.set('live');
    await time.pass(MINUTE);
    expect(seen.states).toEqual(['loading', 'live', 'interrupted', 'polling', 'live']);
    expect(exchange.requests.length - asked).toBeLessThanOrEqual(31);
  });

  it('notices a stream that says nothing while there are trades, and makes it again', async () => {
    const { time, exchange, seen, counts } = chartOf();
    exchange.set('live');
    await time.pass(10 * SECOND);
    exchange.set('silent');
    await time.pass(5_100);
    expect(counts().silent).toBe(1);
    expect(exchange.streams.reconnects.length).toBe(1);
    expect(exchange.streams.reconnects[0]).toContain('BTCUSDT');
    await time.pass(3 * SECOND);
    expect(seen.chart?.state).toBe('live');
    expect(time.wall() - (seen.chart?.confirmedAt ?? 0)).toBeLessThanOrEqual(SECOND);
  });

  it('believes a silent stream when REST says that nothing happened, and stays fresh by asking', async () => {
    const { time, exchange, seen, counts, all } = chartOf({ fills: false, quietAfter: 10 * SECOND });
    exchange.set('live');
    await time.pass(10 * SECOND);
    exchange.set('silent');
    for (let second = 0; second < 120; second += 1) {
      await time.pass(SECOND);
      expect(time.wall() - (seen.chart?.confirmedAt ?? 0)).toBeLessThan(5 * SECOND);
      expect(seen.chart?.state).toBe('live');
    }
    expect(counts().silent).toBe(0);
    expect(Object.values(seen.candles)).toEqual(all());
  });

  it('does not believe a stream that stays silent after it was made again, and polls meanwhile', async () => {
    const { time, exchange, seen } = chartOf();
    exchange.set('live');
    await time.pass(2 * SECOND);
    exchange.comesBack = 'silent';
    exchange.set('silent');
    await time.pass(MINUTE);
    expect(exchange.streams.reconnects.length).toBe(1);
    expect(seen.chart?.state).toBe('polling');
    expect(time.wall() - (seen.chart?.confirmedAt ?? 0)).toBeLessThanOrEqual(2 * SECOND);
  });

  it('is not live after a wake before REST answered, and counts the reading', async () => {
    let fails = false;
    const { time, exchange, seen, chart, all, counts } = chartOf({ fails: () => fails });
    exchange.set('live');
    await time.pass(2 * SECOND);
    const before = counts().resynchronised;
    fails = true;
    chart.wake();
    await time.pass(500);
    expect(seen.chart?.state).toBe('interrupted');
    fails = false;
    await time.pass(2 * SECOND);
    expect(seen.chart?.state).toBe('live');
    expect(counts().resynchronised).toBe(before + 1);
    expect(Object.values(seen.candles)).toEqual(all());
  });

  it('begins anew when more was missed than one page holds, rather than leave a hole', async () => {
    const { time, exchange, seen, chart } = chartOf({
      history: 20,
      everyMs: MINUTE / 2,
      quietAfter: 1_500 * MINUTE,
    });
    exchange.set('live');
    await time.pass(SECOND);
    exchange.set('cut');
    time.setWall(1_200 * MINUTE);
    exchange.set('live');
    chart.wake();
    await time.pass(SECOND);
    const times = Object.values(seen.candles).map(({ openTime }) => openTime);
    expect(times.length).toBe(1_000);
    expect(times.at(-1)).toBe(Math.floor(time.wall() / MINUTE) * MINUTE);
    expect(seen.chart?.hasOlder).toBe(true);
  });

  it('counts events that make no sense, come twice or come late, and shows none of them', async () => {
    const { time, exchange, seen, counts, all } = chartOf();
    exchange.set('live');
    await time.pass(3 * SECOND);
    const last = all().at(-1)!;
    const event = { ...last, symbol: 'BTCUSDT', eventTime: time.wall() };
    const tell = (changes: object) => exchange.streams.tell({ ...event, ...changes }, time.wall());
    tell({});
    tell({});
    tell({ eventTime: time.wall() - 1_500, volume: '0.001' });
    tell({ high: '0.01', eventTime: time.wall() + 1 });
    tell({ openTime: last.openTime + 1, eventTime: time.wall() + 2 });
    tell({ openTime: last.openTime + MINUTE, closeTime: last.closeTime + MINUTE });
    expect(counts()).toMatchObject({ malformed: 3, 'out-of-order': 1 });
    expect(counts().duplicate).toBeGreaterThanOrEqual(1);
    expect(Object.values(seen.candles)).toEqual(all());
  });

  it('refuses a page with a senseless row as a whole', async () => {
    const { time, exchange, seen, counts } = chartOf();
    const { call } = exchange.connection;
    exchange.connection.call = (async (...parameters: Parameters<typeof call>) => {
      const outcome = await call(...parameters);
      if (outcome.kind === 'answer') (outcome.value as { openTime: number }[])[3]!.openTime += 1;
      return outcome;
    }) as typeof call;
    await time.pass(5 * SECOND);
    expect(Object.keys(seen.candles).length).toBe(0);
    expect(seen.chart).toMatchObject({ state: 'interrupted', confirmedAt: 0 });
    expect(counts().malformed).toBeGreaterThan(0);
  });

  it('says nothing after it was stopped', async () => {
    const { time, exchange, seen, chart } = chartOf();
    exchange.set('live');
    await time.pass(SECOND);
    const reading = chart.older();
    chart.stop();
    const { calls } = seen;
    exchange.set('cut');
    exchange.set('live');
    chart.wake();
    await reading;
    await time.pass(MINUTE);
    expect(seen.calls).toBe(calls);
    expect(exchange.streams.followed()).toBeUndefined();
  });
});
