import type { Order } from '@shared/domain/order';

/** What was heard of one order. */
export interface HeardOrder {
  readonly order: Order;
  /** Of the newest event about it, Unix ms of the server; -Infinity while none came. */
  readonly eventTime: number;
  /** When its last change was heard: a count of everything heard, and monotonic ms. */
  readonly moment: number;
  readonly at: number;
}

export interface EndedOrder extends HeardOrder {
  /** True when REST listed it no more and nobody said how it ended. */
  readonly gone: boolean;
}

/** Orders that ended, so that a late event does not bring one back. */
export interface EndedOrders {
  get(key: string): EndedOrder | undefined;
  remember(key: string, order: EndedOrder): void;
  forget(key: string): void;
  /** Orders that ended up to this time of the server may be forgotten: an event as old says nothing sure. */
  forgottenUpTo(): number;
}

export function createEndedOrders(most = 1_000): EndedOrders {
  const orders = new Map<string, EndedOrder>();
  let upTo = Number.NEGATIVE_INFINITY;
  return {
    get: (key) => orders.get(key),
    remember(key, order) {
      orders.delete(key);
      orders.set(key, order);
      if (orders.size <= most) return;
      const [oldest] = orders;
      if (oldest === undefined) return;
      orders.delete(oldest[0]);
      upTo = Math.max(upTo, oldest[1].eventTime, oldest[1].order.updateTime);
    },
    forget: (key) => void orders.delete(key),
    forgottenUpTo: () => upTo,
  };
}
