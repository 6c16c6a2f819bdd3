import type { Decimal } from './decimal';

/** 24-hour statistics, last price and best prices of one symbol. Decimal strings in the quote asset, quantities in the base asset. */
export interface Ticker {
  readonly symbol: string;
  readonly lastPrice: Decimal;
  /** Empty when that side of the book is empty. */
  readonly bidPrice: Decimal | '';
  readonly bidQuantity: Decimal | '';
  readonly askPrice: Decimal | '';
  readonly askQuantity: Decimal | '';
  readonly openPrice: Decimal;
  readonly highPrice: Decimal;
  readonly lowPrice: Decimal;
  /** Signed decimals. */
  readonly priceChange: string;
  readonly priceChangePercent: string;
  /** Base asset. */
  readonly volume: Decimal;
  readonly quoteVolume: Decimal;
  /** When the exchange last confirmed lastPrice and the best prices: Unix ms of this machine's clock when the request
   * that brought them was made, so that a slow answer never looks fresh. */
  readonly confirmedAt: number;
}

/** A price is stale when it was not confirmed for this long (ms). */
export const STALE_AFTER_MS = 5_000;
