import type { OpenOrdersState } from '@shared/contract/topics';
import type { Order } from '@shared/domain/order';
import { isResting } from './wire-orders';

/**
 * The account's resting orders as last confirmed, by symbol. An answer that was asked for before a newer change of the same symbol
 * is refused: it would bring back a cancelled order or hide a placed one.
 */
export interface OpenOrders {
  state(): OpenOrdersState;
  /** To be taken before asking for a symbol, and given back with the answer. */
  mark(symbol: string): number;
  /** Replaces a symbol's orders. False when something changed since the mark: ask again. */
  replace(symbol: string, orders: readonly Order[], mark: number, askedAt: number): boolean;
  /** One order's newer state, from the answer to a placed or cancelled order. */
  apply(order: Order): void;
  /** Counts as a change without telling what: answers under way are refused. */
  touch(symbol: string): void;
}

export function createOpenOrders(accountId: string): OpenOrders {
  const bySymbol = new Map<string, readonly Order[]>();
  const confirmedAt = new Map<string, number>();
  const versions = new Map<string, number>();

  const versionOf = (symbol: string): number => versions.get(symbol) ?? 0;
  const touch = (symbol: string): void => void versions.set(symbol, versionOf(symbol) + 1);

  return {
    state() {
      const orders = [...bySymbol.values()].flat().sort(newestFirst);
      const oldest = confirmedAt.size === 0 ? 0 : Math.min(...confirmedAt.values());
      return { accountId, orders, symbols: [...confirmedAt.keys()], confirmedAt: oldest };
    },
    mark: versionOf,
    replace(symbol, orders, mark, askedAt) {
      if (mark !== versionOf(symbol)) return false;
      bySymbol.set(symbol, orders);
      confirmedAt.set(symbol, askedAt);
      return true;
    },
    apply(order) {
      touch(order.symbol);
      const known = bySymbol.get(order.symbol) ?? [];
      const before = known.find((other) => other.orderId === order.orderId);
      const others = known.filter((other) => other !== before);
      // The exchange's answer to a cancel has no time of placing: keep the one that was known.
      const merged = before ? { ...order, time: before.time } : order;
      bySymbol.set(order.symbol, isResting(order) ? [...others, merged] : others);
    },
    touch,
  };
}

function newestFirst(a: Order, b: Order): number {
  return b.time - a.time || (a.orderId < b.orderId ? 1 : -1);
}
