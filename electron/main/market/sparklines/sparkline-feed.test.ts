import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sparkline } from '@shared/domain/sparkline';
import { createIncidents } from '../../exchange/streams/incidents';
import { FakeTime } from '../../exchange/testing';
import { notSent } from '../../exchange/outcome';
import type { ExchangeConnection } from '../../exchange/connection';
import { STEP_MS } from './points';
import { startSparklineFeed, type SparklineFeed } from './sparkline-feed';

let time: FakeTime;
let asked: string[];
let fails: boolean;
let lines: Readonly<Record<string, Sparkline>>;
let feed: SparklineFeed;

/** Answers one flat candle for every symbol. */
const connection = {
  serverNow: () => time.wall(),
  call: (_endpoint: string, { symbol }: { symbol: string }) => {
    asked.push(symbol);
    if (fails) return Promise.resolve(notSent('unreachable', 'No way.'));
    const openTime = time.wall() - (time.wall() % STEP_MS);
    const price = '1.50';
    return Promise.resolve({
      kind: 'answer',
      value: [
        {
          openTime,
          closeTime: openTime + STEP_MS - 1,
          open: price,
          high: price,
          low: price,
          close: price,
          volume: '1',
          quoteVolume: '1',
        },
      ],
    });
  },
} as unknown as Pick<ExchangeConnection, 'call' | 'serverNow'>;

const names = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) => `S${at + from}`);

beforeEach(() => {
  time = new FakeTime();
  asked = [];
  fails = false;
  lines = {};
  feed = startSparklineFeed({
    connection,
    incidents: createIncidents(time),
    onChange: (value) => (lines = value),
    time,
  });
});

afterEach(() => feed.stop());

it('only what is on the screen is asked for, each symbol once in five minutes', async () => {
  feed.want(['A', 'B']);
  await time.pass(1_000);
  await time.pass(240_000);
  expect(asked).toEqual(['A', 'B']);
  expect(lines['A']).toMatchObject({ symbol: 'A', prices: Array(49).fill('1.50').join(' ') });
  feed.want(['B', 'C']);
  await time.pass(1_000);
  expect(asked).toEqual(['A', 'B', 'C']);
  await time.pass(120_000);
  expect(asked).toEqual(['A', 'B', 'C', 'B']);
  feed.want([]);
  await time.pass(3_600_000);
  expect(asked).toHaveLength(4);
});

it('whoever scrolls through thousands of symbols costs at most 60 requests a minute', async () => {
  const times: number[] = [];
  for (let second = 0; second < 240; second += 1) {
    feed.want(names(40, second * 40));
    const before = asked.length;
    await time.pass(1_000);
    for (let at = before; at < asked.length; at += 1) times.push(second);
  }
  for (let from = 0; from <= 180; from += 10) {
    expect(times.filter((at) => at >= from && at < from + 60).length).toBeLessThanOrEqual(60);
  }
  expect(Object.keys(lines).length).toBeLessThanOrEqual(300);
});

it('while the exchange can not be reached there is one try each ten seconds, and the line of before stays', async () => {
  feed.want(['A', 'B', 'C']);
  await time.pass(1_000);
  fails = true;
  asked = [];
  await time.pass(360_000);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(7);
  expect(Object.keys(lines)).toEqual(['A', 'B', 'C']);
});

it('after sleep everything on the screen is asked for again', async () => {
  feed.want(['A', 'B']);
  await time.pass(1_000);
  feed.wake();
  await time.pass(1_000);
  expect(asked).toEqual(['A', 'B', 'A', 'B']);
});
