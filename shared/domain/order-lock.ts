import { orderCost } from './check-order';
import { add, isZero, subtract, type Decimal } from './decimal';
import type { Order } from './order';
import type { SpotSymbol } from './symbol';

type Locking = Pick<Order, 'symbol' | 'side' | 'price' | 'quantity' | 'executedQuantity'>;

/** The asset that a resting order locks and how much of it is still locked; undefined without the rules of its symbol. */
export function lockOf(
  order: Locking,
  rules: SpotSymbol | undefined,
): { readonly asset: string; readonly amount: Decimal } | undefined {
  if (rules === undefined) return undefined;
  const left = subtract(order.quantity, order.executedQuantity);
  return left.startsWith('-') ? undefined : orderCost({ ...order, quantity: left }, rules);
}

/** What of a locked amount open orders explain. */
export interface ExplainedLock<Of extends Locking> {
  readonly by: readonly { readonly order: Of; readonly amount: Decimal }[];
  /** Locked beyond what they lock; signed, negative when they lock more than the balance says. */
  readonly rest: string;
}

/** Which of the open orders lock an asset, and what of `locked` none of them explains. */
export function explainLock<Of extends Locking>(
  asset: string,
  locked: Decimal,
  open: readonly Of[],
  rulesOf: (symbol: string) => SpotSymbol | undefined,
): ExplainedLock<Of> {
  const by: { order: Of; amount: Decimal }[] = [];
  let explained: Decimal = '0';
  for (const order of open) {
    const lock = lockOf(order, rulesOf(order.symbol));
    if (lock?.asset !== asset || isZero(lock.amount)) continue;
    by.push({ order, amount: lock.amount });
    explained = add(explained, lock.amount);
  }
  return { by, rest: subtract(locked, explained) };
}
