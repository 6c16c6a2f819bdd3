import * as v from 'valibot';
import { CANDLE_INTERVALS } from '../domain/market';
import type { Order } from '../domain/order';
import type { JournalOrder, TimelineEvent } from '../domain/order-life';
import type { AppError, Result } from '../domain/result';
import { MOST_SPARKLINES } from '../domain/sparkline';
import { alertChanges, alertChoices, alertId, alertMinutes } from './alert-inputs';
import {
  accountId,
  accountName,
  address,
  decimalText,
  entryId,
  historyFilter,
  intentId,
  keyText,
  limitChanges,
  nothing,
  orderId,
  place,
  side,
  symbolName,
  watchlistId,
  watchlistName,
} from './inputs';
import { SETTING_FIELDS } from './settings-schema';
import type { CommandName } from './surface';

/** The symbol is changed by `symbol.select`. */
const { symbol: _symbol, ...WINDOW_SETTINGS } = SETTING_FIELDS;

const intent = v.strictObject({
  symbol: symbolName,
  side,
  price: decimalText,
  quantity: decimalText,
});

/** Input schema of every command; the router checks each call against it before a handler sees it. */
export const COMMAND_INPUTS = {
  /** The window has painted what it is for: live prices in the terminal, the form in the key window. */
  'window.painted': nothing,
  'window.close': nothing,
  'settings.change': v.partial(v.strictObject(WINDOW_SETTINGS)),
  'app.versions': nothing,
  /** The symbol that the desk shows: its open orders and prices come first. */
  'symbol.select': v.strictObject({ symbol: symbolName }),
  /** Asks for candles before the first one, as when the chart is scrolled to its beginning. */
  'chart.older': v.strictObject({ symbol: symbolName, interval: v.picklist(CANDLE_INTERVALS) }),
  /** `despiteHold`: although an identical order is not settled. Main asks about it in a window of its own. */
  'order.place': v.strictObject({ intentId, accountId, intent, despiteHold: v.optional(v.boolean()) }),
  'order.test': v.strictObject({ accountId, intent }),
  'order.cancel': v.strictObject({ accountId, symbol: symbolName, orderId }),
  /** Every open order of the account, or of one symbol. */
  'order.cancelAll': v.strictObject({ accountId, symbol: v.optional(symbolName) }),
  /** Asks the exchange at once for an order in doubt. */
  'order.lookAgain': v.strictObject({ accountId, entryId }),
  /** The user has looked and says that an order in doubt is not there. Main asks about it in a window of its own. */
  'order.dismiss': v.strictObject({ accountId, entryId }),
  /** By its number in the journal, or by the exchange's id. */
  'order.timeline': v.union([
    v.strictObject({ accountId, entryId }),
    v.strictObject({ accountId, symbol: symbolName, orderId }),
  ]),
  /** Newest first; `before` is the last entry of the page before. */
  'history.page': v.strictObject({
    accountId,
    filter: historyFilter,
    before: v.optional(entryId),
    limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(200)),
  }),
  /** Asks the exchange for orders of a symbol that are older than what the journal has. */
  'history.older': v.strictObject({ accountId, symbol: symbolName }),
  /** Main asks where to, and writes the orders that fit as CSV. */
  'history.export': v.strictObject({ accountId, filter: historyFilter }),
  /** What loosens a limit is asked about in a window of main's own. */
  'limits.change': v.strictObject({ accountId, changes: limitChanges }),
  'watchlist.create': v.strictObject({ name: watchlistName }),
  'watchlist.rename': v.strictObject({ id: watchlistId, name: watchlistName }),
  'watchlist.remove': v.strictObject({ id: watchlistId }),
  /** Puts a list at this place among the lists. */
  'watchlist.move': v.strictObject({ id: watchlistId, to: place }),
  /** Puts symbols into a list or takes them out. */
  'watchlist.watch': v.strictObject({
    id: watchlistId,
    symbols: v.pipe(v.array(symbolName), v.minLength(1), v.maxLength(50)),
    watched: v.boolean(),
  }),
  'watchlist.moveSymbol': v.strictObject({ id: watchlistId, symbol: symbolName, to: place }),
  /** The symbols whose day this window draws, most important first: only these are asked for. */
  'sparklines.show': v.strictObject({ symbols: v.pipe(v.array(symbolName), v.maxLength(MOST_SPARKLINES)) }),
  /** For the exchange (and, of balance and fill, the account) that the desk is on. Only `rule` must be given. */
  'alert.create': alertChoices,
  'alert.change': v.strictObject({ alertId, changes: alertChanges }),
  'alert.remove': v.strictObject({ alertId }),
  /** Passes over what happens meanwhile; an alert that fired once is watched again after it. */
  'alert.snooze': v.strictObject({ alertId, minutes: alertMinutes }),
  /** Puts aside what fired; all of it when none is named. */
  'alert.dismiss': v.strictObject({ firingId: v.optional(alertId) }),
  /** Alerts go on and are kept, but nothing pops up or sounds. Without `minutes` until it is ended. */
  'alert.pause': v.strictObject({ paused: v.boolean(), minutes: v.optional(alertMinutes) }),
  'confirm.answer': v.strictObject({ id: v.pipe(v.string(), v.uuid()), accept: v.boolean() }),
  'account.activate': v.strictObject({ accountId }),
  'account.rename': v.strictObject({ accountId, name: accountName }),
  'account.remove': v.strictObject({ accountId }),
  'account.check': v.strictObject({ accountId }),
  /** Opens the key window: for a new account, or to give a new key to the account named. */
  'account.openKeyWindow': v.strictObject({ accountId: v.optional(accountId) }),
  'keychain.retry': nothing,
  /** Main reads the clipboard, keeps it for this key window's next `key.save`, and clears the clipboard. */
  'key.readClipboard': nothing,
  'key.forgetClipboard': nothing,
  'key.save': v.strictObject({
    accountId: v.optional(accountId),
    name: accountName,
    restUrl: address,
    streamUrl: address,
    keyId: keyText,
    secret: v.variant('from', [
      v.strictObject({ from: v.literal('typed'), text: keyText }),
      v.strictObject({ from: v.literal('clipboard') }),
    ]),
    keep: v.picklist(['keychain', 'session']),
  }),
} as const satisfies Record<CommandName, v.GenericSchema>;

