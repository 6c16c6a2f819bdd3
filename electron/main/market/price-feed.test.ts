import { describe, expect, it } from 'vitest';
import type { SymbolsState } from '@shared/contract/topics';
import type { Feed, Ticker } from '@shared/domain/market';
import type { ExchangeConnection } from '../exchange/connection';
import { createIncidents } from '../exchange/streams/incidents';
import type { TickerEvent } from '../exchange/streams/streams';
import { FakeTime } from '../exchange/testing';
import { startPriceFeed } from './price-feed';
import { testStreams } from './testing-streams';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const WEIGHT = { exchangeInfo: 1, ticker24hr: 40, tickerPrice: 2 };

/** An exchange of some symbols whose prices a test sets; the price tells everything else. */
function feedOn(names: readonly string[]) {
  const time = new FakeTime();
  const prices = new Map(names.map((name) => [name, 100]));
  const calls: (keyof typeof WEIGHT)[] = [];
  const failing = new Set<keyof typeof WEIGHT>();
  const day = (symbol: string, price: number) => ({
    symbol,
    priceChange: String(price - 50),
    priceChangePercent: '1',
    lastPrice: String(price),
    highPrice: '9999',
    lowPrice: '1',
    volume: String(price),
    quoteVolume: '1',
    openTime: 1,
    closeTime: time.wall(),
  });
  const answers = {
    exchangeInfo: () => ({
      spotSymbols: [...prices.keys()].map((symbol) => ({
        symbol,
        status: 'TRADING',
        orderTypes: [],
        filters: [],
      })),
    }),
    ticker24hr: () => [...prices].map(([symbol, price]) => ({ ...day(symbol, price), openPrice: '50' })),
    tickerPrice: () => [...prices].map(([symbol, price]) => ({ symbol, price: String(price) })),
  };
  const priorities: string[] = [];
  const call = (endpoint: keyof typeof WEIGHT, _values: object, options: { priority?: string }) => {
    calls.push(endpoint);
    priorities.push(`${endpoint} ${options.priority}`);
    return Promise.resolve(
      failing.has(endpoint)
        ? { kind: 'unknown', reason: { cause: 'reset', message: 'cut' } }
        : { kind: 'answer', value: answers[endpoint]() },
    );
  };
  const streams = testStreams<{ kind: 'allTickers' }>();
  const incidents = createIncidents(time);
  const seen: { symbols?: SymbolsState; tickers: Record<string, Ticker>; prices?: Feed; states: string[] } = {
    tickers: {},
    states: [],
  };
  const feed = startPriceFeed({
    connection: { call: call as unknown as ExchangeConnection['call'], serverNow: () => time.wall() },
    streams: streams.streams,
    restUrl: 'http://127.0.0.1',
    incidents,
    time,
    onSymbols: (symbols) => void (seen.symbols = symbols),
    onTickers: (tickers) => void (seen.tickers = tickers),
    onPrices: (prices_) => {
      if (prices_.state !== seen.prices?.state) seen.states.push(prices_.state);
      seen.prices = prices_;
    },
  });
  const eventOf = (symbol: string): TickerEvent => ({
    ...day(symbol, prices.get(symbol) ?? 7),
    eventTime: time.wall(),
  });
  return {
    time,
    prices,
    calls,
    priorities,
    failing,
    streams,
    seen,
    feed,
    counts: () => incidents.state.getState().counts,
    weight: () => calls.reduce((sum, endpoint) => sum + WEIGHT[endpoint], 0),
    age: () => time.wall() - (seen.prices?.confirmedAt ?? 0),
    /** Sets prices and tells of them by stream. */
    trade: (changes: Readonly<Record<string, number>>): void => {
      for (const [symbol, price] of Object.entries(changes)) prices.set(symbol, price);
      streams.tell(Object.keys(changes).map(eventOf), time.wall());
    },
  };
}

it('what the desk waits for at first does not wait behind what is asked in rounds, also when it failed before', async () => {
  const { time, failing, priorities } = feedOn(['BTCUSDT']);
  failing.add('ticker24hr');
  await time.pass(6 * SECOND);
  failing.clear();
  await time.pass(10 * MINUTE);
  const statistics = priorities.filter((asked) => asked.startsWith('ticker24hr'));
  const first = statistics.filter((asked) => asked === 'ticker24hr shown').length;
  expect(first).toBeGreaterThan(1);
  expect(statistics.slice(first).every((asked) => asked === 'ticker24hr polling')).toBe(true);
  expect(statistics.length).toBeGreaterThan(first);
  expect(priorities).toContain('exchangeInfo shown');
  expect(priorities).not.toContain('tickerPrice shown');
});

