import type { Account } from '../accounts/account';
import type { AccountOrder } from '../accounts/order';
import { refuse } from '../http/api-error';
import type { Market } from '../market/market';
import { ZERO } from '../money/fixed';
import type { OrderRequest } from './check-order';
import type { OrderIds } from './order-ids';

/** PROTOCOL: open orders per account and symbol. */
const MOST_OPEN_ORDERS = 200;

/** What placing and cancelling needs of an exchange. */
export interface TradingFloor {
  readonly account: Account;
  readonly orderIds: OrderIds;
  readonly markets: ReadonlyMap<string, Market>;
  /** Called after anything of the account changed. */
  accountsChanged(): void;
}

/** Locks the funds, matches, and rests what is left. Throws -2019 or -2010 when the engine refuses; then nothing has changed. */
export function placeOrder(
  floor: TradingFloor,
  { market, side, ticks, lots }: Pick<OrderRequest, 'market' | 'side' | 'ticks' | 'lots'>,
  now: number,
  account = floor.account,
): AccountOrder {
  if (account.openCount(market.symbol) >= MOST_OPEN_ORDERS) throw refuse.tooManyOpenOrders();
  const order: AccountOrder = {
    id: floor.orderIds.next(),
    account,
    instrument: market.instrument,
    side,
    ticks,
    originalLots: lots,
    executedLots: 0,
    executedQuote: ZERO,
    status: 'NEW',
    time: now,
    updateTime: now,
  };
  if (!account.reserve(order))
    throw refuse.orderRejected('Account has insufficient balance for requested action.');
  account.accept(order);
  market.submit({ side, ticks, lots, owner: order }, now, 'rests');
  floor.accountsChanged();
  return order;
}

/** Takes an open order out of the book and frees what it held. */
export function cancelOrder(floor: TradingFloor, order: AccountOrder, now: number): void {
  if (order.resting) floor.markets.get(order.instrument.symbol)?.withdraw(order.resting);
  order.account.cancel(order, now);
  floor.accountsChanged();
}
