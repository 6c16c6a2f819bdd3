import { compare } from '@shared/domain/decimal';
import type { Candle, CandleInterval } from '@shared/domain/market';
import { lengthOf, openTimeAt } from './intervals';

/** A candle without what else came with it on the wire. */
export function candleFrom(wire: Candle): Candle {
  const { openTime, closeTime, open, high, low, close, volume, quoteVolume } = wire;
  return { openTime, closeTime, open, high, low, close, volume, quoteVolume };
}

/** Why this cannot be a candle of `interval`, in words that name the field and the rule; undefined when it can. */
export function flawOf(candle: Candle, interval: CandleInterval): string | undefined {
  const { openTime, closeTime, open, high, low, close } = candle;
  if (openTimeAt(interval, openTime) !== openTime) return `open time ${openTime} is no begin of ${interval}`;
  if (closeTime !== openTime + lengthOf(interval) - 1)
    return `close time ${closeTime} is not the end of ${interval} from ${openTime}`;
  if (compare(high, open) < 0 || compare(high, close) < 0) return `high ${high} is below open or close`;
  if (compare(low, open) > 0 || compare(low, close) > 0) return `low ${low} is above open or close`;
  return undefined;
}

export function sameCandle(a: Candle, b: Candle): boolean {
  return (
    a.openTime === b.openTime &&
    a.close === b.close &&
    a.volume === b.volume &&
    a.high === b.high &&
    a.low === b.low &&
    a.open === b.open &&
    a.quoteVolume === b.quoteVolume &&
    a.closeTime === b.closeTime
  );
}

/** A later candle, or more of the same one: a candle only grows. */
export function isNewer(candle: Candle, known: Candle | undefined): boolean {
  if (!known || candle.openTime !== known.openTime) return !known || candle.openTime > known.openTime;
  return compare(candle.volume, known.volume) > 0;
}

/** `candles`, with those that say the same as one of `known` replaced by that very object. Both ascending by open time. */
export function keepSame(known: readonly Candle[], candles: readonly Candle[]): readonly Candle[] {
  let at = 0;
  let changed = known.length !== candles.length;
  const kept = candles.map((candle, index) => {
    while (at < known.length && (known[at]?.openTime ?? 0) < candle.openTime) at += 1;
    const old = known[at];
    const same = old !== undefined && sameCandle(old, candle) ? old : candle;
    changed ||= known[index] !== same;
    return same;
  });
  return changed ? kept : known;
}
