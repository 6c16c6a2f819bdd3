import type { KnownTouch } from './assess-order';
import type { Book, Ticker } from './market';
import type { SpotSymbol } from './symbol';
import type { PricedMarket } from './valuation';

/**
 * The best prices of a symbol as the book on the screen has them; null when that is the book of another symbol, or has not come yet.
 * @param now Unix ms of this machine
 */
export function touchOf(book: Book | null, symbol: string, now: number): KnownTouch | null {
  if (book?.symbol !== symbol || book.confirmedAt === 0) return null;
  const { bids, asks, state, confirmedAt } = book;
  return {
    bid: bids[0]?.[0] ?? null,
    ask: asks[0]?.[0] ?? null,
    ageMs: Math.max(0, now - confirmedAt),
    usable: state === 'live' || state === 'polling',
  };
}

/** Last prices of all markets that trade: one that is halted says nothing about what an asset is worth now. */
export function* pricedMarkets(
  symbols: readonly SpotSymbol[],
  tickers: Readonly<Record<string, Ticker>>,
): Generator<PricedMarket> {
  for (const { symbol, status, baseAsset, quoteAsset } of symbols) {
    const ticker = Object.hasOwn(tickers, symbol) ? tickers[symbol] : undefined;
    if (ticker && status === 'TRADING') yield { baseAsset, quoteAsset, lastPrice: ticker.lastPrice };
  }
}
