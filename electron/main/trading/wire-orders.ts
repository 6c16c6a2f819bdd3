import type { Order, OrderIntent } from '@shared/domain/order';
import type { AnswerOf } from '../exchange/jex/endpoints';
import type { OrderEvent } from '../exchange/streams/user-events';

type WireOrder = AnswerOf<'openOrders'>[number];
type WireResult = AnswerOf<'cancelOrder'>;

/** An order of openOrders, historyOrders or a query. */
export function orderOf(wire: WireOrder): Order {
  return { ...common(wire), time: wire.time, updateTime: wire.updateTime };
}

/** The answer to a cancel or to a placed order with RESULT: its one time is when the exchange acted. */
export function orderOfResult(wire: WireResult): Order {
  return { ...common(wire), time: wire.transactTime, updateTime: wire.transactTime };
}

function common(wire: WireOrder | WireResult): Omit<Order, 'time' | 'updateTime'> {
  return {
    symbol: wire.symbol,
    orderId: wire.orderId,
    side: wire.side,
    type: wire.type,
    timeInForce: wire.timeInForce,
    price: wire.price,
    quantity: wire.origQty,
    executedQuantity: wire.executedQty,
    executedQuote: wire.cummulativeQuoteQty,
    status: wire.status,
  };
}

/** An event names neither type nor time in force (PROTOCOL: `LIMIT` only, good till cancelled), nor when the order was placed. */
export function orderOfEvent(event: OrderEvent): Order {
  return {
    symbol: event.symbol,
    orderId: event.orderId,
    side: event.side,
    type: 'LIMIT',
    timeInForce: 'GTC',
    price: event.price,
    quantity: event.quantity,
    executedQuantity: event.executedQuantity,
    executedQuote: event.executedQuote,
    status: event.status,
    time: event.transactionTime,
    updateTime: event.transactionTime,
  };
}

/** A server may answer ACK although RESULT was asked for: then only the intent and the id are known, and the order counts as new. */
export function orderOfPlaced(intent: OrderIntent, wire: AnswerOf<'placeOrder'>): Order {
  return {
    symbol: wire.symbol,
    orderId: wire.orderId,
    side: wire.side ?? intent.side,
    type: wire.type ?? 'LIMIT',
    timeInForce: wire.timeInForce ?? 'GTC',
    price: wire.price ?? intent.price,
    quantity: wire.origQty ?? intent.quantity,
    executedQuantity: wire.executedQty ?? '0',
    executedQuote: wire.cummulativeQuoteQty ?? '0',
    status: wire.status ?? 'NEW',
    time: wire.transactTime,
    updateTime: wire.transactTime,
  };
}
