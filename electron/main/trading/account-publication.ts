import type { OpenOrdersState } from '@shared/contract/topics';
import type { Balances } from '@shared/domain/account';
import type { Feed, FeedState } from '@shared/domain/market';
import type { AccountBalances } from './balances';
import type { OpenOrders } from './open-orders';

interface AccountPublicationOptions {
  readonly balances: AccountBalances;
  readonly openOrders: OpenOrders;
  /** How account data arrives; `isKnown` is whether balances and open orders were answered at all. */
  readonly state: (isKnown: boolean) => FeedState;
  readonly onBalances: (balances: Balances) => void;
  readonly onOpenOrders: (state: OpenOrdersState) => void;
  readonly onFeed: ((feed: Feed) => void) | undefined;
}

/** Tells what is known of the account, and both parts again when the way they arrive has changed. */
export interface AccountPublication {
  balances(): void;
  orders(): void;
  /** The way they arrive, or their age, may have changed. */
  feed(): void;
}

export function createAccountPublication(options: AccountPublicationOptions): AccountPublication {
  const { balances, openOrders } = options;
  let feed: Feed = { state: 'loading', confirmedAt: 0 };

  function tellBalances(): void {
    const state = balances.state();
    if (state !== null) options.onBalances(state);
    tellFeed();
  }

  function tellOrders(): void {
    options.onOpenOrders(openOrders.state());
    tellFeed();
  }

  function tellFeed(): void {
    const { confirmedAt: ordersAt, symbols } = openOrders.state();
    const balancesAt = balances.state()?.confirmedAt ?? 0;
    const confirmedAt = symbols.length === 0 ? balancesAt : Math.min(balancesAt, ordersAt);
    const state = options.state(confirmedAt > 0);
    const turned = state !== feed.state;
    if (!turned && confirmedAt === feed.confirmedAt) return;
    feed = { state, confirmedAt };
    options.onFeed?.(feed);
    if (!turned) return;
    balances.arrive(state);
    openOrders.arrive(state);
    tellBalances();
    tellOrders();
  }

  return { balances: tellBalances, orders: tellOrders, feed: tellFeed };
}
