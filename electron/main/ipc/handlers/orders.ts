import type { Desk } from '../../state/desk';
import type { Handlers } from '../router';

type OrderHandlers = Pick<Handlers, 'order.place' | 'order.test' | 'order.cancel'>;

export function orderHandlers(desk: Desk): OrderHandlers {
  return {
    'order.place': async ({ accountId, intentId, intent }) => {
      const orders = desk.ordersOf(accountId);
      return orders.ok ? orders.value.place(intentId, intent) : orders;
    },
    'order.test': async ({ accountId, intent }) => {
      const orders = desk.ordersOf(accountId);
      return orders.ok ? orders.value.test(intent) : orders;
    },
    'order.cancel': async ({ accountId, symbol, orderId }) => {
      const orders = desk.ordersOf(accountId);
      return orders.ok ? orders.value.cancel(symbol, orderId) : orders;
    },
  };
}
