import type { AccountOrder } from '../accounts/order';
import { isOpen } from '../accounts/order';
import { refuse } from '../http/api-error';
import { type Call, type Endpoint, parameters } from '../http/endpoint';
import type { Json } from '../http/json';
import { formatFixed } from '../money/fixed';
import { checkedOrder } from '../trading/check-order';
import { cancelOrder, placeOrder } from '../trading/trading';
import { limitOf, marketOf } from './market-of';

const weight = { plain: 1, withSymbol: 1 };
const heavy = { plain: 5, withSymbol: 5 };

// `timeInForce` is in no parameter table, but in the protocol's own signing example, between type and quantity.
const orderParameters = parameters(
  'symbol side type timeInForce? quantity:decimal price:decimal newOrderRespType? recvWindow:integer? timestamp:integer',
);
const oneOrder = parameters('symbol orderId:integer recvWindow:integer? timestamp:integer');
const orderLists = parameters(
  'symbol orderId:integer? startTime:integer? endTime:integer? limit:integer? recvWindow:integer? timestamp:integer',
);

export const orderEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/api/v1/spot/order',
    security: 'TRADE',
    weight,
    parameters: orderParameters,
    handle: (call) => {
      const { exchange, now } = call;
      const request = checkedOrder(call);
      exchange.orderLimits.check(now);
      const order = placeOrder(exchange, request, now);
      const headers = exchange.orderLimits.accept(now);
      return {
        headers,
        body: request.responseType === 'RESULT' ? result(order, now) : acknowledgement(order, now),
      };
    },
  },
  {
    method: 'POST',
    path: '/api/v1/spot/order/test',
    security: 'TRADE',
    weight,
    parameters: orderParameters,
    handle: (call) => {
      checkedOrder(call);
      return { body: {} };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/spot/order',
    security: 'USER_DATA',
    weight,
    parameters: oneOrder,
    handle: (call) => {
      const order = orderOf(call);
      if (!order) throw refuse.noSuchOrder();
      return { body: described(order) };
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/spot/order',
    security: 'TRADE',
    weight,
    parameters: oneOrder,
    handle: (call) => {
      const order = orderOf(call);
      if (!order || !isOpen(order)) throw refuse.cancelRejected();
      cancelOrder(call.exchange, order, call.now);
      return { body: result(order, call.now) };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/spot/openOrders',
    security: 'USER_DATA',
    weight: heavy,
    parameters: orderLists,
    handle: (call) => ({ body: listed(call, call.exchange.account.openOrders()) }),
  },
  {
    method: 'GET',
    path: '/api/v1/spot/historyOrders',
    security: 'USER_DATA',
    weight: heavy,
    parameters: orderLists,
    handle: (call) => ({ body: listed(call, call.exchange.account.orders(), (order) => !isOpen(order)) }),
  },
];

/** The order named by `orderId`, if it is one of the named symbol. */
function orderOf(call: Call): AccountOrder | undefined {
  const market = marketOf(call);
  const order = call.exchange.account.order(BigInt(call.text('orderId')));
  return order?.instrument === market.instrument ? order : undefined;
}

/** PROTOCOL: only orders after `orderId`; the newest ones without it. Oldest first either way. */
function listed(
  call: Call,
  orders: Iterable<AccountOrder>,
  wanted: (order: AccountOrder) => boolean = () => true,
): Json[] {
  const { instrument } = marketOf(call);
  const after = call.optional('orderId');
  const startTime = call.integer('startTime') ?? 0;
  const endTime = call.integer('endTime') ?? Infinity;
  if (startTime > endTime) throw refuse.combination();
  const limit = limitOf(call, 500, 500);
  const found: AccountOrder[] = [];
  for (const order of orders) {
    if (order.instrument !== instrument || !wanted(order)) continue;
    if (after !== undefined && order.id <= BigInt(after)) continue;
    if (order.time >= startTime && order.time <= endTime) found.push(order);
  }
  return (after === undefined ? found.slice(-limit) : found.slice(0, limit)).map(described);
}

const acknowledgement = (order: AccountOrder, now: number): Json => ({
  symbol: order.instrument.symbol,
  orderId: order.id,
  transactTime: now,
});

/** As the original answers POST and DELETE: `orderId` a number, quantities without trailing zeros. */
const result = (order: AccountOrder, now: number): Json => ({
  symbol: order.instrument.symbol,
  orderId: order.id,
  transactTime: now,
  price: order.instrument.priceText(order.ticks),
  origQty: order.instrument.quantityText(order.originalLots, 0),
  executedQty: order.instrument.quantityText(order.executedLots, 0),
  cummulativeQuoteQty: formatFixed(order.executedQuote, 8),
  status: order.status,
  timeInForce: 'GTC',
  type: 'LIMIT',
  side: order.side,
});

/** As the original answers queries: `orderId` a string. */
const described = (order: AccountOrder): Json => ({
  symbol: order.instrument.symbol,
  orderId: order.id.toString(),
  price: order.instrument.priceText(order.ticks),
  origQty: order.instrument.quantityText(order.originalLots),
  executedQty: order.instrument.quantityText(order.executedLots),
  cummulativeQuoteQty: formatFixed(order.executedQuote, 8),
  status: order.status,
  timeInForce: 'GTC',
  type: 'LIMIT',
  side: order.side,
  time: order.time,
  updateTime: order.updateTime,
  working: true,
});
