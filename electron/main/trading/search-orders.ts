import type { Order } from '@shared/domain/order';
import type { CallOptions, ExchangeConnection } from '../exchange/connection';
import type { Found } from './journal/journal-types';
import { orderOf } from './wire-orders';

/** PROTOCOL: openOrders and historyOrders tell at most 500 at once. */
const PAGE = 500;
/** A symbol has at most 200 open orders (PROTOCOL -2019); of past ones so many pages are read before the search counts as incomplete. */
const MOST_PAGES = 20;

/**
 * All orders of a symbol that were placed since `from` (Unix ms of the server), and all open ones. The open orders are asked first: one
 * that ends between the two questions is then in the second list; the other way round it could be in neither.
 */
export async function searchOrders(
  connection: Pick<ExchangeConnection, 'call'>,
  symbol: string,
  from: number,
  options: CallOptions,
  onRead: (list: 'open' | 'history') => void = () => undefined,
): Promise<Found> {
  const open = await readBack(connection, 'openOrders', symbol, undefined, options);
  onRead('open');
  const history = await readBack(connection, 'historyOrders', symbol, Math.max(0, Math.floor(from)), options);
  onRead('history');
  return {
    orders: [
      ...open.orders.map((order) => ({ order, by: 'open' as const })),
      // The later word about an order is the one that holds.
      ...history.orders.map((order) => ({ order, by: 'history' as const })),
    ],
    complete: open.complete && history.complete,
  };
}

/** The newest page first, then backwards by time: whether a server filters by the time of placing or of the last change, none is missed. */
async function readBack(
  connection: Pick<ExchangeConnection, 'call'>,
  list: 'openOrders' | 'historyOrders',
  symbol: string,
  startTime: number | undefined,
  options: CallOptions,
): Promise<{ orders: Order[]; complete: boolean }> {
  const orders = new Map<string, Order>();
  let endTime: number | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const outcome = await connection.call(list, { symbol, startTime, endTime, limit: PAGE }, options);
    // PROTOCOL -1121: a symbol that is not listed any more has no orders to tell of.
    if (outcome.kind === 'refused' && outcome.refusal.meaning === 'symbol')
      return { orders: [], complete: true };
    if (outcome.kind !== 'answer') return { orders: [...orders.values()], complete: false };
    const before = orders.size;
    for (const wire of outcome.value) orders.set(wire.orderId, orderOf(wire));
    if (outcome.value.length < PAGE) return { orders: [...orders.values()], complete: true };
    const oldest = Math.min(...outcome.value.map(({ time }) => time));
    if (orders.size === before || oldest === endTime) break;
    endTime = oldest;
  }
  return { orders: [...orders.values()], complete: false };
}
