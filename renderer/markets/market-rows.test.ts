import { describe, expect, it } from 'vitest';
import type { Ticker } from '@shared/domain/market';
import type { SpotSymbol } from '@shared/domain/symbol';
import { isByHand, marketRows, quoteAssets, type MarketView } from './market-rows';

function symbol(baseAsset: string, quoteAsset: string): SpotSymbol {
  return {
    symbol: baseAsset + quoteAsset,
    status: 'TRADING',
    baseAsset,
    quoteAsset,
    baseAssetPrecision: 4,
    quotePrecision: 2,
    orderTypes: ['LIMIT'],
  };
}

const symbols = [
  symbol('BTC', 'USDT'),
  symbol('LTC', 'BTC'),
  symbol('月BTC看涨0226', 'USDT'),
  symbol('ETH', 'USDT'),
];
const tickers: Record<string, Ticker> = {
  BTCUSDT: { lastPrice: '67412.80', priceChangePercent: '1.94', quoteVolume: '900' } as Ticker,
  LTCBTC: { lastPrice: '0.0012338', priceChangePercent: '-0.84', quoteVolume: '10000' } as Ticker,
  ETHUSDT: { lastPrice: '3402.71', priceChangePercent: '-10.2', quoteVolume: '20' } as Ticker,
};
const all: MarketView = { query: '', quote: '', sort: 'name', descending: false };

function names(view: Partial<MarketView>): string[] {
  return marketRows(symbols, (name) => tickers[name], { ...all, ...view }).map((row) => row.symbol);
}

describe('search', () => {
  it('finds by symbol, by asset and with a separator', () => {
    expect(names({ query: 'ethu' })).toEqual(['ETHUSDT']);
    expect(names({ query: 'eth/usdt' })).toEqual(['ETHUSDT']);
  });
  it('finds Chinese names and full-width letters', () => {
    expect(names({ query: '看涨' })).toEqual(['月BTC看涨0226USDT']);
    expect(names({ query: 'ｌｔｃ' })).toEqual(['LTCBTC']);
  });
  it('keeps to the quote asset', () => {
    expect(names({ quote: 'BTC' })).toEqual(['LTCBTC']);
  });
});

describe('order', () => {
  it('by name', () => {
    expect(names({})).toEqual(['BTCUSDT', 'ETHUSDT', 'LTCBTC', '月BTC看涨0226USDT']);
  });
  it('by change as numbers, not as text, and without a price last either way', () => {
    expect(names({ sort: 'change', descending: true })).toEqual([
      'BTCUSDT',
      'LTCBTC',
      'ETHUSDT',
      '月BTC看涨0226USDT',
    ]);
    expect(names({ sort: 'change', descending: false })).toEqual([
      'ETHUSDT',
      'LTCBTC',
      'BTCUSDT',
      '月BTC看涨0226USDT',
    ]);
  });
  it('by price and by volume', () => {
    expect(names({ sort: 'price', descending: true })[0]).toBe('BTCUSDT');
    expect(names({ sort: 'volume', descending: true })[0]).toBe('LTCBTC');
  });
});

describe('a watchlist', () => {
  const watched = ['LTCBTC', 'GONEUSDT', 'BTCUSDT'];
  it('stands in the order of the hand, without what the exchange no longer lists', () => {
    expect(names({ watched, sort: 'hand' })).toEqual(['LTCBTC', 'BTCUSDT']);
    expect(names({ watched, sort: 'price', descending: true })).toEqual(['BTCUSDT', 'LTCBTC']);
    expect(names({ watched, sort: 'name' })).toEqual(['BTCUSDT', 'LTCBTC']);
  });
  it('does not narrow a search', () => {
    expect(names({ watched, query: 'eth' })).toEqual(['ETHUSDT']);
    expect(isByHand({ ...all, watched, sort: 'hand', query: 'eth' })).toBe(false);
  });
  it('other markets without an order of their own stand by name', () => {
    expect(names({ sort: 'hand' })).toEqual(names({ sort: 'name' }));
  });
});

it('the filter offers the most used quote assets first', () => {
  expect(quoteAssets(symbols)).toEqual(['USDT', 'BTC']);
});
