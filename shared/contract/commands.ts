import * as v from 'valibot';
import type { Decimal } from '../domain/decimal';
import { CANDLE_INTERVALS } from '../domain/market';
import { PANE_CONTENTS } from '../domain/pane';
import type { Order } from '../domain/order';
import type { JournalOrder, TimelineEvent } from '../domain/order-life';
import type { Profit } from '../domain/profit';
import type { AppError, Result } from '../domain/result';
import { MOST_SPARKLINES } from '../domain/sparkline';
import { alertChanges, alertChoices, alertId, alertMinutes } from './alert-inputs';
import type { ValuePoint } from '../domain/value-history';
import type { SystemFacts } from '../domain/system-facts';
import {
  accountId,
  accountName,
  address,
  assetName,
  decimalText,
  entryId,
  historyFilter,
  intentId,
  keyText,
  limitChanges,
  moment,
  nothing,
  orderId,
  pixels,
  place,
  side,
  symbolName,
  watchlistId,
  watchlistName,
} from './inputs';
import { deskLayout, layoutName } from './layout-schema';
import { SETTING_FIELDS } from './settings-schema';
import type { CommandName } from './surface';

/** Longest text of a report; with its wrapping it stays below what may cross to main at all. */
const MOST_REPORT_CHARACTERS = 16_000;

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
  'desk.show': v.strictObject({ symbol: v.optional(symbolName) }),
  'strip.show': v.strictObject({ shown: v.boolean() }),
  'settings.change': v.partial(v.strictObject(WINDOW_SETTINGS)),
  /** How the desk is divided on the display it is on. */
  'layout.change': v.strictObject({ layout: deskLayout }),
  /** Keeps the layout of now under a name; one of that name is replaced. */
  'layout.save': v.strictObject({ name: layoutName }),
  'layout.remove': v.strictObject({ name: layoutName }),
  /** Opens a chart or book of the desk's symbol in a window of its own, which follows the desk until it is pinned. */
  'pane.open': v.strictObject({ content: v.picklist(PANE_CONTENTS) }),
  /** The pane that calls stays with its symbol, or follows the desk again. */
  'pane.pin': v.strictObject({ pinned: v.boolean() }),
  'ticket.fill': v.strictObject({
    symbol: symbolName,
    price: decimalText,
    side: v.optional(side),
    quantity: v.optional(decimalText),
  }),
  /** What Perch runs on and where it keeps its files; asked for by those who look at the settings. */
  'system.describe': nothing,
  /** Shows the folder of Perch's files in the system's file manager. */
  'system.openFolder': nothing,
  /** Main asks where to, and writes the text of a report. */
  'report.save': v.strictObject({ text: v.pipe(v.string(), v.maxLength(MOST_REPORT_CHARACTERS)) }),
  /** Connects anew, measures the clock and asks for everything again; does not break the exchange's word to wait. */
  'connection.retry': nothing,
  /** The symbol that the desk shows: its open orders and prices come first. */
  'symbol.select': v.strictObject({ symbol: symbolName }),
  /** Asks for candles before the first one, as when the chart is scrolled to its beginning. */
  'chart.older': v.strictObject({ symbol: symbolName, interval: v.picklist(CANDLE_INTERVALS) }),
  /** Takes a picture of that part of the window, CSS pixels, and keeps it until the next one; the window may change again after it. */
  'chart.capture': v.strictObject({ x: pixels, y: pixels, width: pixels, height: pixels }),
  /** What becomes of the picture that was taken. Main asks for the file. */
  'chart.screenshot': v.strictObject({
    to: v.picklist(['file', 'clipboard']),
    symbol: symbolName,
    interval: v.picklist(CANDLE_INTERVALS),
  }),
  /** `despiteHold`: although an identical order is not settled. Main asks about it in a window of its own. */
  'order.place': v.strictObject({ intentId, accountId, intent, despiteHold: v.optional(v.boolean()) }),
  'order.test': v.strictObject({ accountId, intent }),
  'order.cancel': v.strictObject({ accountId, symbol: symbolName, orderId }),
  /** Every open order of the account, or of one symbol. */
  'order.cancelAll': v.strictObject({ accountId, symbol: v.optional(symbolName) }),
  /**
   * Cancels an open order and, once that is certain, places another one in its place. `quantity` is the whole of it: what the old one
   * has filled is taken off.
   */
  'order.replace': v.strictObject({
    intentId,
    accountId,
    symbol: symbolName,
    orderId,
    price: decimalText,
    quantity: decimalText,
  }),
  /** Sends the order that was to take the place of this cancelled entry, and was not sent. */
  'order.sendUnsent': v.strictObject({ accountId, entryId }),
  /** Gives it up: the entry stays cancelled. */
  'order.dropUnsent': v.strictObject({ accountId, entryId }),
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
  /** Profit of every symbol that the journal knows trades of. */
  'performance.profit': v.strictObject({ accountId }),
  /** What the account was worth since then. */
  'performance.value': v.strictObject({ accountId, valueAsset: assetName, from: moment }),
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
  /** All accounts: their keys leave memory. */
  'account.lock': nothing,
  /** Main asks a person first. */
  'account.unlock': nothing,
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

