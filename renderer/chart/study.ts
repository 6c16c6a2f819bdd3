import type { Indicator } from '@shared/domain/indicators';
import type { CandleList } from '../state/candle-list';
import type { CandleChange } from './change';
import type { ChartColours } from './colours';

/** What is drawn with the candles: a line over them, or something in a pane of its own below. */
export interface Study {
  /** After the candles themselves took the same news. */
  show(candles: CandleList, change: CandleChange): void;
  /** Draws everything anew that it has. */
  fill(): void;
  /** Leaves nothing on the canvas; `fill` brings it back. */
  blank(): void;
  paint(colours: ChartColours, indicator: Indicator): void;
  /** Its value at a candle; undefined where it has none. */
  valueAt(index: number): number | undefined;
  end(): void;
}
