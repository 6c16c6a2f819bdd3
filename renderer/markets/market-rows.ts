import { assertNever } from '@shared/domain/assert-never';
import type { Ticker } from '@shared/domain/market';
import type { SpotSymbol } from '@shared/domain/symbol';
import { compareDecimalText } from './compare-text';

export type SortKey = 'name' | 'price' | 'change' | 'volume';

export interface MarketView {
  readonly query: string;
  /** A quote asset, or empty for all. */
  readonly quote: string;
  readonly sort: SortKey;
  readonly descending: boolean;
}

/** The ticker of a symbol as it is now. */
type TickerOf = (symbol: string) => Ticker | undefined;

/** The symbols to show, in order. A symbol without a price sorts last whichever way the order runs. */
export function marketRows(
  symbols: readonly SpotSymbol[],
  tickerOf: TickerOf,
  view: MarketView,
): readonly SpotSymbol[] {
  const query = fold(view.query);
  const shown = symbols.filter(
    (symbol) => (view.quote === '' || symbol.quoteAsset === view.quote) && matches(symbol, query),
  );
  return shown.sort((a, b) => order(a, b, tickerOf, view) || byName(a, b));
}

function order(a: SpotSymbol, b: SpotSymbol, tickerOf: TickerOf, view: MarketView): number {
  const direction = view.descending ? -1 : 1;
  if (view.sort === 'name') return direction * byName(a, b);
  const left = figure(tickerOf(a.symbol), view.sort);
  const right = figure(tickerOf(b.symbol), view.sort);
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
  return a.baseAsset < b.baseAsset
    ? -1
    : a.baseAsset > b.baseAsset
      ? 1
      : a.quoteAsset < b.quoteAsset
        ? -1
        : a.quoteAsset > b.quoteAsset
          ? 1
          : 0;
}

/** Full-width letters become plain and case goes, so that `ｂｔｃ` finds BTC; separators in `btc/usdt` do not matter. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s/_-]/g, '');
}

function matches(symbol: SpotSymbol, query: string): boolean {
  return (
    query === '' ||
    fold(symbol.symbol).includes(query) ||
    fold(symbol.baseAsset + symbol.quoteAsset).includes(query)
  );
}

/** Quote assets with the most symbols first, for the filter tabs. */
export function quoteAssets(symbols: readonly SpotSymbol[]): string[] {
  const counts = new Map<string, number>();
  for (const { quoteAsset } of symbols) counts.set(quoteAsset, (counts.get(quoteAsset) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([asset]) => asset);
}
