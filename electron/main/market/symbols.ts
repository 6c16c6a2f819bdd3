import type { AnswerOf } from '../exchange/jex/endpoints';
import { isZero } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';

type WireSymbol = AnswerOf<'exchangeInfo'>['spotSymbols'][number];
type WireFilter = WireSymbol['filters'][number];

/** PROTOCOL: "any bound can be missing; a bound of 0 means none". */
function bound(
  filters: readonly WireFilter[],
  type: string,
  field: 'minPrice' | 'maxPrice' | 'minQty' | 'maxQty' | 'minNotional',
) {
  const value = filters.find((filter) => filter.filterType === type)?.[field];
  return value === undefined || value === null || isZero(value) ? undefined : value;
}

function withBound<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, string>>);
}

/** Spot symbols of an `exchangeInfo` answer; options and contracts are not traded here. */
export function spotSymbolsOf(info: AnswerOf<'exchangeInfo'>): SpotSymbol[] {
  return info.spotSymbols.map((wire) => ({
    symbol: wire.symbol,
    status: wire.status,
    baseAsset: wire.baseAsset,
    quoteAsset: wire.quoteAsset,
    baseAssetPrecision: wire.baseAssetPrecision,
    quotePrecision: wire.quotePrecision,
    orderTypes: wire.orderTypes,
    ...withBound('minPrice', bound(wire.filters, 'PRICE_FILTER', 'minPrice')),
    ...withBound('maxPrice', bound(wire.filters, 'PRICE_FILTER', 'maxPrice')),
    ...withBound('minQuantity', bound(wire.filters, 'LOT_SIZE', 'minQty')),
    ...withBound('maxQuantity', bound(wire.filters, 'LOT_SIZE', 'maxQty')),
    ...withBound('minNotional', bound(wire.filters, 'MIN_NOTIONAL', 'minNotional')),
  }));
}
