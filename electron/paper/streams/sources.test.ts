import { afterEach, describe, expect, it } from 'vitest';
import { candleRows, intervals } from '../market/candles';
import { startPaper, type TestPaper } from '../testing';
import { sourceOf } from './stream-name';

const MINUTE = 60_000;
const begin = 20_000 * 1440 * MINUTE + 7 * MINUTE;
let now = begin + 59_000;
let paper: TestPaper | undefined;
afterEach(() => paper?.stop());

async function source(name: string) {
  now = begin + 59_000;
  paper = await startPaper({ marketMaker: false, clock: () => now });
  return { exchange: paper.exchange, made: sourceOf(name, paper.exchange)() };
}

describe('the candle of an interval that has ended', () => {
  it('is told once more with its last trades, before the new one', async () => {
    const { exchange, made } = await source('btcusdt@spotKline_1M');
    const market = exchange.markets.get('BTCUSDT')!;
    expect(made.next(now)).toHaveLength(1);
    const { ticks } = market.book.best('SELL')!;
    now += 900;
    market.submit({ side: 'BUY', ticks, lots: 7, owner: undefined }, now, 'expires');
    now += 200;
    const events = made.next(now) as unknown as { k: { t: number; v: string; c: string; o: string } }[];
    const query = { startTime: undefined, endTime: undefined, limit: 2 };
    const [ended, running] = candleRows(market, intervals['1m'], query, now);
    expect(events.map(({ k }) => [k.t, k.o, k.c, k.v])).toEqual(
      [ended, running].map((row) => [row![0], row![1], row![4], row![5]]),
    );
    now += 1000;
    expect(made.next(now)).toHaveLength(1);
  });
});

describe('the tickers of all symbols', () => {
  it('are told of those that traded, and after a minute has ended of those whose day changed', async () => {
    const { exchange, made } = await source('!spotTicker@arr');
    const symbols = () =>
      made.next(now).flatMap((event) => (event as unknown as { s: string }[]).map(({ s }) => s));
    expect(symbols()).toEqual([]);
    const market = exchange.markets.get('LTCUSDT')!;
    market.submit(
      { side: 'BUY', ticks: market.book.best('SELL')!.ticks, lots: 1, owner: undefined },
      now,
      'expires',
    );
    expect(symbols()).toEqual(['LTCUSDT']);
    now += 1000;
    expect(symbols().sort()).toEqual([...exchange.markets.keys()].sort());
    now += 1000;
    expect(symbols()).toEqual([]);
    now += MINUTE;
    const before = new Map([...exchange.markets].map(([symbol, each]) => [symbol, day(each, now - MINUTE)]));
    const changed = [...exchange.markets].filter(([symbol, each]) => day(each, now) !== before.get(symbol));
    expect(symbols().sort()).toEqual(changed.map(([symbol]) => symbol).sort());
  });

  const day = (market: Parameters<TestPaper['exchange']['statistics']['ofDay']>[0], at: number): string => {
    const { openTime: _, closeTime: __, ...values } = paper!.exchange.statistics.ofDay(market, at);
    return JSON.stringify(values);
  };
});
