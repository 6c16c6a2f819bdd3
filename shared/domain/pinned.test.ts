import { describe, expect, it } from 'vitest';
import { MOST_PINNED, pinnedMarkets } from './pinned';
import type { SpotSymbol } from './symbol';

const market = (baseAsset: string, quoteAsset: string): SpotSymbol => ({
  symbol: baseAsset + quoteAsset,
  status: 'TRADING',
  baseAsset,
  quoteAsset,
  baseAssetPrecision: 4,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
});
const ALL = [market('JEX', 'USDT'), market('BTC', 'USDT'), market('ETH', 'USDT'), market('ETH', 'BTC')];
const names = (markets: readonly SpotSymbol[]) => markets.map(({ symbol }) => symbol);

describe('the markets of the tray', () => {
  const lists = [
    { id: 1, name: '', symbols: ['ETHBTC', 'GONE', 'JEXUSDT'] },
    { id: 2, name: 'b', symbols: ['BTCUSDT'] },
  ];
  it('are those of the list chosen for it, else of the one that is listed, in its order', () => {
    expect(names(pinnedMarkets(lists, { trayList: '2', watchlist: '1' }, ALL))).toEqual(['BTCUSDT']);
    expect(names(pinnedMarkets(lists, { trayList: '', watchlist: '2' }, ALL))).toEqual(['BTCUSDT']);
    expect(names(pinnedMarkets(lists, { trayList: '9', watchlist: '' }, ALL))).toEqual(['ETHBTC', 'JEXUSDT']);
  });

  it('are well-known ones while that list is empty', () => {
    const empty = [{ id: 1, name: '', symbols: [] }];
    expect(names(pinnedMarkets(empty, { trayList: '', watchlist: '' }, ALL))).toEqual(['BTCUSDT', 'ETHUSDT']);
  });

  it('are no more than fit on a small screen', () => {
    const many = Array.from({ length: 40 }, (_, at) => market(`A${at}`, 'USDT'));
    const list = { id: 1, name: '', symbols: names(many) };
    expect(pinnedMarkets([list], { trayList: '', watchlist: '' }, many)).toHaveLength(MOST_PINNED);
  });
});
