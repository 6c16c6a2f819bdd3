import type { AlertChoices, AlertRule } from '@shared/domain/alert';
import type { Candle } from '@shared/domain/market';
import { newWatch, type StoredAlert } from '../storage/stored-alert';

export const MINUTE = 60_000;
/** A full minute, like all times of these tests. */
export const START = 1_700_000_040_000;

export const choices = (rule: AlertRule, more: Partial<AlertChoices> = {}): AlertChoices => ({
  rule,
  repeat: 'once',
  cooldownSeconds: 0,
  hysteresis: '0',
  note: '',
  sound: true,
  expiresAt: null,
  ...more,
});

export function storedAlert(rule: AlertRule, more: Partial<StoredAlert> = {}): StoredAlert {
  return {
    ...choices(rule),
    id: 1,
    server: 'paper',
    accountId: '',
    enabled: true,
    snoozedUntil: null,
    createdAt: 0,
    firedAt: null,
    firedCount: 0,
    watch: newWatch(0),
    ...more,
  };
}

/** A price (whole number) at a time (Unix ms). */
export interface Tick {
  readonly at: number;
  readonly price: number;
}

/** Candles of one minute as an exchange makes them of all prices up to `until`; a minute without a price has none. */
export function minuteCandles(path: readonly Tick[], from: number, until: number): Candle[] {
  const minutes = new Map<number, number[]>();
  for (const { at, price } of path) {
    const openTime = at - (at % MINUTE);
    if (openTime < from - (from % MINUTE) || at > until) continue;
    minutes.set(openTime, [...(minutes.get(openTime) ?? []), price]);
  }
  return [...minutes].map(([openTime, prices]) => ({
    openTime,
    closeTime: openTime + MINUTE - 1,
    open: String(prices[0]),
    high: String(Math.max(...prices)),
    low: String(Math.min(...prices)),
    close: String(prices.at(-1)),
    volume: '1',
    quoteVolume: '1',
  }));
}