/** What this Perch is made of and runs on. */
export interface Versions {
  readonly perch: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly v8: string;
  /** Name, release and processor. */
  readonly system: string;
}

/** Orders that were cancelled, and those that were not with the reason of each. */
export interface CancelledAll {
  readonly cancelled: number;
  readonly failed: readonly { readonly symbol: string; readonly orderId: string; readonly error: AppError }[];
}

export interface OrderTimeline {
  readonly order: JournalOrder;
  /** Oldest first. */
  readonly events: readonly TimelineEvent[];
}

export interface HistoryPage {
  readonly orders: readonly JournalOrder[];
  /** To be given as `before` for the next page; null at the end. */
  readonly next: number | null;
}

/** What each command answers when it succeeds. */
interface CommandValues {
  'window.painted': null;
  'window.close': null;
  'settings.change': null;
  'app.versions': Versions;
  'symbol.select': null;
  /** Whether the exchange may have still older ones. */
  'chart.older': { hasOlder: boolean };
  /** `entryId` names it in the journal. A failure with the code `order.unknown` has it in `details`. */
  'order.place': Order & { readonly entryId: number };
  'order.test': null;
  'order.cancel': Order;
  'order.cancelAll': CancelledAll;
  'order.lookAgain': null;
  'order.dismiss': null;
  'order.timeline': OrderTimeline;
  'history.page': HistoryPage;
  /** How many were new, and whether the exchange has no older ones. */
  'history.older': { readonly imported: number; readonly complete: boolean };
  /** `path` is empty when the user chose no file. */
  'history.export': { readonly path: string; readonly rows: number };
  'limits.change': null;
  'watchlist.create': { id: number };
  'watchlist.rename': null;
  'watchlist.remove': null;
  'watchlist.move': null;
  'watchlist.watch': null;
  'watchlist.moveSymbol': null;
  'sparklines.show': null;
  'alert.create': { readonly alertId: number };
  'alert.change': null;
  'alert.remove': null;
  'alert.snooze': null;
  'alert.dismiss': null;
  'alert.pause': null;
  'confirm.answer': null;
  'account.activate': null;
  'account.rename': null;
  'account.remove': null;
  'account.check': null;
  'account.openKeyWindow': null;
  'keychain.retry': null;
  /** `characters` is the length of what was taken, so that the window can say that something is there. */
  'key.readClipboard': { characters: number };
  'key.forgetClipboard': null;
  'key.save': { accountId: string };
}

export type CommandInput<C extends CommandName> = v.InferOutput<(typeof COMMAND_INPUTS)[C]>;
export type CommandAnswer<C extends CommandName> = Promise<Result<CommandValues[C]>>;
