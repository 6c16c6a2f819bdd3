import type { Decimal } from '@shared/domain/decimal';
import type { Indicator } from '@shared/domain/indicators';
import type { CandleInterval } from '@shared/domain/market';
import type { Clock, Language, PriceScale } from '@shared/domain/settings';
import type { CandleList } from '../state/candle-list';
import type { Zone } from './axis-time';
import type { ChartColours } from './colours';
import type { OwnFill } from './own-fills';
import type { PriceLine } from './price-line';
import type { Reading } from './studies';
import type { View } from './viewport';

/** What is to be seen; the drawing finds out what of it changed. */
export interface Scene {
  readonly symbol: string;
  readonly interval: CandleInterval;
  readonly candles: CandleList;
  readonly indicators: readonly Indicator[];
  readonly priceScale: PriceScale;
  /** Decimals of a price. */
  readonly places: number;
  readonly write: (price: number) => string;
  /** A place on the scale as a price that an order can have; undefined where there is none. */
  readonly snap: (place: number) => Decimal | undefined;
  readonly writePrice: (price: Decimal) => string;
  readonly zone: Zone;
  readonly language: Language;
  /** Of 24 or 12 hours. */
  readonly clock: Clock;
  readonly lines: readonly PriceLine[];
  readonly fills: readonly OwnFill[];
  /** Time left of the newest candle; empty when it is not known. */
  readonly countdown: string;
  /** Written small in a corner. */
  readonly credit: string;
  /** Height of what is written over the candles, px from the top of the plot. */
  readonly headroom: number;
  readonly colours: ChartColours;
}

/** What the user does with the picture, and what it shows. */
export interface DrawingEvents {
  /** Open time of the candle under the crosshair, or undefined. */
  onCandle(openTime: number | undefined): void;
  /** Values of the indicators at the candle that is read, or at the newest. */
  onReadings(readings: readonly Reading[]): void;
  /** The own fill under the pointer, by its entry of the journal. */
  onFill(entryId: number | undefined): void;
  /** Which of how many drawn candles are seen. */
  onView(view: View, count: number): void;
  /** A line was let go at another price. */
  onDrop(id: string, price: Decimal): void;
}
