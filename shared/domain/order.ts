import type { Decimal } from './decimal';

export type Side = 'BUY' | 'SELL';

/** What the user wants: a limit order, good till cancelled (PROTOCOL: type `LIMIT` only). Decimal strings. */
export interface OrderIntent {
  readonly symbol: string;
  readonly side: Side;
  readonly price: Decimal;
  readonly quantity: Decimal;
}

/** An order as the exchange tells it. PROTOCOL: `order = {symbol, orderId, price, …}`. */
export interface Order {
  readonly symbol: string;
  /** Digits; can exceed 2^53, so it is never a number. */
  readonly orderId: string;
  readonly side: Side;
  readonly type: string;
  readonly timeInForce: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly executedQuantity: Decimal;
  readonly executedQuote: Decimal;
  /** NEW, PARTIALLY_FILLED, FILLED, CANCELED, CANCLEFILLED …; an unknown one is shown as it is. */
  readonly status: string;
  /** Unix ms of the server. */
  readonly time: number;
  readonly updateTime: number;
}
