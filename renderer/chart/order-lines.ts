import { add, compare, isZero, normalize, subtract, type Decimal } from '@shared/domain/decimal';
import type { Order, Side } from '@shared/domain/order';

/** Own open orders at one price: one line on the chart. */
export interface OrderLine {
  readonly id: string;
  readonly side: Side;
  readonly price: Decimal;
  /** What is still to be filled, in the base asset. */
  readonly rest: Decimal;
  /** What was ordered. */
  readonly quantity: Decimal;
  readonly orders: number;
  /** The order, when there is only one at this price: two can not be moved by one line. */
  readonly only: Order | undefined;
}

/** Lines of a symbol's open orders, highest price first; orders of one side at one price share a line. */
export function orderLines(orders: readonly Order[], symbol: string): OrderLine[] {
  const lines = new Map<string, OrderLine>();
  for (const order of orders) {
    if (order.symbol !== symbol) continue;
    const rest = restOf(order);
    if (isZero(rest)) continue;
    const id = `${order.side} ${normalize(order.price)}`;
    const line = lines.get(id);
    lines.set(id, {
      id,
      side: order.side,
      price: order.price,
      rest: line ? add(line.rest, rest) : rest,
      quantity: line ? add(line.quantity, order.quantity) : order.quantity,
      orders: (line?.orders ?? 0) + 1,
      only: line ? undefined : order,
    });
  }
  return [...lines.values()].sort((a, b) => compare(b.price, a.price));
}

/** What is still to be filled of an order, in the base asset. */
function restOf({ quantity, executedQuantity }: Pick<Order, 'quantity' | 'executedQuantity'>): Decimal {
  return compare(executedQuantity, quantity) >= 0 ? '0' : subtract(quantity, executedQuantity);
}

/** Where marks of lines may stand, px. */
interface MarkRoom {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly gap: number;
}

/**
 * Marks of lines that would lie over each other stand side by side. Gives x of each, or undefined where there is no room left: many
 * marks at nearly one price would hide the candles, and without its mark a line is still seen.
 */
export function besideEachOther(
  marks: readonly { readonly y: number; readonly width: number }[],
  { left, right, height, gap }: MarkRoom,
): (number | undefined)[] {
  const placed: { y: number; end: number }[] = [];
  return marks.map(({ y, width }) => {
    const near = placed.filter((other) => Math.abs(other.y - y) < height);
    const x = Math.max(left, ...near.map(({ end }) => end + gap));
    if (x > left && x + width > right) return undefined;
    placed.push({ y, end: x + width });
    return x;
  });
}
