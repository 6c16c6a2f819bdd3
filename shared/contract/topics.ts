import type { Account, Balances } from '../domain/account';
import type { AlertsState } from '../domain/alert';
import type { ConfirmRequest } from '../domain/confirmation';
import type { ConnectionStatus, KeychainState } from '../domain/connection';
import type { Diagnostics } from '../domain/diagnostics';
import type { LayoutState } from '../domain/layout';
import type { AccountFees } from '../domain/fees';
import type { AccountLock } from '../domain/account-lock';
import type { LimitsState } from '../domain/limits';
import type { Book, Candle, ChartState, Feed, Tape, Ticker } from '../domain/market';
import type { MenuAction } from '../domain/menu';
import type { ShownTicketFill } from '../domain/ticket-fill';
import type { Order } from '../domain/order';
import type { JournalState } from '../domain/order-life';
import type { Pane } from '../domain/pane';
import type { Settings } from '../domain/settings';
import type { Sparkline } from '../domain/sparkline';
import type { SpotSymbol } from '../domain/symbol';
import type { Touch } from '../domain/touch';
import type { Watchlist } from '../domain/watchlist';
import { unpackChanges, type PackedChanges } from './packed-changes';
import { unpackRecords, type PackedRecords } from './packed-records';
import type { TopicName } from './surface';

export interface SymbolsState {
  /** The exchange these symbols belong to; changes with the account. */
  readonly restUrl: string;
  readonly symbols: readonly SpotSymbol[];
  /** Unix ms, or 0 before the first answer. */
  readonly confirmedAt: number;
}

export interface AccountsState {
  readonly accounts: readonly Account[];
  /** The account the desk trades on, or empty when there is none. */
  readonly activeId: string;
  /** null while the accounts may be used. */
  readonly lock: AccountLock | null;
}

/** `confirmedAt` is of the symbol that was asked over REST longest ago. */
export interface OpenOrdersState extends Feed {
  readonly accountId: string;
  readonly orders: readonly Order[];
  /** Symbols that were asked: PROTOCOL has no "all symbols" call. While the stream is live, orders of others are here too. */
  readonly symbols: readonly string[];
}

export interface WatchlistsState {
  /** The exchange they belong to, or empty when no account is active. */
  readonly exchange: string;
  /** In the user's order; at least one where there is an exchange. */
  readonly lists: readonly Watchlist[];
}

/** What the key window was opened for. */
export interface KeyRequest {
  /** Present when an existing account gets a new key. */
  readonly accountId?: string;
  readonly name: string;
  readonly restUrl: string;
  readonly streamUrl: string;
}

/** A market that was chosen where the desk is not: in the tray, its popover or the strip. */
export interface DeskWish {
  readonly symbol: string;
  /** Unix ms: a window that opens long after the choice leaves it. */
  readonly at: number;
}

/** The value of each topic, as a window sees it after snapshot and changes. */
export interface TopicValues {
  symbols: SymbolsState;
  /** By symbol. Keyed: only changed symbols travel. */
  tickers: Readonly<Record<string, Ticker>>;
  /** How old all tickers are: the exchange tells changes only, so one event confirms every symbol. */
  prices: Feed;
  /** By symbol, of those that some window draws and has drawn lately. Keyed. */
  sparklines: Readonly<Record<string, Sparkline>>;
  watchlists: WatchlistsState;
  /** null until a symbol is selected. */
  book: Book | null;
  tape: Tape | null;
  chart: ChartState | null;
  /** Of `chart`, by open time. Keyed: only changed candles travel. */
  candles: Readonly<Record<string, Candle>>;
  diagnostics: Diagnostics;
  connection: ConnectionStatus;
  accounts: AccountsState;
  /** null until the account answered, or when there is no key. */
  balances: Balances | null;
  /** null until the exchange told them: PROTOCOL names them with a change of the account only. */
  fees: AccountFees | null;
  openOrders: OpenOrdersState;
  journal: JournalState;
  limits: LimitsState;
  alerts: AlertsState;
  keychain: KeychainState;
  /** In a pane with the interval of its own. */
  /** null until something is chosen from a menu. */
  menuAction: MenuAction | null;
  /** null until a market is opened from elsewhere. */
  deskWish: DeskWish | null;
  /** Symbols that the tray and its windows show, in their order. Those windows know no others, except what values a balance. */
  pinned: readonly string[];
  /** By symbol, of those that some window draws. Keyed. */
  touches: Readonly<Record<string, Touch>>;
  settings: Settings;
  layout: LayoutState;
  pane: Pane;
  /** null until a pane has filled the ticket. */
  ticketFill: ShownTicketFill | null;
  /** The last fill of an own order, Unix ms; 0 before the first. For its tone: what was filled is told elsewhere. */
  fillHeard: { readonly at: number };
  keyRequest: KeyRequest;
  confirmRequest: ConfirmRequest;
}

/** Topics whose value is a record by key: changes are sent per key. */
export const KEYED_TOPICS = [
  'tickers',
  'candles',
  'sparklines',
  'touches',
] as const satisfies readonly TopicName[];

/** One topic's news. `whole` replaces; `changed` and `removed` patch a keyed topic. */
export type TopicUpdate<T extends TopicName = TopicName> =
  | { readonly topic: T; readonly whole: TopicValues[T] }
  | {
      readonly topic: T;
      readonly changed: Readonly<Record<string, unknown>>;
      readonly removed: readonly string[];
    };

/** News as they travel: where a keyed topic has many, they are packed. {@link unpacked} makes them plain again. */
export type PublishedUpdate<T extends TopicName = TopicName> =
  | TopicUpdate<T>
  | {
      readonly topic: T;
      readonly packed: PackedRecords;
      /** Keys that went, or null when the packed records are the whole value. */
      readonly removed: readonly string[] | null;
    }
  | { readonly topic: T; readonly changes: PackedChanges; readonly removed: readonly string[] };

/** @param valueOf what the window has under a key of this topic, to which packed changes are applied */
export function unpacked<T extends TopicName>(
  update: PublishedUpdate<T>,
  valueOf: (key: string) => unknown,
): TopicUpdate<T> {
  if ('changes' in update) {
    const { topic, changes, removed } = update;
    const entries: [string, unknown][] = [];
    unpackChanges(changes, valueOf, (key, value) => entries.push([key, value]));
    return { topic, changed: Object.fromEntries(entries), removed };
  }
  if (!('packed' in update)) return update;
  const { topic, packed, removed } = update;
  const records = unpackRecords(packed);
  return removed === null
    ? { topic, whole: records as TopicValues[T] }
    : { topic, changed: records, removed };
}
