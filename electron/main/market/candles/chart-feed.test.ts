import { describe, expect, it } from 'vitest';
import type { Candle, CandleInterval, ChartState } from '@shared/domain/market';
import { createIncidents } from '../../exchange/streams/incidents';
import { FakeTime } from '../../exchange/testing';
import { followChart } from './chart-feed';
import { modelExchange, type ModelTrade } from './testing';

const MINUTE = 60_000;

function tradesFrom(begin: number, count: number, everyMs: number): ModelTrade[] {
  return Array.from({ length: count }, (_, index) => ({
    time: begin + index * everyMs,
    ticks: 10_000 + ((index * 7919) % 997),
    lots: 1 + ((index * 31) % 50),
  }));
}

function chartOf(
  interval: CandleInterval,
  trades: (begin: number) => ModelTrade[],
  options: { minutes?: number; fills?: boolean; tellsEnds?: boolean } = {},
) {
  const time = new FakeTime();
  const begin = Math.floor(time.wall() / MINUTE) * MINUTE - (options.minutes ?? 30) * MINUTE;
  const exchange = modelExchange({
    time,
    interval,
    trades: trades(begin),
    begin,
    fills: options.fills ?? true,
    tellsEnds: options.tellsEnds ?? true,
  });
  const incidents = createIncidents(time);
  const seen: { chart?: ChartState; candles: Readonly<Record<string, Candle>>; states: string[] } = {
    candles: {},
    states: [],
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
    },
  });
  const stop = () => {
    chart.stop();
    exchange.stop();
  };
  return {
    time,
    exchange,
    incidents,
    seen,
    chart,
    stop,
    begin,
    all: () => exchange.candles(interval, time.wall()),
  };
}

describe('a chart', () => {
  it('shows history at once, is live with the stream, and equals the exchange over a change of candle', async () => {
    const { time, exchange, seen, stop, all } = chartOf('1m', (begin) => tradesFrom(begin, 4_000, 700));
    await time.pass(0);
    expect(seen.chart).toMatchObject({ state: 'loading', confirmedAt: time.wall() });
    expect(Object.values(seen.candles)).toEqual(all());
    exchange.set('live');
    await time.pass(5 * MINUTE);
    expect(seen.states).toEqual(['loading', 'live']);
    expect(Object.values(seen.candles)).toEqual(all());
    stop();
  });
});
