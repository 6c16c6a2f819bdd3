import type { OpenOrdersState } from '@shared/contract/topics';
import { compare } from '@shared/domain/decimal';
import type { FeedState } from '@shared/domain/market';
import type { Order } from '@shared/domain/order';
import type { OrderEvent } from '../exchange/streams/user-events';
import { systemTime, type TimeSource } from '../exchange/time-source';
import { createEndedOrders, type EndedOrder, type HeardOrder } from './ended-orders';
import { isFinal, mergeOrder, sameOrder } from './merge-order';
import { orderOfEvent } from './wire-orders';

/** A REST answer that says otherwise of an order than what was heard this long before asking is believed, ms. */
const SETTLED_AFTER_MS = 2_000;

/** What was known when a symbol was asked for; to be given back with the answer. */
interface OrdersMark {
  readonly moment: number;
  readonly at: number;
  /** The answer knows everything that happened up to this time of the server. */
  readonly coversUntil: number;
}

/** What an answer changed. */
interface Replaced {
  /** Orders (by {@link orderKey}) of which it says otherwise than all that was heard before it was asked for. */
  readonly differing: readonly string[];
  /** True when it contradicts what was heard just before: ask again. */
  readonly doubtful: boolean;
}

/** What an event brought. */
interface Heard {
  /** The order as it is known now, when that is news. */
  readonly news?: Order;
  /** True when the event can not be placed before or after what is known, or leaves something open: ask REST. */
  readonly doubtful: boolean;
}

/**
 * The account's resting orders, from answers and events. Whatever comes late never undoes what is newer: an answer that was asked
 * for before an order changed leaves that order alone, and an order that ended stays away.
 */
export interface OpenOrders {
  state(): OpenOrdersState;
  /** How account data arrives now. */
  arrive(state: FeedState): void;
  /** To be taken before asking for a symbol. `serverNow` is Unix ms of the server's clock, or null when it is not known. */
  mark(serverNow?: number | null): OrdersMark;
  /**
   * Takes a symbol's orders from REST. undefined when they were touched since the mark: ask again.
   *
   * @param askedAt Unix ms of this machine
   */
  replace(symbol: string, orders: readonly Order[], mark: OrdersMark, askedAt: number): Replaced | undefined;
  /** One order's newer state, from the answer to a placed or cancelled order. */
  apply(order: Order): void;
  /** One order's state from the account's stream, in any order and possibly twice. */
  applyEvent(event: OrderEvent): Heard;
  /** Counts as a change without telling what: answers under way are refused. */
  touch(symbol: string): void;
  /** The age of the list is that of these symbols and of those with open orders only. */
  concern(symbols: readonly string[]): void;
  /** Symbols with open orders. */
  symbols(): readonly string[];
}

export function orderKey({ symbol, orderId }: Pick<Order, 'symbol' | 'orderId'>): string {
  return `${symbol} order ${orderId}`;
}

