import { WELL_KNOWN } from './asset-names';
import type { Settings } from './settings';
import type { SpotSymbol } from './symbol';
import type { Watchlist } from './watchlist';

/** In the tray, its popover and the strip; more would not fit on a small screen. */
export const MOST_PINNED = 12;

/**
 * The markets that the tray shows, in their order: of the list that is chosen for it, else of the one that the desk lists. While that
 * list is empty, the well-known assets in the quote asset of most markets.
 */
export function pinnedMarkets(
  lists: readonly Watchlist[],
  { trayList, watchlist }: Pick<Settings, 'trayList' | 'watchlist'>,
  symbols: readonly SpotSymbol[],
): readonly SpotSymbol[] {
  const named = (id: string): Watchlist | undefined => lists.find((list) => String(list.id) === id);
  const list = named(trayList) ?? named(watchlist) ?? lists[0];
  const listed = (list?.symbols ?? []).flatMap((name) => symbols.find(({ symbol }) => symbol === name) ?? []);
  return (listed.length > 0 ? listed : wellKnown(symbols)).slice(0, MOST_PINNED);
}

const MOST_WELL_KNOWN = 6;

function wellKnown(symbols: readonly SpotSymbol[]): readonly SpotSymbol[] {
  const trading = symbols.filter(({ status }) => status === 'TRADING');
  const counts = new Map<string, number>();
  for (const { quoteAsset } of trading) counts.set(quoteAsset, (counts.get(quoteAsset) ?? 0) + 1);
  const [most = ''] = [...counts].sort(([, a], [, b]) => b - a).map(([asset]) => asset);
  return WELL_KNOWN.flatMap(
    (asset) => trading.find(({ baseAsset, quoteAsset }) => baseAsset === asset && quoteAsset === most) ?? [],
  ).slice(0, MOST_WELL_KNOWN);
}
