import type { Decimal } from './decimal';

/** What can be watched. `rises`, `falls` and `reaches` are a price that is crossed upwards, downwards, either way. */
export const ALERT_KINDS = [
  'rises',
  'falls',
  'reaches',
  'change',
  'volume',
  'spread',
  'balance',
  'fill',
  'connection',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const PRICE_KINDS = ['rises', 'falls', 'reaches'] as const satisfies readonly AlertKind[];
export type PriceKind = (typeof PRICE_KINDS)[number];

/** Candles in which volume is watched. */
export const VOLUME_INTERVALS = ['1m', '5m', '15m', '1h'] as const;

export const CHANGE_DIRECTIONS = ['up', 'down', 'either'] as const;

/** At least one minute, at most a day: longer changes are those of the day that the list of markets shows. */
export const LONGEST_CHANGE_MINUTES = 1_440;

/** When an alert fires. Prices in the quote asset. */
export type AlertRule =
  | { readonly kind: PriceKind; readonly symbol: string; readonly price: Decimal }
  | {
      /** The price moved by so many percent from its extreme of the last minutes. */
      readonly kind: 'change';
      readonly symbol: string;
      readonly direction: (typeof CHANGE_DIRECTIONS)[number];
      readonly percent: Decimal;
      readonly minutes: number;
    }
  | {
      /** The candle of now has at least so many times the mean volume of those before. */
      readonly kind: 'volume';
      readonly symbol: string;
      readonly interval: (typeof VOLUME_INTERVALS)[number];
      readonly times: Decimal;
    }
  | {
      /** Best ask and best bid are at least so many percent of their middle apart. */
      readonly kind: 'spread';
      readonly symbol: string;
      readonly percent: Decimal;
    }
  | {
      /** Free and locked together changed by at least so much; any change when it is 0. */
      readonly kind: 'balance';
      readonly asset: string;
      readonly amount: Decimal;
    }
  | {
      /** An order was filled as a whole; of any symbol when it is empty. */
      readonly kind: 'fill';
      readonly symbol: string;
    }
  | {
      /** Prices could not be had for so long. */
      readonly kind: 'connection';
      readonly seconds: number;
    };

/** What a person may choose of an alert. */
export interface AlertChoices {
  readonly rule: AlertRule;
  /** `once` is switched off by firing. */
  readonly repeat: 'once' | 'recurring';
  /** A recurring alert is quiet for so long after it fired. */
  readonly cooldownSeconds: number;
  /** Percent of the price by which it must go back before the same level can be crossed again. */
  readonly hysteresis: Decimal;
  readonly note: string;
  readonly sound: boolean;
  /** Unix ms; null for never. */
  readonly expiresAt: number | null;
}

export interface Alert extends AlertChoices {
  readonly id: number;
  /** Exchange it belongs to: `paper`, or the REST address of the account. It is watched while the desk is connected to that one. */
  readonly server: string;
  /** Of balance and fill; empty for what everybody can see. */
  readonly accountId: string;
  readonly enabled: boolean;
  /** Unix ms; what happens until then is passed over. Null when not snoozed. */
  readonly snoozedUntil: number | null;
  /** Unix ms. */
  readonly createdAt: number;
  /** Unix ms; null before the first time. */
  readonly firedAt: number | null;
  readonly firedCount: number;
}

/** The candle (Unix ms of the server) that tells of a crossing which nobody saw as it happened. */
export interface AwayCandle {
  readonly openTime: number;
  readonly closeTime: number;
  readonly high: Decimal;
  readonly low: Decimal;
}

/** An alert that fired: what is told, and kept as history. The rule is as it was then. */
export interface AlertFiring {
  readonly id: number;
  readonly alertId: number;
  readonly server: string;
  readonly rule: AlertRule;
  readonly note: string;
  /** Unix ms of this machine, or of the candle (server) when it happened while nobody watched. */
  readonly at: number;
  /** The price that fired it, with `away` the extreme of its candle; empty for rules that are not about a price. */
  readonly price: string;
  /** Signed percent of `change`, times of `volume`, percent of `spread`, signed amount of `balance`; else empty. */
  readonly measure: string;
  /** Present when it was crossed while Perch did not watch. */
  readonly away: AwayCandle | null;
  /** Whether a person has put it aside. */
  readonly dismissed: boolean;
}

export interface AlertsState {
  /** Oldest first; of all exchanges. */
  readonly alerts: readonly Alert[];
  /** The newest first, at most {@link SHOWN_FIRINGS}. */
  readonly history: readonly AlertFiring[];
  /** While paused alerts go on watching and fill the history, and nothing rings or pops up. `until` null: until it is ended. */
  readonly pause: { readonly until: number | null } | null;
  /** The exchange whose alerts are watched now, as {@link Alert.server}; empty when there is none. */
  readonly server: string;
  /** What a person chose to see by clicking a notification, and when (Unix ms); null before the first time. */
  readonly shown: { readonly firingId: number; readonly symbol: string; readonly at: number } | null;
}

export const SHOWN_FIRINGS = 200;
export const MOST_ALERTS = 10_000;

export function isPriceRule(rule: AlertRule): rule is Extract<AlertRule, { kind: PriceKind }> {
  return (PRICE_KINDS as readonly string[]).includes(rule.kind);
}

/** The symbol it is about, or empty. */
export function symbolOfRule(rule: AlertRule): string {
  return 'symbol' in rule ? rule.symbol : '';
}

export type AlertStanding = 'watching' | 'snoozed' | 'off' | 'fired' | 'expired' | 'elsewhere';

/** What an alert does now, in one word. @param server the exchange that is watched now */
export function standingOf(alert: Alert, server: string, now: number): AlertStanding {
  if (!alert.enabled) return alert.repeat === 'once' && alert.firedAt !== null ? 'fired' : 'off';
  if (alert.expiresAt !== null && alert.expiresAt <= now) return 'expired';
  if (alert.server !== server) return 'elsewhere';
  if (alert.snoozedUntil !== null && alert.snoozedUntil > now) return 'snoozed';
  return 'watching';
}
