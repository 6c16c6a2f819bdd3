import type { Balances } from '@shared/domain/account';
import { checkBalance, checkRules } from '@shared/domain/check-order';
import type { Order, OrderIntent } from '@shared/domain/order';
import { fail, ok, type AppError, type Result } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { ExchangeConnection } from '../exchange/connection';
import type { AnswerOf } from '../exchange/jex/endpoints';
import type { Outcome } from '../exchange/outcome';
import { errorOf } from '../exchange/outcome-error';
import { orderOfResult } from './wire-orders';

interface OrdersOptions {
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly rulesOf: (symbol: string) => SpotSymbol | undefined;
  readonly balances: () => Balances | null;
  /** The exchange told the newer state of an order. */
  readonly onOrder: (order: Order) => void;
  /** Something may have changed that the exchange did not tell: look again. */
  readonly onDoubt: (symbol: string) => void;
}

export interface Orders {
  /** Guards, then one order at the exchange. The same `intentId` again is the same order: it gets the first call's answer. */
  place(intentId: string, intent: OrderIntent): Promise<Result<Order>>;
  /** Guards, then `/order/test`: the exchange checks it and does not send it to matching. */
  test(intent: OrderIntent): Promise<Result<null>>;
  cancel(symbol: string, orderId: string): Promise<Result<Order>>;
}

/** Intents remembered, so that a repeated call is not a second order: a click or a call repeats within seconds. */
const REMEMBERED_INTENTS = 1_000;

export function createOrders(options: OrdersOptions): Orders {
  const { connection } = options;
  const placed = new Map<string, Promise<Result<Order>>>();

  function guard(intent: OrderIntent): AppError | undefined {
    const rules = options.rulesOf(intent.symbol);
    if (!rules) return unknownSymbol(intent.symbol);
    const [broken] = checkRules(intent, rules);
    if (broken) return broken;
    const balances = options.balances();
    return balances ? checkBalance(intent, rules, balances.spot) : undefined;
  }

  function forgetOldest(): void {
    const [oldest] = placed.keys();
    if (oldest !== undefined) placed.delete(oldest);
  }

  async function send(intent: OrderIntent): Promise<Result<Order>> {
    const refused = guard(intent);
    if (refused) return { ok: false, error: refused };
    const outcome = await twiceAfterTimestamp(() =>
      connection.call('placeOrder', { ...wireOf(intent), newOrderRespType: 'RESULT' }),
    );
    if (outcome.kind !== 'answer') {
      if (outcome.kind === 'unknown') options.onDoubt(intent.symbol);
      return { ok: false, error: errorOf(outcome, true) };
    }
    const order = orderOfPlaced(intent, outcome.value);
    options.onOrder(order);
    options.onDoubt(intent.symbol);
    return ok(order);
  }

  return {
    place(intentId, intent) {
      const known = placed.get(intentId);
      if (known) return known;
      const answer = send(intent);
      placed.set(intentId, answer);
      if (placed.size > REMEMBERED_INTENTS) forgetOldest();
      return answer;
    },

    async test(intent) {
      const refused = guard(intent);
      if (refused) return { ok: false, error: refused };
      const outcome = await twiceAfterTimestamp(() => connection.call('testOrder', wireOf(intent)));
      return outcome.kind === 'answer' ? ok(null) : { ok: false, error: errorOf(outcome, false) };
    },

    async cancel(symbol, orderId) {
      const outcome = await twiceAfterTimestamp(() => connection.call('cancelOrder', { symbol, orderId }));
      if (outcome.kind !== 'answer') {
        // A refused cancel means that the order is not what the window shows: filled, gone, or cancelled elsewhere.
        if (outcome.kind !== 'not-sent') options.onDoubt(symbol);
        return { ok: false, error: errorOf(outcome, true) };
      }
      const order = orderOfResult(outcome.value);
      options.onOrder(order);
      options.onDoubt(symbol);
      return ok(order);
    },
  };
}

/** PROTOCOL -1021: "the order was NOT executed, so it may be sent again once with a new timestamp". */
async function twiceAfterTimestamp<T>(send: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const first = await send();
  return first.kind === 'refused' && first.refusal.meaning === 'timestamp' ? send() : first;
}

function wireOf({ symbol, side, quantity, price }: OrderIntent) {
  return { symbol, side, type: 'LIMIT', quantity, price } as const;
}

/** A server may answer ACK although RESULT was asked for: then only the intent and the id are known, and the order counts as new. */
function orderOfPlaced(intent: OrderIntent, wire: AnswerOf<'placeOrder'>): Order {
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

function unknownSymbol(symbol: string): AppError {
  return fail('order.unknown-symbol', `The exchange has no symbol ${symbol}.`, {
    details: { field: 'symbol', symbol },
  }).error;
}
