import { compare, type Decimal } from '@shared/domain/decimal';
import type { Order } from '@shared/domain/order';

/** PROTOCOL order statuses after which an order never trades again. One that is not named there may still rest. */
const FINAL: ReadonlySet<string> = new Set([
  'FILLED',
  'CANCELED',
  'CANCLEFILLED',
  'FAIL',
  'REJECTED',
  'EXPIRED',
]);

export function isFinal(order: Order): boolean {
  return FINAL.has(order.status);
}

/**
 * What is known of an order after it was told again. In whatever order tellings come, fills only grow and a final status stays
 * (PROTOCOL: "never let a fill amount go down"); of the rest the newer telling holds. When and how it was placed is kept.
 */
export function mergeOrder(known: Order, told: Order, newer: boolean): Order {
  const takes = isFinal(known) ? newer && isFinal(told) : newer || isFinal(told);
  return {
    ...(takes ? told : known),
    executedQuantity: greater(known.executedQuantity, told.executedQuantity),
    executedQuote: greater(known.executedQuote, told.executedQuote),
    type: known.type,
    timeInForce: known.timeInForce,
    time: known.time,
    updateTime: Math.max(known.updateTime, told.updateTime),
  };
}

/** Whether both say the same of what an order event tells. */
export function sameOrder(a: Order, b: Order): boolean {
  return (
    a.status === b.status &&
    compare(a.executedQuantity, b.executedQuantity) === 0 &&
    compare(a.executedQuote, b.executedQuote) === 0 &&
    compare(a.price, b.price) === 0 &&
    compare(a.quantity, b.quantity) === 0
  );
}

function greater(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) < 0 ? b : a;
}
