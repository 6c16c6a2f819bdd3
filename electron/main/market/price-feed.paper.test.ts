import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SymbolsState } from '@shared/contract/topics';
import { startPaper } from '../../paper/testing';
import { createExchangeConnection } from '../exchange/connection';
import { startPriceFeed } from './price-feed';
import { tickersOf24hr, withBestPrices, withLastPrices, type Tickers } from './tickers';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: 15_000, interval: 20 });

async function startFeed(paper: { rest: string }) {
  const connection = createExchangeConnection({ restUrl: paper.rest });
  const seen: { symbols?: SymbolsState; tickers: Tickers; rounds: number } = { tickers: {}, rounds: 0 };
  const feed = startPriceFeed({
    connection,
    restUrl: paper.rest,
    onSymbols: (symbols) => void (seen.symbols = symbols),
    onTickers: (tickers) => {
      seen.tickers = tickers;
      seen.rounds += 1;
    },
  });
  ends.push(
    () => connection.close(),
    () => feed.stop(),
  );
  return { seen, feed, connection };
}

describe('prices by REST', () => {
  it('brings every symbol with its rules and a ticker, and goes on confirming prices', async () => {
    const paper = await startPaper({ marketMaker: false });
    ends.push(() => paper.stop());
    const { seen } = await startFeed(paper);
    await until(() => seen.rounds >= 3);
    expect(seen.symbols?.symbols.length).toBeGreaterThanOrEqual(16);
    expect(seen.symbols?.symbols.find(({ symbol }) => symbol === 'BTCUSDT')).toMatchObject({
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      status: 'TRADING',
    });
    expect(Object.keys(seen.tickers).sort()).toEqual(
      seen.symbols?.symbols.map(({ symbol }) => symbol).sort(),
    );
    const first = seen.tickers['BTCUSDT']?.confirmedAt ?? 0;
    await until(() => (seen.tickers['BTCUSDT']?.confirmedAt ?? 0) > first);
  });

  it('keeps the old prices with their old age while the exchange fails, and recovers by itself', async () => {
    const paper = await startPaper({ marketMaker: false });
    ends.push(() => paper.stop());
    const { seen } = await startFeed(paper);
    await until(() => seen.rounds >= 2);
    paper.faults([{ path: '/api/v1/spot/ticker/bookTicker', action: { kind: 'answer', status: 503 } }]);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const during = seen.tickers['BTCUSDT'];
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(seen.tickers['BTCUSDT']?.confirmedAt).toBe(during?.confirmedAt);
    expect(seen.tickers['BTCUSDT']?.lastPrice).toBe(during?.lastPrice);
    paper.faults([]);
    await until(() => (seen.tickers['BTCUSDT']?.confirmedAt ?? 0) > (during?.confirmedAt ?? 0));
  });

  it('stops for good', async () => {
    const paper = await startPaper({ marketMaker: false });
    ends.push(() => paper.stop());
    const { seen, feed } = await startFeed(paper);
    await until(() => seen.rounds >= 1);
    feed.stop();
    const { rounds } = seen;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(seen.rounds).toBe(rounds);
  });
});

describe('tickers', () => {
  const statistics = {
    symbol: 'LTCBTC',
    priceChange: '1',
    priceChangePercent: '50.00',
    weightedAvgPrice: '1.88',
    lastPrice: '3.00',
    bidPrice: '1.00',
    bidQty: '5',
    askPrice: '0.00',
    askQty: '0',
    openPrice: '2.00',
    highPrice: '18',
    lowPrice: '1',
    volume: '8',
    quoteVolume: '15',
    openTime: 1,
    closeTime: 2,
  };

  it('an empty side of the book has no price, rather than the price zero', () => {
    expect(tickersOf24hr([statistics], 5)['LTCBTC']).toMatchObject({
      bidPrice: '1.00',
      askPrice: '',
      askQuantity: '',
    });
  });

  it('a newer last price moves the change, the high and the low exactly, but does not renew the age', () => {
    const tickers = withLastPrices(tickersOf24hr([statistics], 5), [{ symbol: 'LTCBTC', price: '0.5' }]);
    expect(tickers['LTCBTC']).toMatchObject({
      lastPrice: '0.5',
      priceChange: '-1.5',
      priceChangePercent: '-75.00',
      lowPrice: '0.5',
      highPrice: '18',
      confirmedAt: 5,
    });
    const best = [{ symbol: 'LTCBTC', bidPrice: '0.4', bidQty: '1', askPrice: '0.6', askQty: '2' }];
    expect(withBestPrices(tickers, best, 9)['LTCBTC']).toMatchObject({ askPrice: '0.6', confirmedAt: 9 });
  });

  it('a symbol with a hostile name is a symbol like any other', () => {
    const tickers = tickersOf24hr([{ ...statistics, symbol: '__proto__' }], 5);
    expect(Object.keys(tickers)).toEqual(['__proto__']);
    expect(withLastPrices({}, [{ symbol: 'constructor', price: '1' }])).toEqual({});
  });
});
