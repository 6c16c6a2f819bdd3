import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SymbolsState } from '@shared/contract/topics';
import { compare } from '@shared/domain/decimal';
import type { Feed, Ticker } from '@shared/domain/market';
import { startPaper } from '../../paper/testing';
import { startPriceFeed } from './price-feed';
import { connectTo } from './testing-live';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const until = (holds: () => boolean): Promise<unknown> =>
  vi.waitUntil(holds, { timeout: 17_000, interval: 20 });

async function startFeed(options: Parameters<typeof startPaper>[0] = {}) {
  const paper = await startPaper(options);
  const live = await connectTo(paper);
  const seen: { symbols?: SymbolsState; tickers: Record<string, Ticker>; prices?: Feed } = { tickers: {} };
  const feed = startPriceFeed({
    connection: live.connection,
    streams: live.streams,
    incidents: live.incidents,
    restUrl: paper.rest,
    onSymbols: (symbols) => void (seen.symbols = symbols),
    onTickers: (tickers) => void (seen.tickers = tickers),
    onPrices: (prices) => void (seen.prices = prices),
  });
  ends.push(
    () => paper.stop(),
    () => live.stop(),
    () => feed.stop(),
  );
  return { ...live, paper, seen, feed };
}

describe('prices of the paper exchange', () => {
  it(
    'are of every symbol with its rules, live by stream, and equal what REST says',
    { timeout: 40_000 },
    async () => {
      const { seen, connection, counts } = await startFeed();
      await until(() => seen.prices?.state === 'live' && seen.symbols !== undefined);
      expect(seen.symbols?.symbols.find(({ symbol }) => symbol === 'BTCUSDT')).toMatchObject({
        baseAsset: 'BTC',
        quoteAsset: 'USDT',
        status: 'TRADING',
      });
      expect(Object.keys(seen.tickers).sort()).toEqual(
        seen.symbols?.symbols.map(({ symbol }) => symbol).sort(),
      );
      const { confirmedAt = 0 } = seen.prices ?? {};
      const before = seen.tickers;
      await until(() => (seen.prices?.confirmedAt ?? 0) > confirmedAt + 2_000 && seen.tickers !== before);
      // What a symbol's ticker says is exactly what REST says, but for trades in the moment between: asked at once when it was told.
      let matched = false;
      for (let attempt = 0; attempt < 20 && !matched; attempt += 1) {
        const told = seen.tickers['BTCUSDT'];
        await vi.waitUntil(() => seen.tickers['BTCUSDT'] !== told, { timeout: 10_000, interval: 2 });
        const outcome = await connection.call('ticker24hr', { symbol: 'BTCUSDT' });
        const row = outcome.kind === 'answer' ? outcome.value[0] : undefined;
        const ticker = seen.tickers['BTCUSDT'];
        matched = (['lastPrice', 'openPrice', 'volume'] as const).every(
          (field) => compare(row?.[field] ?? '0', ticker?.[field] ?? '1') === 0,
        );
      }
      expect(matched).toBe(true);
      expect(counts()).toMatchObject({ malformed: 0, unknown: 0 });
    },
  );

  it('fall back to REST while streams are refused, with their state, and are live again by themselves', async () => {
    const { seen, paper } = await startFeed({ marketMaker: false });
    await until(() => seen.prices?.state === 'live');
    paper.faults([
      { stream: '*', action: { kind: 'cut' } },
      { stream: '*', action: { kind: 'refuse' } },
    ]);
    await until(() => seen.prices?.state === 'polling');
    const { confirmedAt = 0 } = seen.prices ?? {};
    await until(() => (seen.prices?.confirmedAt ?? 0) > confirmedAt);
    paper.faults([]);
    await until(() => seen.prices?.state === 'live');
  });

  it('keep their age while the exchange fails, and recover by themselves', async () => {
    const { seen, paper } = await startFeed({ marketMaker: false });
    await until(() => seen.prices?.state === 'live');
    paper.faults([
      { stream: '*', action: { kind: 'silence' } },
      { path: '/api/v1/spot/ticker/price', action: { kind: 'answer', status: 503 } },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    const { confirmedAt } = seen.prices ?? {};
    expect(Date.now() - (confirmedAt ?? 0)).toBeGreaterThan(3_500);
    paper.faults([]);
    await until(() => (seen.prices?.confirmedAt ?? 0) > (confirmedAt ?? 0));
  });
});
