import type { Candle } from '@shared/domain/market';
import type { TopicUpdate } from '@shared/contract/topics';

/** Candles by open time, oldest first, each open time once. */
export type CandleList = readonly Candle[];

/**
 * The list after news of the topic `candles`. A candle that says nothing new stays the same object, so that what follows the list
 * sees by identity what changed.
 */
export function applyCandles(list: CandleList, update: TopicUpdate<'candles'>): CandleList {
  const arrived = Object.values('whole' in update ? update.whole : update.changed) as Candle[];
  const changed = arrived.sort((a, b) => a.openTime - b.openTime);
  if ('whole' in update) return keepSame(list, changed);
  const removed = new Set(update.removed.map(Number));
  return merge(removed.size === 0 ? list : list.filter(({ openTime }) => !removed.has(openTime)), changed);
}

/** Index of the candle that opened at that time, or −1. */
export function indexOfOpenTime(list: CandleList, openTime: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle]?.openTime ?? Number.NaN;
    if (found === openTime) return middle;
    if (found < openTime) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Both are sorted. What lies before the first change is taken over at once: nearly all news is of the last candle. */
function merge(list: CandleList, changed: CandleList): CandleList {
  const first = changed[0];
  if (!first) return list;
  let start = list.length;
  while (start > 0 && (list[start - 1]?.openTime ?? 0) >= first.openTime) start -= 1;
  const tail = new Map(list.slice(start).map((candle) => [candle.openTime, candle]));
  for (const candle of changed) tail.set(candle.openTime, keep(tail.get(candle.openTime), candle));
  return [...list.slice(0, start), ...[...tail.values()].sort((a, b) => a.openTime - b.openTime)];
}

function keepSame(before: CandleList, after: CandleList): CandleList {
  const known = new Map(before.map((candle) => [candle.openTime, candle]));
  return after.map((candle) => keep(known.get(candle.openTime), candle));
}

function keep(before: Candle | undefined, after: Candle): Candle {
  return before &&
    before.closeTime === after.closeTime &&
    before.open === after.open &&
    before.high === after.high &&
    before.low === after.low &&
    before.close === after.close &&
    before.volume === after.volume &&
    before.quoteVolume === after.quoteVolume
    ? before
    : after;
}
