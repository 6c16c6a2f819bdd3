import { expect, it } from 'vitest';
import type { SpotSymbol } from '@shared/domain/symbol';
import { marketRows } from './market-rows';

const symbol = (baseAsset: string, quoteAsset: string): SpotSymbol => ({
  symbol: baseAsset + quoteAsset,
  status: 'TRADING',
  baseAsset,
  quoteAsset,
  baseAssetPrecision: 4,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
});

const symbols = [
  symbol('AETHX', 'USDT'),
  symbol('BCH', 'USDT'),
  symbol('BTC', 'USDT'),
  symbol('DOGE', 'BTC'),
  symbol('ETC', 'USDT'),
  symbol('ETH', 'BTC'),
  symbol('ETH', 'USDT'),
  symbol('ETHFI', 'USDT'),
  symbol('月BTC看涨0226', 'USDT'),
];

function found(query: string): string[] {
  const view = { query, quote: '', sort: 'hand', descending: false } as const;
  return marketRows(symbols, () => undefined, view).map((row) => row.symbol);
}

it('an exact asset comes before a beginning, that before what is within, and that before a name', () => {
  expect(found('eth')).toEqual(['ETHUSDT', 'ETHBTC', 'ETHFIUSDT', 'AETHXUSDT', 'ETCUSDT']);
});

it('of two markets of one asset the one in the most used quote asset is first', () => {
  expect(found('ETH').slice(0, 2)).toEqual(['ETHUSDT', 'ETHBTC']);
  expect(found('ethbtc')).toEqual(['ETHBTC']);
});

it('assets are found by their names in both languages', () => {
  expect(found('比特币')).toEqual(['BTCUSDT', 'BCHUSDT', 'DOGEBTC', 'ETHBTC']);
  expect(found('以太').slice(0, 3)).toEqual(['ETHUSDT', 'ETHBTC', 'ETCUSDT']);
  expect(found('狗狗')).toEqual(['DOGEBTC']);
  expect(found('bitcoin cash')).toEqual(['BCHUSDT']);
});

it('an exchange’s own Chinese symbols are found by what is within', () => {
  expect(found('看涨')).toEqual(['月BTC看涨0226USDT']);
  expect(found('月btc')).toEqual(['月BTC看涨0226USDT']);
});

it('the name of the quote asset finds its markets last', () => {
  expect(found('泰达币')).toHaveLength(7);
  expect(found('nothing-like-it')).toEqual([]);
});
