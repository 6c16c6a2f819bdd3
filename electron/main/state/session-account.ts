import type { StreamConnection } from '@shared/domain/diagnostics';
import type { ExchangeConnection } from '../exchange/connection';
import type { Outcome, Refusal } from '../exchange/outcome';
import type { Incidents } from '../exchange/streams/incidents';
import { openUserStream } from '../exchange/streams/user-stream';
import { startAccountFeed } from '../trading/account-feed';
import { createOpenOrders } from '../trading/open-orders';
import { createOrders, type Orders } from '../trading/orders';
import type { SessionAccount, SessionHost } from './session';
import { createTopicStore, type DeskStores, type Readable } from './stores';

/** What only an account with a key has: orders, open orders, balances, and the stream of their changes. */
export interface AccountSide {
  readonly orders: Orders;
  /** The connection of the account's own stream, when there is one. */
  readonly connections: Readable<readonly StreamConnection[]>;
  refresh(symbol: string): void;
  wake(): void;
  /** Bounded; the connection must still be open. */
  stop(): Promise<void>;
}

interface AccountSideOptions {
  readonly account: SessionAccount;
  readonly connection: ExchangeConnection;
  readonly incidents: Incidents;
  readonly stores: DeskStores;
  readonly host: Pick<SessionHost, 'proxy' | 'tradedSymbols' | 'onTraded'>;
  /** The symbol on the screen, or empty. */
  readonly shownSymbol: () => string;
  /** Called with each refusal; true ends everything signed. */
  readonly onRefused: (refusal: Refusal) => boolean;
  readonly onOutcome: (outcome: Outcome<unknown>) => void;
}

export function openAccountSide(options: AccountSideOptions): AccountSide {
  const { account, connection, incidents, stores, host, onRefused } = options;
  let open = true;
  const openOrders = createOpenOrders(account.id);
  const connections = createTopicStore<readonly StreamConnection[]>([]);

  const feed = startAccountFeed({
    accountId: account.id,
    connection,
    openOrders,
    incidents,
    symbols: () => {
      const shown = options.shownSymbol();
      return [...new Set([...(shown === '' ? [] : [shown]), ...host.tradedSymbols(account.id)])];
    },
    onBalances: (balances) => open && stores.balances.set(balances),
    onOpenOrders: (state) => open && stores.openOrders.set(state),
    onOrderEvent: ({ symbol }) => host.onTraded(account.id, symbol),
    onRefused,
    onOutcome: options.onOutcome,
    openStream: (follower) => {
      const { streamUrl } = account;
      const stream = openUserStream({
        connection,
        streamUrl,
        proxy: host.proxy,
        follower,
        incidents,
        onRefused,
      });
      const tell = (): void => connections.set([stream.status.getState()]);
      stream.status.subscribe(tell);
      tell();
      return stream;
    },
  });

  const orders = createOrders({
    connection,
    rulesOf: (name) => stores.symbols.getState().symbols.find((rules) => rules.symbol === name),
    balances: () => stores.balances.getState(),
    onOrder: (order) => {
      openOrders.apply(order);
      host.onTraded(account.id, order.symbol);
      if (open) stores.openOrders.set(openOrders.state());
    },
    onDoubt: (name) => {
      openOrders.touch(name);
      host.onTraded(account.id, name);
      feed.refresh(name);
    },
  });

  return {
    orders,
    connections,
    refresh: (symbol) => feed.refresh(symbol),
    wake: () => feed.wake(),
    stop() {
      open = false;
      return feed.stop();
    },
  };
}
