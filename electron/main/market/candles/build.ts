import { add, compare, toPlaces, type Decimal } from '@shared/domain/decimal';
import type { Candle, CandleInterval } from '@shared/domain/market';
import { lengthOf, openTimeAt } from './intervals';

/**
 * Candles of `interval` made of smaller ones, exactly: `parts` ascending by open time, none twice. A candle is whole when its parts
 * are; a time without any part gives no candle.
 */
export function buildCandles(interval: CandleInterval, parts: readonly Candle[]): readonly Candle[] {
  const built: Candle[] = [];
  for (const part of parts) {
    const openTime = openTimeAt(interval, part.openTime);
    const running = built.at(-1);
    if (running?.openTime === openTime) built[built.length - 1] = extend(running, part);
    else built.push({ ...part, openTime, closeTime: openTime + lengthOf(interval) - 1 });
  }
  return built;
}

function extend(candle: Candle, part: Candle): Candle {
  return {
    ...candle,
    high: compare(part.high, candle.high) > 0 ? part.high : candle.high,
    low: compare(part.low, candle.low) < 0 ? part.low : candle.low,
    close: part.close,
    volume: sum(candle.volume, part.volume),
    quoteVolume: sum(candle.quoteVolume, part.quoteVolume),
  };
}

/** The exact sum, written with as many decimals as the exchange writes, so that it equals the exchange's own text. */
function sum(a: Decimal, b: Decimal): Decimal {
  return toPlaces(add(a, b), Math.max(placesOf(a), placesOf(b)));
}

const placesOf = (a: Decimal): number => (a.includes('.') ? a.length - a.indexOf('.') - 1 : 0);
