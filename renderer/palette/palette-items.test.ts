import { describe, expect, it } from 'vitest';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { Action } from '../actions/action';
import { actionItems, marketItems, shownItems } from './palette-items';

const market = (baseAsset: string, quoteAsset = 'USDT'): SpotSymbol => ({
  symbol: `${baseAsset}${quoteAsset}`,
  status: 'TRADING',
  baseAsset,
  quoteAsset,
  baseAssetPrecision: 8,
  quotePrecision: 8,
  orderTypes: ['LIMIT'],
});
const action = (id: string, title: string, possible = true): Action => ({
  id,
  group: 'app',
  title: () => title,
  isPossible: () => possible,
  run: () => undefined,
});
const items = [
  ...actionItems([
    action('app.palette', 'Find'),
    action('account.lock', 'Lock trading'),
    action('account.unlock', 'Unlock trading…', false),
    action('app.about', 'About Perch'),
  ]),
  ...marketItems([market('BTC'), market('ETH'), market('月BTC看涨')], 'Go to', () => undefined),
];
const ids = (query: string, recent: readonly string[] = []) =>
  shownItems(items, query, recent).map(({ id }) => id);

describe('the palette', () => {
  it('shows what was used lately first, then what can be done now, and no market', () => {
    expect(ids('', ['market:ETHUSDT', 'app.about', 'gone'])).toEqual([
      'market:ETHUSDT',
      'app.about',
      'account.lock',
    ]);
  });

  it('goes to a market by either of its names', () => {
    expect(ids('go to btcusdt')[0]).toBe('market:BTCUSDT');
    expect(ids('eth/')).toEqual(['market:ETHUSDT']);
    expect(ids('看涨')).toEqual(['market:月BTC看涨USDT']);
  });

  it('finds an action by its id in every language', () => {
    expect(ids('account.lock')).toEqual(['account.lock']);
  });

  it('puts what was used lately before its equals', () => {
    expect(ids('usdt', ['market:ETHUSDT'])[0]).toBe('market:ETHUSDT');
  });
});
