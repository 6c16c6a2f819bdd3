import { compare } from '@shared/domain/decimal';
import type { Order, OrderIntent } from '@shared/domain/order';
import type { StoredOrder } from '../../storage/stored-order';

/** Two tellings of one order may differ by so much in the time of its acceptance, ms: an answer has the time of acting, a list that of the order. */
const SAME_PLACING_MS = 60_000;

/** What the exchange has told of an entry so far, or undefined while it has told nothing. */
export function exchangeOrderOf(entry: StoredOrder): Order | undefined {
  if (entry.orderId === null) return undefined;
  return {
    symbol: entry.symbol,
    orderId: entry.orderId,
    side: entry.side,
    type: 'LIMIT',
    timeInForce: 'GTC',
    price: entry.price,
    quantity: entry.quantity,
    executedQuantity: entry.executedQuantity,
    executedQuote: entry.executedQuote,
    status: entry.status,
    time: entry.placedAt ?? 0,
    updateTime: entry.updateTime ?? 0,
  };
}

/** Whether both ask for the same: symbol, side, and as numbers price and quantity. */
export function sameIntent(a: OrderIntent, b: OrderIntent): boolean {
  return (
    a.symbol === b.symbol &&
    a.side === b.side &&
    compare(a.price, b.price) === 0 &&
    compare(a.quantity, b.quantity) === 0
  );
}

/**
 * Whether an order that the exchange tells of under the id of an entry is that entry's order. A server whose ids started over gives an
 * old id to another order. `timed` is false for tellings that do not say when the order was placed.
 */
export function isOrderOf(entry: StoredOrder, told: Order, timed: boolean): boolean {
  if (!sameIntent(entry, told)) return false;
  return !timed || entry.placedAt === null || Math.abs(entry.placedAt - told.time) <= SAME_PLACING_MS;
}
