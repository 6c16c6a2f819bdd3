import type { AlertRule } from '@shared/domain/alert';
import {
  add,
  compare,
  divideDown,
  isZero,
  multiply,
  subtract,
  toPlaces,
  type Decimal,
} from '@shared/domain/decimal';
import type { Candle } from '@shared/domain/market';
import type { AlertWatch, NewFiring, StoredAlert } from '../storage/stored-alert';
import { happened } from './policy';

type RuleOf<K extends AlertRule['kind']> = Extract<AlertRule, { kind: K }>;

/** What a condition says now: its measure while it holds, undefined while it does not. */
export type Measure = string | undefined;

export interface Judged {
  readonly alert: StoredAlert;
  readonly firing: NewFiring | undefined;
}

/** A condition counts when it begins to hold, and again when it has ended meanwhile. */
export function whenBegins(alert: StoredAlert, measure: Measure, at: number, price: string): Judged {
  const holds = measure !== undefined;
  if (alert.watch.holds === holds) return { alert, firing: undefined };
  const watch = { ...alert.watch, holds };
  return holds
    ? fire(alert, watch, { at, price, measure })
    : { alert: { ...alert, watch }, firing: undefined };
}

export function fire(
  before: StoredAlert,
  watch: AlertWatch,
  told: Pick<NewFiring, 'at' | 'price' | 'measure'>,
): Judged {
  const { alert, tells } = happened(before, watch, told.at);
  const { id: alertId, server, rule, note } = alert;
  return { alert, firing: tells ? { alertId, server, rule, note, away: null, ...told } : undefined };
}

/** Percent of the middle; undefined without both sides, or when they are closer. */
export function spreadMeasure(rule: RuleOf<'spread'>, bid: Decimal, ask: Decimal): Measure {
  if (isZero(bid) || isZero(ask) || compare(ask, bid) < 0) return undefined;
  const percent = divideDown(multiply(subtract(ask, bid), '200'), add(ask, bid), 6);
  return compare(percent, rule.percent) >= 0 ? toPlaces(percent, 2) : undefined;
}

/** Candles of which the mean volume is taken, and the fewest that make one. */
export const VOLUME_CANDLES = 20;
const FEWEST_CANDLES = 5;

/** How many times the mean volume of those before the last candle has, cut to two decimals. */
function volumeMeasure(rule: RuleOf<'volume'>, candles: readonly Candle[]): Measure {
  const running = candles.at(-1);
  const before = candles.slice(0, -1);
  if (!running || before.length < FEWEST_CANDLES) return undefined;
  const sum = before.reduce((total, { volume }) => add(total, volume), '0');
  if (isZero(sum)) return undefined;
  const times = divideDown(multiply(running.volume, String(before.length)), sum, 2);
  return compare(times, rule.times) >= 0 ? times : undefined;
}

/** A burst of volume counts once for each candle. */
export function whenVolume(
  alert: StoredAlert,
  rule: RuleOf<'volume'>,
  candles: readonly Candle[],
  at: number,
): Judged {
  const measure = volumeMeasure(rule, candles);
  const running = candles.at(-1);
  if (measure === undefined || !running || alert.watch.candle === running.openTime)
    return { alert, firing: undefined };
  return fire(alert, { ...alert.watch, candle: running.openTime }, { at, price: running.close, measure });
}

/** @param total free and locked together */
export function whenBalance(alert: StoredAlert, rule: RuleOf<'balance'>, total: Decimal, at: number): Judged {
  const { base } = alert.watch;
  if (base === null)
    return { alert: { ...alert, watch: { ...alert.watch, base: total } }, firing: undefined };
  const change = subtract(total, base);
  const isLess = change.startsWith('-');
  const size = isLess ? change.slice(1) : change;
  if (isZero(size) || compare(size, rule.amount) < 0) return { alert, firing: undefined };
  const measure = isLess ? change : `+${change}`;
  return fire(alert, { ...alert.watch, base: total }, { at, price: '', measure });
}