describe('prices', () => {
  it('are there after one answer of REST, and live after the stream and a second one', async () => {
    const { time, seen, streams, calls, feed } = feedOn(['A', 'B']);
    await time.pass(0);
    expect(seen.tickers).toMatchObject({ A: { lastPrice: '100', openPrice: '50' }, B: {} });
    expect(seen.symbols?.confirmedAt).toBe(time.wall());
    expect(seen.prices).toEqual({ state: 'loading', confirmedAt: time.wall() });
    expect(streams.followed()).toEqual({ kind: 'allTickers' });
    streams.live();
    await time.pass(0);
    expect(seen.prices?.state).toBe('live');
    expect(calls.sort()).toEqual(['exchangeInfo', 'ticker24hr', 'ticker24hr']);
    feed.stop();
  });

  it('move with events, of which one confirms every symbol, and untouched tickers stay the same objects', async () => {
    const { time, seen, streams, trade, feed } = feedOn(['A', 'B']);
    streams.live();
    await time.pass(2 * SECOND);
    const before = seen.tickers;
    trade({ A: 120 });
    expect(seen.tickers['A']).toMatchObject({ lastPrice: '120', priceChange: '70', openPrice: '50' });
    expect(seen.tickers['B']).toBe(before['B']);
    expect(seen.prices).toEqual({ state: 'live', confirmedAt: time.wall() });
    feed.stop();
  });

  it('cost one question for all prices in three seconds of silence, stay fresh by it, and believe the stream', async () => {
    const { time, seen, streams, weight, counts, age, feed } = feedOn(['A', 'B']);
    streams.live();
    await time.pass(SECOND);
    const spent = weight();
    for (let second = 0; second < 60; second += 1) {
      await time.pass(SECOND);
      expect(age()).toBeLessThan(5 * SECOND);
      expect(seen.prices?.state).toBe('live');
    }
    expect(weight() - spent).toBeLessThanOrEqual(20 * WEIGHT.tickerPrice);
    expect(counts().silent).toBe(0);
    feed.stop();
  });

  it('are polled when the stream says nothing while REST has news, until it speaks again', async () => {
    const { time, seen, streams, prices, trade, counts, age, feed } = feedOn(['A', 'B']);
    streams.live();
    await time.pass(SECOND);
    prices.set('A', 111);
    await time.pass(5 * SECOND);
    expect(counts().silent).toBe(1);
    expect(streams.reconnects[0]).toContain('such as A');
    expect(seen.prices?.state).toBe('polling');
    expect(seen.tickers['A']?.lastPrice).toBe('111');
    streams.interrupt();
    streams.live();
    await time.pass(30 * SECOND);
    expect(seen.prices?.state).toBe('polling');
    expect(age()).toBeLessThanOrEqual(SECOND);
    expect(streams.reconnects.length).toBe(1);
    trade({ A: 112 });
    await time.pass(0);
    expect(seen.prices?.state).toBe('live');
    feed.stop();
  });

  it('are found wrong within seconds when one event was lost while others go on', async () => {
    const { time, seen, streams, prices, trade, counts, feed } = feedOn(['A', 'B']);
    streams.live();
    await time.pass(SECOND);
    prices.set('A', 555);
    for (let second = 0; second < 20; second += 1) {
      await time.pass(SECOND);
      trade({ B: 200 + second });
    }
    expect(counts().silent).toBe(1);
    expect(seen.tickers['A']?.lastPrice).toBe('555');
    feed.stop();
  });

  it('are not found wrong when the news comes within two seconds', async () => {
    const { time, streams, prices, trade, counts, feed } = feedOn(['A']);
    streams.live();
    await time.pass(2_900);
    prices.set('A', 300);
    await time.pass(SECOND);
    trade({ A: 301 });
    await time.pass(4 * SECOND);
    expect(counts().silent).toBe(0);
    expect(streams.reconnects).toEqual([]);
    feed.stop();
  });

  it('fall back to REST after two seconds without a stream, within 280 of the weight a minute, and come back', async () => {
    const { time, seen, streams, prices, weight, age, feed } = feedOn(['A', 'B']);
    streams.live();
    await time.pass(SECOND);
    streams.interrupt();
    expect(seen.prices?.state).toBe('interrupted');
    await time.pass(2 * SECOND);
    expect(seen.prices?.state).toBe('polling');
    const spent = weight();
    for (let second = 0; second < 60; second += 1) {
      prices.set('B', 1_000 + second);
      await time.pass(SECOND);
      expect(age()).toBeLessThanOrEqual(SECOND);
    }
    expect(seen.tickers['B']?.lastPrice).toBe('1059');
    expect(weight() - spent).toBeLessThanOrEqual(280);
    streams.live();
    await time.pass(SECOND);
    expect(seen.states).toEqual(['loading', 'live', 'interrupted', 'polling', 'live']);
    feed.stop();
  });

  it('keep their age while nothing works, and do not storm an exchange that fails', async () => {
    const { time, seen, streams, failing, weight, feed } = feedOn(['A']);
    streams.live();
    await time.pass(SECOND);
    const confirmedAt = seen.prices?.confirmedAt;
    failing.add('ticker24hr').add('tickerPrice');
    streams.interrupt();
    await time.pass(10 * SECOND);
    streams.live();
    const spent = weight();
    await time.pass(MINUTE);
    expect(seen.prices).toEqual({ state: 'interrupted', confirmedAt });
    expect(weight() - spent).toBeLessThanOrEqual(700);
    failing.clear();
    await time.pass(20 * SECOND);
    expect(seen.prices?.state).toBe('live');
    feed.stop();
  });

  it('are asked for by nobody: then only the symbols are kept', async () => {
    const { time, seen, streams, calls, feed } = feedOn(['A']);
    streams.live();
    await time.pass(SECOND);
    feed.need(false);
    expect(seen.prices?.state).toBe('interrupted');
    calls.length = 0;
    await time.pass(21 * MINUTE);
    expect(new Set(calls)).toEqual(new Set(['exchangeInfo']));
    expect(streams.followed()).toBeUndefined();
    feed.need(true);
    streams.live();
    await time.pass(0);
    expect(seen.prices).toEqual({ state: 'live', confirmedAt: time.wall() });
    feed.stop();
  });

  it('are not live after a wake before REST answered', async () => {
    const { time, seen, streams, failing, age, feed } = feedOn(['A']);
    streams.live();
    await time.pass(SECOND);
    failing.add('ticker24hr');
    time.setWall(60 * MINUTE);
    feed.wake();
    expect(seen.prices?.state).toBe('interrupted');
    await time.pass(10);
    expect(seen.prices?.state).toBe('interrupted');
    failing.clear();
    await time.pass(SECOND);
    expect(seen.prices?.state).toBe('live');
    expect(age()).toBeLessThanOrEqual(SECOND);
    feed.stop();
  });

  it('never stay confirmed in the future when the clock of this machine is set back', async () => {
    const { time, seen, streams, age, feed } = feedOn(['A']);
    streams.live();
    await time.pass(SECOND);
    time.setWall(-60 * MINUTE);
    await time.pass(4 * SECOND);
    expect(age()).toBeGreaterThanOrEqual(0);
    expect(age()).toBeLessThanOrEqual(4 * SECOND);
    expect(seen.prices?.state).toBe('live');
    feed.stop();
  });
});

