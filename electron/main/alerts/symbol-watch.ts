import { isPriceRule } from '@shared/domain/alert';
import { compare, type Decimal } from '@shared/domain/decimal';
import type { Candle } from '@shared/domain/market';
import { openTimeAt } from '../market/candles/intervals';
import type { AlertWatch, NewFiring, SeenPrice, StoredAlert } from '../storage/stored-alert';
import { levelOf, lookAtPrice, lookAtSpan, type Level, type Span } from './level';
import { MoveWindow } from './move';
import { happened, isWatched } from './policy';

interface Watched {
  alert: StoredAlert;
  readonly level: Level | undefined;
  readonly move: MoveWindow | undefined;
}

/** What a look has changed: alerts as they are now, and what is to be told. */
export interface Looked {
  readonly alerts: StoredAlert[];
  readonly firings: NewFiring[];
}

const greater = (a: Decimal, b: Decimal): Decimal => (compare(a, b) >= 0 ? a : b);
const lesser = (a: Decimal, b: Decimal): Decimal => (compare(a, b) <= 0 ? a : b);

/** The alerts on prices of one symbol, and the prices that were held against them. Knows no clock, no disk and no network. */
export class SymbolWatch {
  #watched: readonly Watched[] = [];
  /** Undefined before the first price: then candles tell what was crossed since an alert was made. */
  seen: SeenPrice | undefined;

  constructor(
    readonly symbol: string,
    seen: SeenPrice | undefined,
  ) {
    this.seen = seen;
  }

  get levels(): readonly Level[] {
    return this.#watched.flatMap(({ alert, level }) => (alert.enabled && level ? [level] : []));
  }