export function createOpenOrders(
  accountId: string,
  time: Pick<TimeSource, 'monotonic'> = systemTime,
): OpenOrders {
  const open = new Map<string, HeardOrder>();
  const ended = createEndedOrders();
  const confirmedAt = new Map<string, number>();
  const coveredUntil = new Map<string, number>();
  const touched = new Map<string, number>();
  let feed: FeedState = 'loading';
  let moment = 0;
  let latestEvent = Number.NEGATIVE_INFINITY;

  function put(order: Order, eventTime: number): void {
    moment += 1;
    const key = orderKey(order);
    const heard = { order, eventTime, moment, at: time.monotonic() };
    if (isFinal(order)) {
      open.delete(key);
      ended.remember(key, { ...heard, gone: false });
    } else {
      ended.forget(key);
      open.set(key, heard);
    }
  }

  /** Whether an answer that was taken, or an end that was forgotten, may already account for an event as old as this. */
  function isCovered(event: OrderEvent): boolean {
    return event.eventTime <= Math.max(coveredUntil.get(event.symbol) ?? -Infinity, ended.forgottenUpTo());
  }

  /** Brings one listed order up to date. */
  function list(told: Order, mark: OrdersMark): 'same' | 'differs' | 'doubtful' {
    const key = orderKey(told);
    const resting = open.get(key);
    if (resting !== undefined) {
      const since = resting.moment > mark.moment;
      const newer = !since || told.updateTime > resting.order.updateTime;
      const order = { ...mergeOrder(resting.order, told, newer), ...placingOf(told) };
      open.set(key, { ...resting, order });
      return since || sameOrder(order, resting.order) ? 'same' : 'differs';
    }
    const before = ended.get(key);
    if (before !== undefined && !before.gone) {
      if (before.moment > mark.moment) return 'same';
      const believed = told.updateTime > before.order.updateTime || mark.at - before.at >= SETTLED_AFTER_MS;
      if (!believed) return 'doubtful';
    }
    put(told, before?.eventTime ?? Number.NEGATIVE_INFINITY);
    return 'differs';
  }

  /** Takes out what a symbol's list named no more. Answers what was taken out. */
  function unlist(symbol: string, listed: ReadonlySet<string>, mark: OrdersMark): string[] {
    const gone: string[] = [];
    for (const [key, resting] of open) {
      if (resting.order.symbol !== symbol || listed.has(key) || resting.moment > mark.moment) continue;
      open.delete(key);
      ended.remember(key, { ...resting, gone: true });
      gone.push(key);
    }
    return gone;
  }

  function hearUnknown(told: Order, event: OrderEvent): Heard {
    if (!isFinal(told) && isCovered(event)) return { doubtful: true };
    put(told, event.eventTime);
    // Its type, time in force and time of placing are guesses that REST is to settle.
    return { news: told, doubtful: !isFinal(told) };
  }

  function hearKnown(known: HeardOrder | EndedOrder, told: Order, event: OrderEvent): Heard {
    const gone = 'gone' in known && known.gone;
    const growth = compare(told.executedQuantity, known.order.executedQuantity);
    const newer =
      growth >= 0 && event.eventTime >= known.eventTime && told.updateTime >= known.order.updateTime;
    // Only REST brings back what REST listed no more.
    if (gone && !isFinal(told)) return { doubtful: event.eventTime > known.eventTime };
    const order = mergeOrder(known.order, told, newer);
    const eventTime = Math.max(known.eventTime, event.eventTime);
    const changed = gone || !sameOrder(order, known.order);
    const contradicts = event.eventTime >= known.eventTime && !sameOrder(order, told);
    const undecided = event.eventTime === known.eventTime && changed && growth === 0 && !isFinal(order);
    if (changed) put(order, eventTime);
    else if (!isFinal(order)) open.set(orderKey(order), { ...known, order, eventTime });
    return { ...(changed && { news: order }), doubtful: contradicts || undecided };
  }

  return {
    state() {
      const orders = [...open.values()].map(({ order }) => order).sort(newestFirst);
      const oldest = confirmedAt.size === 0 ? 0 : Math.min(...confirmedAt.values());
      return { accountId, orders, symbols: [...confirmedAt.keys()], state: feed, confirmedAt: oldest };
    },
    arrive: (state) => void (feed = state),
    mark: (serverNow = null) => ({
      moment,
      at: time.monotonic(),
      coversUntil: Math.max(latestEvent, serverNow ?? Number.NEGATIVE_INFINITY),
    }),
    replace(symbol, orders, mark, askedAt) {
      if ((touched.get(symbol) ?? 0) > mark.moment) return undefined;
      const verdicts = orders.map((told) => [orderKey(told), list(told, mark)] as const);
      const gone = unlist(symbol, new Set(verdicts.map(([key]) => key)), mark);
      confirmedAt.set(symbol, askedAt);
      coveredUntil.set(symbol, mark.coversUntil);
      const differing = verdicts.filter(([, verdict]) => verdict === 'differs').map(([key]) => key);
      return {
        differing: [...differing, ...gone],
        doubtful: verdicts.some(([, verdict]) => verdict === 'doubtful'),
      };
    },
    apply(told) {
      const key = orderKey(told);
      const known = open.get(key) ?? ended.get(key);
      if (known === undefined) {
        put(told, Number.NEGATIVE_INFINITY);
        return;
      }
      // REST listed it no more after it was placed: an answer that was long on the way does not bring it back.
      if ('gone' in known && known.gone && !isFinal(told)) return;
      const newer =
        told.updateTime >= known.order.updateTime &&
        compare(told.executedQuantity, known.order.executedQuantity) >= 0;
      put(mergeOrder(known.order, told, newer), known.eventTime);
    },
    applyEvent(event) {
      latestEvent = Math.max(latestEvent, event.eventTime);
      const told = orderOfEvent(event);
      const key = orderKey(told);
      const known = open.get(key) ?? ended.get(key);
      return known === undefined ? hearUnknown(told, event) : hearKnown(known, told, event);
    },
    touch(symbol) {
      moment += 1;
      touched.set(symbol, moment);
    },
    concern(symbols) {
      const kept = new Set([...symbols, ...symbolsOf(open)]);
      for (const symbol of confirmedAt.keys()) if (!kept.has(symbol)) confirmedAt.delete(symbol);
    },
    symbols: () => [...symbolsOf(open)],
  };
}

/** Only REST lists say these; an event leaves them to guesses. */
function placingOf({ type, timeInForce, time }: Order): Pick<Order, 'type' | 'timeInForce' | 'time'> {
  return { type, timeInForce, time };
}

function symbolsOf(orders: ReadonlyMap<string, HeardOrder>): ReadonlySet<string> {
  return new Set([...orders.values()].map(({ order }) => order.symbol));
}

function newestFirst(a: Order, b: Order): number {
  return b.time - a.time || (a.orderId < b.orderId ? 1 : -1);
}
