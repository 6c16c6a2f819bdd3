import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle, CandleInterval, ChartState } from '@shared/domain/market';
import { createIncidents } from '../../exchange/streams/incidents';
import { FakeTime } from '../../exchange/testing';
import { followChart } from './chart-feed';
import { lengthOf, openTimeAt } from './intervals';
import { modelExchange, type ModelExchange, type ModelTrade } from './testing';

const SECOND = 1_000;
const TRADES_FOR = 240 * SECOND;
/** Six troubles take 600 s at most. */
const LONGEST = 610 * SECOND;
const BEFORE = 200 * SECOND;

const fate = fc.constantFrom('pass', 'pass', 'pass', 'drop', 'twice', 'late');
const request = fc.record({
  fails: fc.constantFrom(false, false, false, true),
  before: fc.integer({ min: 0, max: 1_500 }),
  after: fc.integer({ min: 0, max: 1_500 }),
});
const trouble = fc.record({
  kind: fc.constantFrom('cut', 'silent'),
  after: fc.integer({ min: 1, max: 60 }),
  lasts: fc.integer({ min: 1, max: 40 }),
});
const gap = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 3_000, max: 150_000 }) },
);
const trade = fc.record({
  gap,
  ticks: fc.integer({ min: 1, max: 99_999 }),
  lots: fc.integer({ min: 1, max: 9_999 }),
});

const scenario = fc.record({
  interval: fc.constantFrom<CandleInterval>('1m', '1m', '3m', '5m', '2h', '12h', '3d', '1w'),
  trades: fc.array(trade, { minLength: 50, maxLength: 300, size: 'max' }),
  fills: fc.boolean(),
  tellsEnds: fc.boolean(),
  fates: fc.array(fate, { minLength: 1, maxLength: 60, size: 'max' }),
  requests: fc.array(request, { minLength: 1, maxLength: 30, size: 'max' }),
  troubles: fc.array(trouble, { maxLength: 6 }),
  /** Where in the candle it begins, so that long intervals end during the test as well. */
  untilEnd: fc.integer({ min: 10, max: 300 }),
});

/** The elements again and again, and `last` for ever once `isOver`. */
function cycle<T>(elements: readonly T[], last: T, isOver: () => boolean): () => T {
  let at = 0;
  return () => (isOver() ? last : (elements[at++ % elements.length] ?? last));
}

/** All states that any candle ever had at the exchange, as text. */
function everyState(
  exchange: ModelExchange,
  interval: CandleInterval,
  trades: readonly ModelTrade[],
  end: number,
): Set<string> {
  const states = new Set<string>();
  for (const moment of [
    ...trades.map(({ time }) => time),
    ...exchange.candles(interval, end).map(({ openTime }) => openTime),
  ]) {
    const last = exchange.candles(interval, moment).at(-1);
    if (last) states.add(JSON.stringify(last));
  }
  return states;
}

const volumes = (candles: readonly Candle[]) =>
  new Map(candles.map(({ openTime, volume }) => [openTime, Number(volume)]));

describe('a chart under faults', () => {
  it('never shows a hole, a double, an older state after a newer or a false age, and equals the exchange in the end', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const { interval, fills } = given;
        const time = new FakeTime();
        const length = lengthOf(interval);
        time.setWall(openTimeAt(interval, time.wall()) + length - given.untilEnd * SECOND - time.wall());
        const startedAt = time.wall();
        const begin = openTimeAt(interval, startedAt - BEFORE);
        let at = startedAt - BEFORE;
        const trades = given.trades
          .map(({ gap: wait, ticks, lots }) => ({ time: (at += wait), ticks, lots }))
          .filter((each) => each.time < startedAt + TRADES_FOR);
        // Something to tell, so that a doubted stream can prove itself.
        for (let second = 5; second < 15; second += 1)
          trades.push({ time: startedAt + LONGEST + second * SECOND, ticks: 5, lots: 5 });
        const isOver = (): boolean => time.wall() >= startedAt + LONGEST;
        const exchange = modelExchange({
          time,
          interval,
          trades,
          begin,
          fills,
          tellsEnds: given.tellsEnds,
          fate: cycle(given.fates, 'pass', isOver),
          request: cycle(given.requests, { fails: false, before: 5, after: 5 }, isOver),
        });
        const states = everyState(exchange, interval, trades, startedAt + LONGEST + 60 * SECOND);
        const shown = new Map<number, number>();
        let wrong: string | undefined;
        // Cheaper than an expectation, of which a run would make millions; and it fails where it is looked at.
        const judge = (holds: boolean, claim: string): void => {
          if (!holds) wrong ??= claim;
        };
        let newest: { chart: ChartState; candles: readonly Candle[] } | undefined;

        const chart = followChart({
          symbol: 'BTCUSDT',
          interval,
          streams: exchange.streams.streams,
          connection: exchange.connection,
          incidents: createIncidents(time),
          time,
          onChart(state, record) {
            const candles = Object.values(record);
            newest = { chart: state, candles };
            judge(Object.keys(record).join() === candles.map(({ openTime }) => openTime).join(), 'keys');
            for (const [index, candle] of candles.entries()) {
              const before = candles[index - 1];
              const volume = Number(candle.volume);
              judge(!before || candle.openTime > before.openTime, 'no double, in order');
              judge(!before || !fills || candle.openTime === before.closeTime + 1, 'no hole');
              judge(volume >= (shown.get(candle.openTime) ?? 0), 'never older');
              judge(states.has(JSON.stringify(candle)), `a state of the exchange: ${JSON.stringify(candle)}`);
              shown.set(candle.openTime, volume);
            }
            const told = volumes(candles);
            const then = state.confirmedAt === 0 ? [] : exchange.candles(interval, state.confirmedAt);
            for (const { openTime, volume } of then)
              judge((told.get(openTime) ?? -1) >= Number(volume), 'a true age');
            judge(state.confirmedAt <= time.wall(), 'confirmed in the past');
          },
        });

        exchange.set('live');
        for (const { kind, after, lasts } of given.troubles) {
          await time.pass(after * SECOND);
          exchange.set(kind);
          await time.pass(lasts * SECOND);
          exchange.set('live');
        }
        await time.pass(startedAt + LONGEST - time.wall());
        exchange.set('live');
        await time.pass(40 * SECOND);
        expect(wrong).toBeUndefined();
        expect(newest?.candles).toEqual(exchange.candles(interval, time.wall()));
        expect(newest?.chart.state).toBe('live');
        chart.stop();
        exchange.stop();
      }),
      { numRuns: Number(process.env['RUNS'] ?? 30), endOnFailure: true },
    );
  }, 120_000);
});
