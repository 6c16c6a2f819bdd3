import type { Decimal } from './decimal';

/**
 * One spot symbol with the rules an order on it must keep. PROTOCOL: "A symbol object"; a bound that is missing or 0 is absent here.
 */
export interface SpotSymbol {
  readonly symbol: string;
  /** TRADING, HALT, BREAK …; orders only while TRADING. An unknown status is kept as it is. */
  readonly status: string;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  /** Most decimals of a quantity. */
  readonly baseAssetPrecision: number;
  /** Most decimals of a price. */
  readonly quotePrecision: number;
  readonly orderTypes: readonly string[];
  readonly minPrice?: Decimal;
  readonly maxPrice?: Decimal;
  readonly minQuantity?: Decimal;
  readonly maxQuantity?: Decimal;
  /** Least price × quantity, where the server names one. */
  readonly minNotional?: Decimal;
}
