import { describe, expect, it } from 'vitest';
import type { Book, Ticker } from './market';
import { pricedMarkets, touchOf } from './order-circumstances';
import type { SpotSymbol } from './symbol';

const book: Book = {
  symbol: 'BTCUSDT',
  bids: [
    ['100', '1'],
    ['99', '5'],
  ],
  asks: [],
  state: 'live',
  confirmedAt: 1_000,
};

describe('the best prices for an order', () => {
  it('are those of its own book, with their age', () => {
    expect(touchOf(book, 'BTCUSDT', 1_250)).toEqual({ bid: '100', ask: null, ageMs: 250, usable: true });
    expect(touchOf(book, 'BTCUSDT', 900)?.ageMs).toBe(0);
    expect([touchOf(book, 'ETHUSDT', 1_000), touchOf(null, 'BTCUSDT', 1_000)]).toEqual([null, null]);
  });

  it.each([
    ['polling', true],
    ['interrupted', false],
    ['loading', false],
  ] as const)('of a book that is %s are usable: %s', (state, usable) => {
    expect(touchOf({ ...book, state }, 'BTCUSDT', 1_000)?.usable).toBe(usable);
  });
});

describe('markets to convert by', () => {
  it('are those that trade and have a price', () => {
    const market = (symbol: string, status = 'TRADING') =>
      ({ symbol, status, baseAsset: symbol.slice(0, 3), quoteAsset: 'USDT' }) as SpotSymbol;
    const symbols = [market('BTCUSDT'), market('ETHUSDT'), market('LTCUSDT', 'HALT'), market('toString')];
    const tickers = { BTCUSDT: { lastPrice: '1' }, LTCUSDT: { lastPrice: '2' } } as unknown as Record<
      string,
      Ticker
    >;
    expect([...pricedMarkets(symbols, tickers)]).toEqual([
      { baseAsset: 'BTC', quoteAsset: 'USDT', lastPrice: '1' },
    ]);
  });
});
