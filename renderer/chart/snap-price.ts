import { compare, normalize, type Decimal } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';

type PriceRules = Pick<SpotSymbol, 'quotePrecision' | 'minPrice' | 'maxPrice'>;

/** `toFixed` knows no more decimals, and a number has no more to tell. */
const MOST_PLACES = 20;

/**
 * A place on the chart as a price that an order may have: whole steps of the symbol's precision, within its bounds. Undefined where
 * there is no such price, as below zero.
 */
export function snapPrice(place: number, rules: PriceRules): Decimal | undefined {
  if (!Number.isFinite(place) || place <= 0 || place >= 1e21) return undefined;
  const price = normalize(place.toFixed(Math.min(rules.quotePrecision, MOST_PLACES)));
  const { minPrice, maxPrice } = rules;
  if (minPrice !== undefined && compare(price, minPrice) < 0) return normalize(minPrice);
  if (maxPrice !== undefined && compare(price, maxPrice) > 0) return normalize(maxPrice);
  return compare(price, '0') > 0 ? price : undefined;
}
