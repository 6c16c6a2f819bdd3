import type { CandleInterval } from '@shared/domain/market';
import { lengthOf, openTimeAt } from '../market/candles/intervals';

/** Candles to be asked for: all that begin within the bounds (Unix ms, inclusive). At most {@link MOST_CANDLES}. */
export interface GapPiece {
  readonly interval: CandleInterval;
  readonly startTime: number;
  readonly endTime: number;
}

/** PROTOCOL: at most 1,000 candles an answer. */
export const MOST_CANDLES = 1_000;

const FINER_FIRST = ['1m', '1h', '1d'] as const satisfies readonly CandleInterval[];

/** Beyond so many candles of a day (more than two years) nobody wants to know. */
const LONGEST_MS = MOST_CANDLES * lengthOf('1d');

/**
 * What to ask for to know all extremes between two moments (Unix ms, server): minutes at both ends, so that nothing from before the gap
 * is taken for part of it, and hours or days between when there are more minutes than one answer holds.
 */
export function gapPieces(from: number, to: number): readonly GapPiece[] {
  const begin = openTimeAt('1m', Math.max(from, to - LONGEST_MS));
  return begin > to ? [] : piecesOf(begin, to, 0);
}

function piecesOf(from: number, to: number, level: number): readonly GapPiece[] {
  const interval = FINER_FIRST[level] ?? '1d';
  const coarser = FINER_FIRST[level + 1];
  if (coarser === undefined || (to - from) / lengthOf(interval) < MOST_CANDLES)
    return [{ interval, startTime: from, endTime: to }];
  const head = openTimeAt(coarser, from + lengthOf(coarser) - 1);
  const tail = openTimeAt(coarser, to);
  return [
    ...(head > from ? [{ interval, startTime: from, endTime: head - 1 }] : []),
    ...piecesOf(head, tail - 1, level + 1),
    { interval, startTime: tail, endTime: to },
  ];
}
