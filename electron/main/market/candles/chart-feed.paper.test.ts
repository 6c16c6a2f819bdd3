import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Candle, CandleInterval, ChartState } from '@shared/domain/market';
import { startPaper } from '../../../paper/testing';
import { connectTo } from '../testing-live';
import { candleFrom } from './candle';
import { followChart } from './chart-feed';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const until = (holds: () => boolean): Promise<unknown> =>
  vi.waitUntil(holds, { timeout: 17_000, interval: 20 });

async function chartOf(interval: CandleInterval) {
  const paper = await startPaper();
  const live = await connectTo(paper);
  const seen: { chart?: ChartState; candles: Readonly<Record<string, Candle>> } = { candles: {} };
  const chart = followChart({
    symbol: 'BTCUSDT',
    interval,
    streams: live.streams,
    connection: live.connection,
    incidents: live.incidents,
    onChart: (state, candles) => {
      seen.chart = state;
      seen.candles = candles;
    },
  });
  ends.push(
    () => paper.stop(),
    () => live.stop(),
    () => chart.stop(),
  );
  /** Whether the chart now says exactly what REST says; the running candle moves on, so it is tried for some seconds. */
  async function equalsExchange(): Promise<boolean> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const outcome = await live.connection.call('klines', { symbol: 'BTCUSDT', interval, limit: 500 });
      const rows = outcome.kind === 'answer' ? outcome.value.map(candleFrom) : [];
      const shown = Object.values(seen.candles).slice(-rows.length);
      if (rows.length > 0 && JSON.stringify(shown) === JSON.stringify(rows)) return true;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    return false;
  }
  return { ...live, paper, seen, chart, equalsExchange };
}

describe('a chart of the paper exchange', () => {
  it.each<CandleInterval>(['1m', '3m', '12h', '3d', '1w'])(
    'of %s is live and says, text for text, what REST says',
    async (interval) => {
      const { seen, equalsExchange, counts } = await chartOf(interval);
      await until(() => seen.chart?.state === 'live');
      const { confirmedAt = 0 } = seen.chart ?? {};
      await until(() => (seen.chart?.confirmedAt ?? 0) > confirmedAt + 1_500);
      expect(await equalsExchange()).toBe(true);
      expect(counts().malformed).toBe(0);
    },
  );

  it('pages back to where its history begins', async () => {
    const { seen, chart } = await chartOf('1d');
    await until(() => seen.chart?.state === 'live');
    expect(await chart.older()).toEqual({ ok: true, value: { hasOlder: false } });
    const times = Object.values(seen.candles).map(({ openTime }) => openTime);
    expect(times.length).toBe(91);
  });

  it('is whole again after its stream was cut, dropped, doubled and reordered', async () => {
    const { seen, paper, equalsExchange, counts } = await chartOf('1m');
    await until(() => seen.chart?.state === 'live');
    paper.faults([
      { stream: '*spotKline*', count: 3, action: { kind: 'drop' } },
      { stream: '*spotKline*', count: 2, action: { kind: 'duplicate' } },
      { stream: '*spotKline*', count: 1, action: { kind: 'reorder' } },
    ]);
    await until(() => counts().duplicate > 0 && counts()['out-of-order'] > 0);
    paper.faults([{ stream: '*', action: { kind: 'cut' } }]);
    await until(() => counts().resynchronised > 0);
    paper.faults([]);
    await until(() => seen.chart?.state === 'live');
    expect(await equalsExchange()).toBe(true);
  });
});
