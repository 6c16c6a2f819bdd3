import type { AccountKind } from './account';
import type { LockReason } from './account-lock';
import type { Decimal } from './decimal';
import type { Unusual } from './limits';
import type { OrderIntent } from './order';
import type { JournalOrder } from './order-life';
import type { Settings } from './settings';

/** The account a question is about. */
export interface ConfirmedAccount {
  readonly name: string;
  readonly kind: AccountKind;
  readonly keyTail: string;
}

/** The order whose place another one takes. */
export interface ReplacedOrder {
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly executedQuantity: Decimal;
  /** False while it rests: it is cancelled first. */
  readonly isCancelled: boolean;
}

/** An order that is about to be sent, with everything that a person judges it by. What is sent is `intent`, unchanged. */
export interface OrderQuestion {
  readonly kind: 'order';
  readonly account: ConfirmedAccount;
  readonly intent: OrderIntent;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  readonly quotePrecision: number;
  /** price × quantity, in the quote asset. */
  readonly value: Decimal;
  /** Highest fee with its asset, or null when the rate is not known. */
  readonly feeAtMost: { readonly amount: Decimal; readonly asset: string } | null;
  /** The best price it is measured against, signed percent from it, and its age; null without one. */
  readonly best: {
    readonly of: 'bid' | 'ask';
    readonly price: Decimal;
    readonly percent: string;
    readonly ageMs: number;
  } | null;
  /** Percent of what is free of the spent asset; null when balances are not known. */
  readonly sharePercent: Decimal | null;
  readonly spentAsset: string;
  readonly unusual: readonly Unusual[];
  /** Present when it takes the place of an order: what is filled of that one until it is cancelled is taken off `intent`. */
  readonly replaces?: ReplacedOrder | undefined;
}

/** A limit that would be loosened; texts are decimals, symbols, or keys of the settings. */
export interface LimitsQuestion {
  readonly kind: 'looser-limits';
  readonly account: ConfirmedAccount;
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
}

/** The user says that an order in doubt is not there: an identical one may then be sent. */
export interface DismissQuestion {
  readonly kind: 'dismiss-order';
  readonly account: ConfirmedAccount;
  readonly order: JournalOrder;
}

/** Perch is about to quit. */
export interface QuitQuestion {
  readonly kind: 'quit';
  /** Orders that stay live at the exchange. */
  readonly open: readonly OrderLine[];
  /** Orders of which nobody can say what became of them. */
  readonly unsettled: readonly OrderLine[];
}

/** `account` is the name of another account than the one on the screen: what is known of its orders may be old. */
export type OrderLine = Pick<JournalOrder, 'symbol' | 'side' | 'price' | 'quantity'> & {
  readonly account?: string | undefined;
};

/** An account is about to be removed although orders of it rest, as far as the journal knows, or are in doubt. */
export interface RemoveQuestion {
  readonly kind: 'remove-account';
  readonly account: ConfirmedAccount;
  readonly open: readonly OrderLine[];
  readonly unsettled: readonly OrderLine[];
}

/** The keys of all accounts are to be used again, or to stay in memory for longer while nobody is there. */
export type LockQuestion =
  | { readonly kind: 'unlock'; readonly because: LockReason }
  | {
      readonly kind: 'looser-lock';
      readonly from: Settings['lockAfter'];
      readonly to: Settings['lockAfter'];
    };

/** What main asks in a window of its own, which no other window can answer (SECURITY promise 4). */
export type Question =
  OrderQuestion | LimitsQuestion | LockQuestion | DismissQuestion | QuitQuestion | RemoveQuestion;

/** The question on the screen. */
export type ConfirmRequest = Question & { readonly id: string };
