import type { Balance, Balances } from '@shared/domain/account';
import type { Order } from '@shared/domain/order';
import type { AnswerOf } from '../exchange/jex/endpoints';

type WireOrder = AnswerOf<'openOrders'>[number];
type WireResult = AnswerOf<'cancelOrder'>;
type WireBalance = AnswerOf<'account'>['spotBalances'][number];

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

/** `askedAt` is Unix ms of this machine, when the request was made. */
export function balancesOf(accountId: string, wire: AnswerOf<'account'>, askedAt: number): Balances {
  return {
    accountId,
    spot: wire.spotBalances.map(balanceOf),
    contract: wire.contractBalances.map(balanceOf),
    option: wire.optionBalances.map(balanceOf),
    updateTime: wire.updateTime,
    confirmedAt: askedAt,
  };
}

function balanceOf({ asset, free, locked, canTrade, canDeposit, canWithdraw }: WireBalance): Balance {
  return { asset, free, locked, canTrade, canDeposit, canWithdraw };
}

/** PROTOCOL order statuses in which an order still rests. PENDING_CANCEL has not left the book yet. */
const RESTING: ReadonlySet<string> = new Set(['NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL']);

export function isResting(order: Order): boolean {
  return RESTING.has(order.status);
}
