import type { Alert, AlertFiring } from '@shared/domain/alert';
import type { Decimal } from '@shared/domain/decimal';

/** What an alert remembers between two looks, so that each crossing counts once, also across restarts. */
export interface AlertWatch {
  /** When it began to watch for this, Unix ms: what happened before is not its business. */
  readonly since: number;
  /** Of a price alert: from which side its price can be crossed; null until the price has been clearly on one. */
  readonly side: 'below' | 'above' | null;
  /** It has fired at this price: the price must go back by the hysteresis before it can be crossed again. */
  readonly mustGoBack: boolean;
  /** Of a condition (change, spread, connection): it holds, and must end before it counts again. */
  readonly holds: boolean;
  /** Of volume: open time of the candle that fired, Unix ms; 0 for none. */
  readonly candle: number;
  /** Of balance: what the next change is counted from; null until it is known. */
  readonly base: Decimal | null;
}

export const newWatch = (since: number): AlertWatch => ({
  since,
  side: null,
  mustGoBack: false,
  holds: false,
  candle: 0,
  base: null,
});

export interface StoredAlert extends Alert {
  readonly watch: AlertWatch;
}

/** The last price of a symbol that was held against its alerts, with all that was seen of its minute. */
export interface SeenPrice {
  readonly price: Decimal;
  /** Unix ms, server. */
  readonly at: number;
  /** Open time of the minute (Unix ms, server), and the extremes that were seen since it began. */
  readonly openTime: number;
  readonly high: Decimal;
  readonly low: Decimal;
}

export type NewFiring = Omit<AlertFiring, 'id' | 'dismissed'>;

export interface AlertCommit {
  readonly alerts?: readonly StoredAlert[];
  readonly firings?: readonly NewFiring[];
  readonly seen?: readonly {
    readonly server: string;
    readonly symbol: string;
    readonly price: SeenPrice;
  }[];
}

export type AlertPause = { readonly until: number | null } | null;