/** Orders that were cancelled, and those that were not with the reason of each. */
export interface CancelledAll {
  readonly cancelled: number;
  readonly failed: readonly { readonly symbol: string; readonly orderId: string; readonly error: AppError }[];
}

/** An order that took the place of another one, of which `filled` had been filled before. */
export type ReplacingOrder = Order & { readonly entryId: number; readonly filled: Decimal };

export interface OrderTimeline {
  readonly order: JournalOrder;
  /** Oldest first. */
  readonly events: readonly TimelineEvent[];
}

/** Profit by symbol, as the journal knows it. */
export interface ProfitReport {
  readonly symbols: readonly SymbolProfit[];
  /** True when the journal has more orders than were looked at: the oldest are left out. */
  readonly cut: boolean;
}

export interface SymbolProfit extends Profit {
  readonly symbol: string;
  /** Both empty when the exchange no longer lists it. */
  readonly baseAsset: string;
  readonly quoteAsset: string;
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
  'desk.show': null;
  'strip.show': null;
  'settings.change': null;
  'layout.change': null;
  'layout.save': null;
  'layout.remove': null;
  'pane.open': null;
  'pane.pin': null;
  /** Refused when the pane shows another market, while main asks about an order, and while there is no desk. */
  'ticket.fill': null;
  'system.describe': SystemFacts;
  'system.openFolder': null;
  /** `path` is empty when the user chose no file. */
  'report.save': { readonly path: string };
  'connection.retry': null;
  'symbol.select': null;
  /** Whether the exchange may have still older ones. */
  'chart.older': { hasOlder: boolean };
  'chart.capture': null;
  /** `path` is empty when it went to the clipboard, or when the user chose no file. */
  'chart.screenshot': { readonly path: string };
  /** `entryId` names it in the journal. A failure with the code `order.unknown` has it in `details`. */
  'order.place': Order & { readonly entryId: number };
  'order.test': null;
  'order.cancel': Order;
  'order.cancelAll': CancelledAll;
  /** The new order. When it fails the message says whether the old one still rests; `replace.*` codes. */
  'order.replace': ReplacingOrder;
  'order.sendUnsent': ReplacingOrder;
  'order.dropUnsent': null;
  'order.lookAgain': null;
  'order.dismiss': null;
  'order.timeline': OrderTimeline;
  'history.page': HistoryPage;
  /** How many were new, and whether the exchange has no older ones. */
  'history.older': { readonly imported: number; readonly complete: boolean };
  /** `path` is empty when the user chose no file. */
  'history.export': { readonly path: string; readonly rows: number };
  'performance.profit': ProfitReport;
  /** Oldest first; a few hundred at most. */
  'performance.value': { readonly points: readonly ValuePoint[] };
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
  'account.lock': null;
  'account.unlock': null;
  'keychain.retry': null;
  /** `characters` is the length of what was taken, so that the window can say that something is there. */
  'key.readClipboard': { characters: number };
  'key.forgetClipboard': null;
  'key.save': { accountId: string };
}

export type CommandInput<C extends CommandName> = v.InferOutput<(typeof COMMAND_INPUTS)[C]>;
export type CommandAnswer<C extends CommandName> = Promise<Result<CommandValues[C]>>;
