import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AccountsState,
  OpenOrdersState,
  SymbolsState,
  TopicValues,
  WatchlistsState,
} from '@shared/contract/topics';
import type { AlertsState } from '@shared/domain/alert';
import type { Balances } from '@shared/domain/account';
import type { ConnectionStatus, KeychainState } from '@shared/domain/connection';
import { INCIDENT_KINDS, type Diagnostics, type IncidentKind } from '@shared/domain/diagnostics';
import type { LayoutState } from '@shared/domain/layout';
import type { LimitsState } from '@shared/domain/limits';
import type { Feed } from '@shared/domain/market';
import type { MenuAction } from '@shared/domain/menu';
import type { JournalState } from '@shared/domain/order-life';
import type { Settings } from '@shared/domain/settings';
import type { ShownTicketFill } from '@shared/domain/ticket-fill';

/** A store of a topic whose value can be null must wrap nothing: zustand merges objects, so every write replaces. */
export type TopicStore<T> = Pick<StoreApi<T>, 'getState' | 'subscribe' | 'getInitialState'> & {
  /** Replaces the whole value. */
  set(value: T): void;
};

export function createTopicStore<T>(initial: T): TopicStore<T> {
  const store = createStore<T>(() => initial);
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,
    set: (value) => store.setState(value, true),
  };
}

const NO_SYMBOLS: SymbolsState = { restUrl: '', symbols: [], confirmedAt: 0 };
const NO_OPEN_ORDERS: OpenOrdersState = {
  accountId: '',
  orders: [],
  symbols: [],
  state: 'loading',
  confirmedAt: 0,
};

const NO_JOURNAL: JournalState = {
  accountId: '',
  gate: { state: 'ready' },
  unsettled: [],
  unsent: [],
  revision: 0,
};

const NOT_CONNECTED: ConnectionStatus = {
  state: 'connecting',
  restUrl: '',
  streams: { state: 'off', live: 0, wanted: 0, failure: '' },
  lastAnswerAt: null,
  latencyMs: null,
  clockOffsetMs: null,
  clockUncertaintyMs: null,
  usedWeight: 0,
  weightLimit: 1200,
  orderCount: 0,
  orderLimit: 10,
  blockedUntil: null,
  failure: '',
};

const NO_PRICES: Feed = { state: 'loading', confirmedAt: 0 };

const NO_DIAGNOSTICS: Diagnostics = {
  connections: [],
  messages: 0,
  bytes: 0,
  counts: Object.fromEntries(INCIDENT_KINDS.map((kind) => [kind, 0])) as Record<IncidentKind, number>,
  incidents: [],
};

/** What all terminal windows see. Main is the only writer. */
export interface DeskStores {
  readonly symbols: TopicStore<SymbolsState>;
  readonly tickers: TopicStore<TopicValues['tickers']>;
  readonly prices: TopicStore<TopicValues['prices']>;
  readonly sparklines: TopicStore<TopicValues['sparklines']>;
  readonly touches: TopicStore<TopicValues['touches']>;
  readonly book: TopicStore<TopicValues['book']>;
  readonly tape: TopicStore<TopicValues['tape']>;
  readonly chart: TopicStore<TopicValues['chart']>;
  readonly candles: TopicStore<TopicValues['candles']>;
  readonly diagnostics: TopicStore<TopicValues['diagnostics']>;
  readonly connection: TopicStore<ConnectionStatus>;
  readonly balances: TopicStore<Balances | null>;
  readonly fees: TopicStore<TopicValues['fees']>;
  readonly openOrders: TopicStore<OpenOrdersState>;
  readonly journal: TopicStore<JournalState>;
}

/** What is shown of one market. */
export function createMarketStores(): Pick<DeskStores, 'book' | 'tape' | 'chart' | 'candles'> {
  return {
    book: createTopicStore<TopicValues['book']>(null),
    tape: createTopicStore<TopicValues['tape']>(null),
    chart: createTopicStore<TopicValues['chart']>(null),
    candles: createTopicStore<TopicValues['candles']>({}),
  };
}

export function createDeskStores(): DeskStores {
  return {
    symbols: createTopicStore(NO_SYMBOLS),
    tickers: createTopicStore<TopicValues['tickers']>({}),
    prices: createTopicStore(NO_PRICES),
    ...createMarketStores(),
    sparklines: createTopicStore<TopicValues['sparklines']>({}),
    touches: createTopicStore<TopicValues['touches']>({}),
    diagnostics: createTopicStore(NO_DIAGNOSTICS),
    connection: createTopicStore(NOT_CONNECTED),
    balances: createTopicStore<Balances | null>(null),
    fees: createTopicStore<TopicValues['fees']>(null),
    openOrders: createTopicStore(NO_OPEN_ORDERS),
    journal: createTopicStore(NO_JOURNAL),
  };
}

/** Stores that are published to windows: the desk's, and those of accounts, alerts, keychain and what the user has chosen. */
export interface PublishedStores extends DeskStores {
  readonly accounts: Readable<AccountsState>;
  readonly keychain: Readable<KeychainState>;
  readonly limits: Readable<LimitsState>;
  readonly alerts: Readable<AlertsState>;
  readonly settings: Readable<Settings>;
  readonly layout: Readable<LayoutState>;
  readonly menuAction: Readable<MenuAction | null>;
  readonly ticketFill: Readable<ShownTicketFill | null>;
  readonly fillHeard: Readable<TopicValues['fillHeard']>;
  readonly deskWish: Readable<TopicValues['deskWish']>;
  readonly watchlists: Readable<WatchlistsState>;
}

export type Readable<T> = Pick<StoreApi<T>, 'getState' | 'subscribe'>;

/** Leaves nothing of the account before. What the desk shows of a market is emptied by its view. */
export function emptyStores(
  stores: DeskStores,
  account: { readonly id: string; readonly restUrl: string },
): void {
  // On the same exchange, as when the accounts are locked, the markets and their rules are the same.
  if (stores.symbols.getState().restUrl !== account.restUrl) stores.symbols.set(NO_SYMBOLS);
  stores.tickers.set({});
  stores.prices.set(NO_PRICES);
  stores.sparklines.set({});
  stores.touches.set({});
  stores.diagnostics.set(NO_DIAGNOSTICS);
  stores.balances.set(null);
  stores.fees.set(null);
  stores.openOrders.set({ ...NO_OPEN_ORDERS, accountId: account.id });
  stores.journal.set({ ...NO_JOURNAL, accountId: account.id });
  stores.connection.set({ ...NOT_CONNECTED, restUrl: account.restUrl });
}
