import { assertNever } from '@shared/domain/assert-never';
import type { Ticker } from '@shared/domain/market';
import type { Settings } from '@shared/domain/settings';
import type { SpotSymbol } from '@shared/domain/symbol';
import { compareDecimalText } from './compare-text';
import { searchFor, type Rank } from './market-search';

/** `hand` is the order of the watchlist, and by name where there is none. */
export type Sort = Settings['marketSort'];
export type SortKey = Exclude<Sort, 'hand'>;

export interface MarketView {
  readonly query: string;
  /** A quote asset, or empty for all. */
  readonly quote: string;
  /** Only these; all when left out. A search looks beyond them. */
  readonly watched?: readonly string[];
  readonly sort: Sort;
  readonly descending: boolean;
}

/** The ticker of a symbol as it is now. */
type TickerOf = (symbol: string) => Ticker | undefined;

interface Row {
  readonly rules: SpotSymbol;
  readonly rank: Rank;
  /** Place in the order of the hand; in a search that of the quote asset among quote assets; 0 where neither counts. */
  readonly place: number;
}

/** The symbols to show, in order: the best fit of a search first. One without a price sorts last whichever way the order runs. */
export function marketRows(
  symbols: readonly SpotSymbol[],
  tickerOf: TickerOf,
  view: MarketView,
): readonly SpotSymbol[] {
  const rows = view.query === '' ? listed(symbols, view) : found(symbols, view);
  const sort = view.sort === 'hand' && !isByHand(view) ? 'name' : view.sort;
  return rows
    .sort(
      (a, b) => a.rank - b.rank || order(a, b, tickerOf, sort, view.descending) || byName(a.rules, b.rules),
    )
    .map(({ rules }) => rules);
}

/** Whether rows stand in the order that the user gave them. */
export function isByHand(view: MarketView): boolean {
  return view.sort === 'hand' && view.watched !== undefined && view.query === '';
}

function listed(symbols: readonly SpotSymbol[], { quote, watched, sort }: MarketView): Row[] {
  if (!watched) {
    return symbols
      .filter(({ quoteAsset }) => quote === '' || quoteAsset === quote)
      .map((rules) => ({ rules, rank: 0, place: 0 }));
  }
  const places = new Map(watched.map((symbol, place) => [symbol, place]));
  return symbols.flatMap((rules) => {
    const place = places.get(rules.symbol);
    return place === undefined ? [] : [{ rules, rank: 0, place: sort === 'hand' ? place : 0 }];
  });
}

function found(symbols: readonly SpotSymbol[], { query, quote }: MarketView): Row[] {
  const rankOf = searchFor(query);
  const places = new Map(quoteAssets(symbols).map((asset, place) => [asset, place]));
  return symbols.flatMap((rules) => {
    if (quote !== '' && rules.quoteAsset !== quote) return [];
    const rank = rankOf(rules);
    return rank === undefined ? [] : [{ rules, rank, place: places.get(rules.quoteAsset) ?? 0 }];
  });
}

function order(a: Row, b: Row, tickerOf: TickerOf, sort: Sort, descending: boolean): number {
  const direction = descending ? -1 : 1;
  if (sort === 'hand') return a.place - b.place;
  // Of markets that fit a search equally well, the one in the most used quote asset is meant.
  if (sort === 'name') return a.place - b.place || direction * byName(a.rules, b.rules);
  const left = figure(tickerOf(a.rules.symbol), sort);
  const right = figure(tickerOf(b.rules.symbol), sort);
  if (left === '' || right === '') return compareDecimalText(left, right);
  return direction * compareDecimalText(left, right);
}

function figure(ticker: Ticker | undefined, sort: Exclude<SortKey, 'name'>): string {
  if (!ticker) return '';
  switch (sort) {
    case 'price':
      return ticker.lastPrice;
    case 'change':
      return ticker.priceChangePercent;
    case 'volume':
      return ticker.quoteVolume;
    default:
      return assertNever(sort);
  }
}

function byName(a: SpotSymbol, b: SpotSymbol): number {
  if (a.baseAsset !== b.baseAsset) return a.baseAsset < b.baseAsset ? -1 : 1;
  return a.quoteAsset < b.quoteAsset ? -1 : a.quoteAsset > b.quoteAsset ? 1 : 0;
}

/** Quote assets with the most symbols first, for the filter tabs. */
export function quoteAssets(symbols: readonly SpotSymbol[]): string[] {
  const counts = new Map<string, number>();
  for (const { quoteAsset } of symbols) counts.set(quoteAsset, (counts.get(quoteAsset) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([asset]) => asset);
}
