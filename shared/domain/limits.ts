import type { Decimal } from './decimal';

/** What an account may do, enforced in main. Values are in `valueAsset`; orders of other quote assets are converted by the last prices. */
export interface AccountLimits {
  readonly valueAsset: string;
  /** Largest value of one order, or null for none. */
  readonly largestOrder: Decimal | null;
  /** Largest value of all orders placed in a day (UTC), or null. */
  readonly largestDay: Decimal | null;
  /** Symbols that may be traded, or null for all. */
  readonly symbols: readonly string[] | null;
  /** Percent from the best price: from here on it is unusual. */
  readonly warnDistance: Decimal;
  /** Percent from the best price: beyond it an order is refused. */
  readonly refuseDistance: Decimal;
  /** Percent of what is free of the spent asset: from here on it is unusual. */
  readonly largeShare: Decimal;
  /** The same order again within so many seconds is unusual. */
  readonly repeatSeconds: number;
  /** From this value on an order is unusual, or null. */
  readonly confirmAbove: Decimal | null;
  /** Whether ordinary orders are confirmed too; unusual ones always are. */
  readonly confirm: 'always' | 'unusual';
  /** Nothing may be placed; cancelling goes on. */
  readonly locked: boolean;
}

export const DEFAULT_LIMITS: AccountLimits = {
  valueAsset: 'USDT',
  largestOrder: null,
  largestDay: null,
  symbols: null,
  warnDistance: '5',
  refuseDistance: '20',
  largeShare: '50',
  repeatSeconds: 10,
  confirmAbove: null,
  confirm: 'always',
  locked: false,
};

/** Why an order is asked about even where ordinary ones are not. Each is a message key `unusual.<kind>`. */
export type UnusualKind =
  | 'far'
  | 'large-share'
  | 'large-value'
  | 'repeat'
  /** The best price is old, or there is none. */
  | 'stale-price'
  | 'no-price'
  /** The user goes on although an identical order is not settled. */
  | 'despite-hold';

export interface Unusual {
  readonly kind: UnusualKind;
  /** Decimals and seconds for the message. */
  readonly details: Readonly<Record<string, string>>;
}

/** What windows see of the active account's limits. */
export interface LimitsState {
  readonly accountId: string;
  readonly limits: AccountLimits;
  /** Value of the orders of this UTC day, in `valueAsset`; null when it cannot be told. */
  readonly spentToday: Decimal | null;
}
