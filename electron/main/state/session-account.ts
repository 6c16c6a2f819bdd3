import type { StreamConnection } from '@shared/domain/diagnostics';
import type { ExchangeConnection } from '../exchange/connection';
import type { Outcome, Refusal } from '../exchange/outcome';
import type { Incidents } from '../exchange/streams/incidents';
import { openUserStream } from '../exchange/streams/user-stream';
import { openTrading, type Trading } from '../trading/open-trading';
import type { SessionAccount, SessionHost } from './session';
import { createTopicStore, type DeskStores, type Readable } from './stores';

/** What only an account with a key has: orders, open orders, balances, and the stream of their changes. */
export interface AccountSide {
  readonly trading: Trading;
  /** The connection of the account's own stream, when there is one. */
  readonly connections: Readable<readonly StreamConnection[]>;
  refresh(symbol: string): void;
  /** The symbols and their rules are known, or were told anew. */
  listed(): void;
  wake(): void;
  /** Bounded; the connection must still be open. */
  stop(): Promise<void>;
}

interface AccountSideOptions {
  readonly account: SessionAccount;
  readonly connection: ExchangeConnection;
  readonly incidents: Incidents;
  readonly stores: DeskStores;
  readonly host: SessionHost;
  /** The symbol on the screen, or empty. */
  readonly shownSymbol: () => string;
  /** Called with each refusal; true ends everything signed. */
  readonly onRefused: (refusal: Refusal) => boolean;
  readonly onOutcome: (outcome: Outcome<unknown>) => void;
}

export function openAccountSide(options: AccountSideOptions): AccountSide {
  const { account, connection, incidents, stores, host, onRefused } = options;
  let open = true;
  const connections = createTopicStore<readonly StreamConnection[]>([]);

  const trading = openTrading({
    accountId: account.id,
    restUrl: account.restUrl,
    connection,
    incidents,
    repository: host.journal,
    recvWindow: host.recvWindow,
    onStep: host.onStep,
    symbols: () => {
      const shown = options.shownSymbol();
      return [...new Set([...(shown === '' ? [] : [shown]), ...host.tradedSymbols(account.id)])];
    },
    listedSymbols: () => stores.symbols.getState().symbols,
    approve: (context) => host.approve(account, context),
    confirmDismissal: (entry) => host.confirmDismissal(account, entry),
    onTraded: (symbol) => host.onTraded(account.id, symbol),
    onFill: (fill) => open && host.onFill?.(fill),
    onBalances: (balances) => open && stores.balances.set(balances),
    onFees: (rates) => open && stores.fees.set({ accountId: account.id, ...rates }),
    onOpenOrders: (state) => open && stores.openOrders.set(state),
    onJournal: (state) => open && stores.journal.set(state),
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

  return {
    trading,
    connections,
    refresh: (symbol) => trading.refresh(symbol),
    listed: () => trading.listed(),
    wake: () => trading.wake(),
    stop() {
      open = false;
      return trading.stop();
    },
  };
}
