import {
  defaultHorzScaleBehavior,
  type Mutable,
  type TickMarkWeightValue,
  type TimeScalePoint,
} from 'lightweight-charts';
import { markWeight, type Zone } from './axis-time';

/**
 * A time axis whose days begin at midnight of the chosen clock. The library knows UTC alone; moving the candles' times instead, as is
 * often done, would put two candles on one time when summer time ends.
 */
export class ZonedTimeScale extends defaultHorzScaleBehavior() {
  zone: Zone = 'local';

  override fillWeightsForPoints(points: readonly Mutable<TimeScalePoint>[], startIndex: number): void {
    for (let index = startIndex; index < points.length; index += 1) {
      const point = points[index];
      if (!point) continue;
      const at = unixMs(point);
      // Nothing tells what came before the first candle; as long as the second lasted is the best guess.
      const before = points[index - 1] ?? points[1];
      const beforeMs = before ? (index === 0 ? 2 * at - unixMs(before) : unixMs(before)) : at;
      point.timeWeight = markWeight(beforeMs, at, this.zone) as TickMarkWeightValue;
    }
  }
}

function unixMs({ originalTime }: TimeScalePoint): number {
  return Number(originalTime) * 1000;
}
