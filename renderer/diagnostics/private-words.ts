import type { Account, Balances } from '@shared/domain/account';
import type { Order } from '@shared/domain/order';

/** Shorter words are found everywhere by chance, and nobody is known by them. */
const LEAST_CHARACTERS = 3;

interface Known {
  readonly accounts: readonly Account[];
  readonly balances: Balances | null | undefined;
  readonly openOrders: readonly Pick<Order, 'orderId'>[];
}

/** Everything this window knows that tells whose account it is: none of it may stand in a report. Longest first. */
export function privateWords({ accounts, balances, openOrders }: Known): string[] {
  const held = balances ? [...balances.spot, ...balances.contract, ...balances.option] : [];
  const words = [
    ...accounts.flatMap(({ id, name, keyTail }) => [id, name, keyTail]),
    ...held.flatMap(({ free, locked }) => [free, locked]),
    ...openOrders.map(({ orderId }) => orderId),
  ];
  return [...new Set(words)]
    .filter((word) => word.length >= LEAST_CHARACTERS)
    .sort((a, b) => b.length - a.length);
}
