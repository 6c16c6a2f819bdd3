import * as v from 'valibot';
import { CANDLE_INTERVALS } from '../domain/market';
import type { Order } from '../domain/order';
import type { Result } from '../domain/result';
import {
  accountId,
  accountName,
  address,
  decimalText,
  intentId,
  keyText,
  nothing,
  orderId,
  side,
  symbolName,
} from './inputs';
import type { CommandName } from './surface';

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
  'settings.change': v.partial(
    v.strictObject({
      theme: v.picklist(['system', 'dark', 'light']),
      language: v.picklist(['en', 'zh-CN']),
      interval: v.picklist(CANDLE_INTERVALS),
    }),
  ),
  /** The symbol that the desk shows: its open orders and prices come first. */
  'symbol.select': v.strictObject({ symbol: symbolName }),
  /** Asks for candles before the first one, as when the chart is scrolled to its beginning. */
  'chart.older': v.strictObject({ symbol: symbolName, interval: v.picklist(CANDLE_INTERVALS) }),
  'order.place': v.strictObject({ intentId, accountId, intent }),
  'order.test': v.strictObject({ accountId, intent }),
  'order.cancel': v.strictObject({ accountId, symbol: symbolName, orderId }),
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

/** What each command answers when it succeeds. */
interface CommandValues {
  'window.painted': null;
  'window.close': null;
  'settings.change': null;
  'symbol.select': null;
  /** Whether the exchange may have still older ones. */
  'chart.older': { hasOlder: boolean };
  'order.place': Order;
  'order.test': null;
  'order.cancel': Order;
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