describe('symbols', () => {
  it('are asked for again each ten minutes, and soon but not often when an event tells of an unknown one', async () => {
    const { time, streams, calls, trade, counts, seen, feed } = feedOn(['A']);
    streams.live();
    await time.pass(11 * MINUTE);
    const asked = () => calls.filter((endpoint) => endpoint === 'exchangeInfo').length;
    expect(asked()).toBe(2);
    for (let second = 0; second < 30; second += 1) {
      await time.pass(SECOND);
      streams.tell([{ ...EVENT, eventTime: time.wall(), closeTime: time.wall() }], time.wall());
    }
    expect(counts().unknown).toBe(30);
    expect(asked()).toBeLessThanOrEqual(2 + 4);
    expect(Object.keys(seen.tickers)).toEqual(['A']);
    trade({ NEW: 5 });
    await time.pass(11 * SECOND);
    expect(seen.symbols?.symbols.map(({ symbol }) => symbol)).toEqual(['A', 'NEW']);
    expect(seen.tickers['NEW']).toMatchObject({ lastPrice: '5' });
    feed.stop();
  });

  it('that the exchange lists no more take their tickers with them', async () => {
    const { time, prices, seen, feed } = feedOn(['A', 'B']);
    await time.pass(MINUTE);
    prices.delete('A');
    feed.refreshSymbols();
    await time.pass(SECOND);
    expect(Object.keys(seen.tickers)).toEqual(['B']);
    feed.stop();
  });

  it('are tried again after failures, ever more slowly', async () => {
    const { time, failing, calls, seen, feed } = feedOn(['A']);
    failing.add('exchangeInfo');
    feed.refreshSymbols();
    await time.pass(2 * MINUTE);
    const tries = calls.filter((endpoint) => endpoint === 'exchangeInfo').length;
    expect(tries).toBeGreaterThan(4);
    expect(tries).toBeLessThan(12);
    failing.clear();
    await time.pass(30 * SECOND);
    expect(seen.symbols?.symbols.length).toBe(1);
    feed.stop();
  });
});

const EVENT: TickerEvent = {
  eventTime: 0,
  symbol: 'UNLISTED',
  priceChange: '0',
  priceChangePercent: '0',
  lastPrice: '1',
  highPrice: '1',
  lowPrice: '1',
  volume: '1',
  quoteVolume: '1',
  openTime: 0,
  closeTime: 0,
};
