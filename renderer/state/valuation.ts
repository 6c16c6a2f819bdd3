import type { Decimal } from '@shared/domain/decimal';
import { createValuer, type PricedMarket } from '@shared/domain/valuation';
import { symbols, tickers } from './desk';

/** Last prices of all markets that trade, as they are now; nothing follows them. */
function* pricedNow(): Generator<PricedMarket> {
  for (const { symbol, status, baseAsset, quoteAsset } of symbols.current?.symbols ?? []) {
    const ticker = status === 'TRADING' ? tickers.get(symbol) : undefined;
    if (ticker) yield { baseAsset, quoteAsset, lastPrice: ticker.lastPrice };
  }
}

/** What amounts are worth in an asset by the prices of now. */
export function valuerNow(valueAsset: string): (amount: Decimal, asset: string) => Decimal | null {
  return createValuer(valueAsset, pricedNow());
}

/** Assets that are worth about one unit of money. */
const LIKE_MONEY = /USD|EUR|CNY|CNH|GBP|DAI/;

/** Decimals in which a value in that asset is shown: two of money, more of what one unit of is a fortune. */
export function valuePlaces(valueAsset: string): number {
  return LIKE_MONEY.test(valueAsset) ? 2 : 6;
}
