import { ok } from '@shared/domain/result';
import type { Desk } from '../../state/desk';
import type { Handlers } from '../router';

type OrderHandlers = Pick<
  Handlers,
  | 'order.place'
  | 'order.test'
  | 'order.cancel'
  | 'order.cancelAll'
  | 'order.replace'
  | 'order.sendUnsent'
  | 'order.dropUnsent'
  | 'order.lookAgain'
  | 'order.dismiss'
  | 'history.older'
>;

/** What is done with orders goes through the session of the account: a late click can not trade on another one. */
export function orderHandlers(desk: Desk): OrderHandlers {
  return {
    'order.place': async ({ accountId, intentId, intent, despiteHold }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.place(intentId, intent, { despiteHold }) : trading;
    },
    'order.test': async ({ accountId, intent }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.test(intent) : trading;
    },
    'order.cancel': async ({ accountId, symbol, orderId }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.cancel(symbol, orderId) : trading;
    },
    'order.cancelAll': async ({ accountId, symbol }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? ok(await trading.value.orders.cancelAll(symbol)) : trading;
    },
    'order.replace': async ({ accountId, ...change }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.replace(change) : trading;
    },
    'order.sendUnsent': async ({ accountId, entryId }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.sendUnsent(entryId) : trading;
    },
    'order.dropUnsent': async ({ accountId, entryId }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.dropUnsent(entryId) : trading;
    },
    'order.lookAgain': async ({ accountId, entryId }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.lookAgain(entryId) : trading;
    },
    'order.dismiss': async ({ accountId, entryId }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.dismiss(entryId) : trading;
    },
    'history.older': async ({ accountId, symbol }) => {
      const trading = desk.tradingOf(accountId);
      return trading.ok ? trading.value.orders.older(symbol) : trading;
    },
  };
}
