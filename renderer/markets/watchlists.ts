import { assetName, WELL_KNOWN } from '@shared/domain/asset-names';
import type { SpotSymbol } from '@shared/domain/symbol';
import { visibleText } from '@shared/domain/visible-text';
import type { Watchlist } from '@shared/domain/watchlist';
import { watchlists } from '../state/desk';
import { t } from '../state/language';
import type { Rune } from '../state/rune';
import { settings } from '../state/settings';

/** The list that is shown in its tab and that a star belongs to; undefined before main told, and without an account. */
export const chosenWatchlist: Rune<Watchlist | undefined> = {
  get current() {
    const lists = watchlists.current?.lists ?? [];
    return lists.find(({ id }) => String(id) === settings.current.watchlist) ?? lists[0];
  },
};

export function watchlistName(list: Watchlist | undefined): string {
  return list === undefined || list.name === '' ? t('watchlist.first') : visibleText(list.name);
}

/** `BTC/USDT`, safe to show. */
export function marketName({ baseAsset, quoteAsset }: SpotSymbol): string {
  return `${visibleText(baseAsset)}/${visibleText(quoteAsset)}`;
}

/** What the asset is called in the user's language; empty where nobody calls it anything but its symbol. */
export function nameOfAsset(asset: string): string {
  const name = assetName(asset);
  const called = settings.current.language === 'zh-CN' ? name?.zh : name?.en;
  return called === undefined || called.toUpperCase() === asset.toUpperCase() ? '' : called;
}

/** Symbols to begin a watchlist with: of each well-known asset its market in the most used quote asset. */
export function starters(symbols: readonly SpotSymbol[], quotes: readonly string[]): readonly string[] {
  return WELL_KNOWN.flatMap((asset) => {
    const markets = symbols.filter(({ baseAsset, status }) => baseAsset === asset && status === 'TRADING');
    const quote = quotes.find((each) => markets.some(({ quoteAsset }) => quoteAsset === each));
    return markets.filter(({ quoteAsset }) => quoteAsset === quote).map(({ symbol }) => symbol);
  });
}
