import type { Order } from '@shared/domain/order';
import type { ExchangeConnection } from '../exchange/connection';
import type { AnswerOf } from '../exchange/jex/endpoints';
import { notSent, refused } from '../exchange/outcome';
import type { UserEvent, UserStreamFollower } from '../exchange/streams/user-events';
import type { TimeSource } from '../exchange/time-source';

type Account = AnswerOf<'account'>;
type Orders = AnswerOf<'openOrders'>;

/** Weights of PROTOCOL. */
const WEIGHT = { account: 1, openOrders: 5 } as const;

/** What the account is at the fake exchange when a request gets there. */
export interface AccountAtServer {
  account(): Account;
  /** undefined: the exchange does not list the symbol. */
  openOrders(symbol: string): Orders | undefined;
}

export const NO_BALANCES: Account = {
  updateTime: 1,
  spotBalances: [],
  contractBalances: [],
  optionBalances: [],
};

/** The REST side of a fake exchange: answers take `delayMs`, half of it on the way there. */
export function fakeRest(time: TimeSource, server: AccountAtServer) {
  const rest = {
    delayMs: 0,
    /** Requests to fail from now on. */
    failing: false,
    /** The symbols asked for, and `account`. */
    asked: [] as string[],
    spent: () =>
      rest.asked.reduce((sum, name) => sum + (name === 'account' ? WEIGHT.account : WEIGHT.openOrders), 0),
    call: (async (endpoint: 'account' | 'openOrders', { symbol = '' }: { symbol?: string }) => {
      rest.asked.push(endpoint === 'account' ? endpoint : symbol);
      await pass(rest.delayMs / 2);
      const { failing } = rest;
      const value = endpoint === 'account' ? server.account() : server.openOrders(symbol);
      await pass(rest.delayMs / 2);
      if (failing) return notSent('unreachable', 'no way');
      if (value !== undefined) return { kind: 'answer', value };
      return refused({ code: -1121, message: 'Invalid symbol.', httpStatus: 400, meaning: 'symbol' });
    }) as unknown as ExchangeConnection['call'],
  };
  const pass = (ms: number) =>
    ms === 0 ? Promise.resolve() : new Promise<void>((done) => void time.after(ms, done));
  return rest;
}

/** The stream side of a fake exchange. */
export function fakeStream() {
  const stream = {
    follower: undefined as UserStreamFollower | undefined,
    wakes: [] as string[],
    closed: 0,
    onClose: () => Promise.resolve(),
    open: (follower: UserStreamFollower) => {
      stream.follower = follower;
      return {
        wake: (reason: string) => void stream.wakes.push(reason),
        close: () => {
          stream.closed += 1;
          return stream.onClose();
        },
      };
    },
    live: () => stream.follower?.onLive(),
    lose: () => stream.follower?.onInterrupted('cut'),
    tell: (event: UserEvent) => stream.follower?.onEvent(event, 0),
  };
  return stream;
}

/** An order as openOrders lists it. */
export function listed(order: Order): Orders[number] {
  return {
    symbol: order.symbol,
    orderId: order.orderId,
    price: order.price,
    origQty: order.quantity,
    executedQty: order.executedQuantity,
    cummulativeQuoteQty: order.executedQuote,
    status: order.status,
    timeInForce: order.timeInForce,
    type: order.type,
    side: order.side,
    time: order.time,
    updateTime: order.updateTime,
    working: true,
  };
}

/** An order as an event tells it. */
export function told(order: Order, eventTime: number): UserEvent {
  return {
    kind: 'order',
    eventTime,
    symbol: order.symbol,
    orderId: order.orderId,
    side: order.side,
    price: order.price,
    quantity: order.quantity,
    executedQuantity: order.executedQuantity,
    executedQuote: order.executedQuote,
    status: order.status,
    transactionTime: order.updateTime,
  };
}

export function balance(asset: string, free: string, locked = '0') {
  return { asset, free, locked, canTrade: true, canDeposit: false, canWithdraw: false };
}
