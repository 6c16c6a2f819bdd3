import type { Order, OrderIntent } from '@shared/domain/order';
import { sameIntent } from './exchange-order';

/** An order in doubt: what was asked for, and when it can have been accepted (Unix ms of the server). */
export interface Claim extends OrderIntent {
  readonly entryId: number;
  readonly from: number;
  readonly until: number;
}

/**
 * Which of the orders at the exchange, none of which another entry owns, belong to which orders in doubt. Identical ones cannot be told
 * apart, so they are told apart by count: as many as can are given one that was accepted within the window of each. Taking the orders
 * by time and giving each to the fitting claim that ends first finds the most (intervals and points).
 */
export function assign(claims: readonly Claim[], orders: readonly Order[]): ReadonlyMap<number, Order> {
  const given = new Map<number, Order>();
  const waiting = [...claims].sort((a, b) => a.until - b.until || a.from - b.from || a.entryId - b.entryId);
  const byTime = [...orders].sort((a, b) => a.time - b.time || compareIds(a.orderId, b.orderId));
  for (const order of byTime) {
    const claim = waiting.find(
      (candidate) =>
        !given.has(candidate.entryId) &&
        order.time >= candidate.from &&
        order.time <= candidate.until &&
        sameIntent(candidate, order),
    );
    if (claim !== undefined) given.set(claim.entryId, order);
  }
  return given;
}

/** Ids are digits of any length. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
