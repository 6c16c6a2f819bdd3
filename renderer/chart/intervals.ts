import { CANDLE_INTERVALS, type CandleInterval } from '@shared/domain/market';

const COMMON: ReadonlySet<CandleInterval> = new Set(['1m', '5m', '15m', '1h', '4h', '1d']);
/** From this width of the bar on (px) all intervals stand in it beside the tools. */
const ROOM_FOR_ALL_PX = 760;

/** Intervals that stand in the bar, and those behind its "More". */
export function intervalsFor(width: number): {
  readonly shown: readonly CandleInterval[];
  readonly more: readonly CandleInterval[];
} {
  if (width >= ROOM_FOR_ALL_PX) return { shown: CANDLE_INTERVALS, more: [] };
  return {
    shown: CANDLE_INTERVALS.filter((interval) => COMMON.has(interval)),
    more: CANDLE_INTERVALS.filter((interval) => !COMMON.has(interval)),
  };
}