  /** When the first of its alerts on a level was made, Unix ms: from there on prices matter. Infinity without one. */
  get since(): number {
    return Math.min(...this.#watched.map(({ alert, level }) => (level ? alert.watch.since : Infinity)));
  }

  /** How long before now prices must be known, ms; 0 when nothing is missing. */
  get missingMs(): number {
    return Math.max(0, ...this.#watched.map(({ move }) => (move?.isEmpty ? move.rule.minutes * 60_000 : 0)));
  }

  /** The alerts of this symbol; what is known of one that watches for the same as before stays. */
  set(alerts: readonly StoredAlert[]): void {
    const before = new Map(this.#watched.map((watched) => [watched.alert.id, watched]));
    this.#watched = alerts.map((alert) => watchedOf(alert, before.get(alert.id)));
  }

  /** The price when the first alert came; nothing before it matters. @param at Unix ms, server */
  begin(price: Decimal, at: number): void {
    this.seen ??= rolled(undefined, price, at);
  }

  /** All that the minute of the last price has seen, also before it was looked at: those extremes are no news. */
  learn(candle: Candle): void {
    const { seen } = this;
    if (seen?.openTime !== candle.openTime) return;
    this.seen = { ...seen, high: greater(seen.high, candle.high), low: lesser(seen.low, candle.low) };
  }

  /** New alerts get to know on which side of them the price is: without that the next price could cross them unnoticed. */
  acquaint(): Looked {
    const { seen } = this;
    const looked: Looked = { alerts: [], firings: [] };
    if (!seen) return looked;
    for (const watched of this.#watched) {
      const { alert, level } = watched;
      if (!level || alert.watch.side !== null || alert.watch.mustGoBack) continue;
      changeTo(watched, { ...alert, watch: lookAtPrice(level, alert.watch, seen.price).watch }, looked);
    }
    return looked;
  }

  /** One more price. @param now Unix ms, server */
  look(price: Decimal, now: number): Looked {
    const looked: Looked = { alerts: [], firings: [] };
    for (const watched of this.#watched) {
      if (!isWatched(watched.alert, now)) continue;
      const [watch, measure] = judge(watched, price, now);
      if (measure !== undefined) tell(watched, watch, { at: now, price, measure, away: null }, looked);
      else changeTo(watched, withWatch(watched.alert, watch), looked);
    }
    this.seen = rolled(this.seen, price, now);
    return looked;
  }

  /** The price is still what it was. @param at Unix ms, server */
  confirm(at: number): void {
    if (this.seen && at > this.seen.at) this.seen = rolled(this.seen, this.seen.price, at);
  }

  /**
   * What happened since the last price that was seen, from the candles of that time and of the minutes before it that are missing.
   * @param candles ascending, none overlapping; minutes at the beginning and the end
   * @param now Unix ms, server
   */
  catchUp(candles: readonly Candle[], now: number): Looked {
    const looked: Looked = { alerts: [], firings: [] };
    const { seen } = this;
    const filled = new Set(this.#watched.filter(({ move }) => move?.isEmpty));
    for (const candle of candles) {
      const span = seen ? unseenOf(candle, seen) : candle;
      for (const watched of this.#watched) {
        // Without a price that was seen, what moved before now is where a change begins to be counted.
        const isOld = seen ? candle.closeTime < seen.openTime : watched.move !== undefined;
        if (isOld && !filled.has(watched)) continue;
        if (isOld || candle.closeTime < watched.alert.watch.since)
          watched.move?.lookAtSpan(span, candle.openTime);
        else lookBack(watched, candle, span, Math.max(candle.openTime, seen?.at ?? 0), now, looked);
      }
    }
    const last = candles.at(-1);
    if (last) this.seen = seenAfter(last, now);
    return looked;
  }
}

/** @param begin from when on the span tells; an alert that began later has nothing to do with its extremes */
function lookBack(
  watched: Watched,
  candle: Candle,
  span: Span,
  begin: number,
  now: number,
  looked: Looked,
): void {
  const at = Math.min(candle.closeTime, now);
  if (!watched.alert.enabled) return;
  const { watch } = watched.alert;
  // One that knows its side was held against the price that was seen last: when it was made is of this machine's clock, and the
  // span of the exchange's.
  const knowsSide = watch.side !== null || watch.mustGoBack;
  if (watch.since > begin && !knowsSide) {
    const [calm] = judge(watched, span.close, at);
    return changeTo(watched, withWatch(watched.alert, calm), looked);
  }
  const [next, measure] = judgeSpan(watched, span, candle.openTime);
  if (measure === undefined) return changeTo(watched, withWatch(watched.alert, next), looked);
  const { openTime, closeTime, high, low } = candle;
  const isFall = measure.startsWith('-') || (measure === '' && watch.side === 'above');
  const price = isFall ? span.low : span.high;
  tell(watched, next, { at, price, measure, away: { openTime, closeTime, high, low } }, looked, begin);
}

type Judgement = readonly [watch: AlertWatch, measure: string | undefined];

/** The memory after this price, and when it happened now its measure (empty for a level). */
function judge({ alert, level, move }: Watched, price: Decimal, at: number): Judgement {
  const { watch } = alert;
  if (level) {
    const step = lookAtPrice(level, watch, price);
    return [step.watch, step.crossed ? '' : undefined];
  }
  return judgeMove(watch, move?.look(price, at));
}

function judgeSpan({ alert, level, move }: Watched, span: Span, at: number): Judgement {
  const { watch } = alert;
  if (level) {
    const step = lookAtSpan(level, watch, span);
    return [step.watch, step.crossed ? '' : undefined];
  }
  return judgeMove(watch, move?.lookAtSpan(span, at));
}

function judgeMove(watch: AlertWatch, measure: string | undefined): Judgement {
  const holds = measure !== undefined;
  return [watch.holds === holds ? watch : { ...watch, holds }, watch.holds ? undefined : measure];
}

function tell(
  watched: Watched,
  watch: AlertWatch,
  told: Pick<NewFiring, 'at' | 'price' | 'measure' | 'away'>,
  looked: Looked,
  began = told.at,
): void {
  const { alert, tells } = happened(watched.alert, watch, told.at, began);
  if (tells) {
    const { id: alertId, server, rule, note } = alert;
    looked.firings.push({ alertId, server, rule, note, ...told });
  }
  changeTo(watched, alert, looked);
}

/** Within one look an alert can change more than once, as in the candles of a gap: the last one counts. */
function changeTo(watched: Watched, alert: StoredAlert, looked: Looked): void {
  if (alert === watched.alert) return;
  watched.alert = alert;
  const index = looked.alerts.findIndex(({ id }) => id === alert.id);
  if (index < 0) looked.alerts.push(alert);
  else looked.alerts[index] = alert;
}

const withWatch = (alert: StoredAlert, watch: AlertWatch): StoredAlert =>
  watch === alert.watch ? alert : { ...alert, watch };

function watchedOf(alert: StoredAlert, before: Watched | undefined): Watched {
  const { rule, hysteresis } = alert;
  const same =
    before?.alert.hysteresis === hysteresis &&
    JSON.stringify(before.alert.rule) === JSON.stringify(rule) &&
    before.alert.watch.since === alert.watch.since;
  if (before && same) return { ...before, alert };
  return {
    alert,
    level: isPriceRule(rule) ? levelOf(rule.kind, rule.price, hysteresis) : undefined,
    move: rule.kind === 'change' ? new MoveWindow(rule) : undefined,
  };
}

/** What a candle tells beyond what was seen of it: an extreme that was seen already may be of before. */
function unseenOf(candle: Candle, seen: SeenPrice): Span {
  if (candle.openTime > seen.openTime || candle.closeTime < seen.openTime) return candle;
  const { high, low, close } = candle;
  return {
    close,
    high: compare(high, seen.high) > 0 ? high : greater(seen.price, close),
    low: compare(low, seen.low) < 0 ? low : lesser(seen.price, close),
  };
}

function rolled(seen: SeenPrice | undefined, price: Decimal, now: number): SeenPrice {
  const at = Math.max(now, seen?.at ?? 0);
  const openTime = openTimeAt('1m', at);
  if (seen?.openTime !== openTime) return { price, at, openTime, high: price, low: price };
  return { price, at, openTime, high: greater(seen.high, price), low: lesser(seen.low, price) };
}

function seenAfter(last: Candle, now: number): SeenPrice {
  const { close: price, high, low } = last;
  const openTime = openTimeAt('1m', now);
  return last.openTime === openTime
    ? { price, at: now, openTime, high, low }
    : { price, at: now, openTime, high: price, low: price };
}
