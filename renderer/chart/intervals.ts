import { CANDLE_INTERVALS, type CandleInterval } from '@shared/domain/market';

const COMMON: ReadonlySet<CandleInterval> = new Set(['1m', '5m', '15m', '1h', '4h', '1d']);
const FEW: ReadonlySet<CandleInterval> = new Set(['1m', '15m', '1h', '1d']);
/** Below this width (px) not even all common ones stand beside the tools. */
const ROOM_FOR_COMMON_PX = 430;
/** From this width of the bar on (px) all intervals stand in it beside the tools. */
const ROOM_FOR_ALL_PX = 760;

/** Intervals that stand in the bar, and those behind its "More". */
export function intervalsFor(width: number): {
  readonly shown: readonly CandleInterval[];
  readonly more: readonly CandleInterval[];
} {
  if (width >= ROOM_FOR_ALL_PX) return { shown: CANDLE_INTERVALS, more: [] };
  const standing = width < ROOM_FOR_COMMON_PX ? FEW : COMMON;
  return {
    shown: CANDLE_INTERVALS.filter((interval) => standing.has(interval)),
    more: CANDLE_INTERVALS.filter((interval) => !standing.has(interval)),
  };
}
