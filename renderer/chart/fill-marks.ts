import {
  createSeriesMarkers,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type SeriesMarker,
  type Time,
} from 'lightweight-charts';
import type { CandleList } from '../state/candle-list';
import type { ChartColours } from './colours';
import { candleOf, type OwnFill } from './own-fills';
import { timeOf } from './series-data';

const PREFIX = 'fill ';

/** Own fills on their candles: an arrow up below the price for what was bought, down above it for what was sold. */
export class FillMarks {
  readonly #marks: ISeriesMarkersPluginApi<Time>;
  #fills: readonly OwnFill[] = [];
  #candles: CandleList = [];
  #colours: ChartColours | undefined;

  constructor(series: ISeriesApi<'Candlestick'>) {
    this.#marks = createSeriesMarkers<Time>(series, [], { autoScale: false, zOrder: 'aboveSeries' });
  }

  show(fills: readonly OwnFill[], candles: CandleList, colours: ChartColours): void {
    // The newest candle lives: what was filled stands on the same candles until one comes or goes.
    const same = candles.length === this.#candles.length && candles[0] === this.#candles[0];
    if (fills === this.#fills && same && colours === this.#colours) return;
    this.#fills = fills;
    this.#candles = candles;
    this.#colours = colours;
    this.#marks.setMarkers(fills.flatMap((fill) => mark(fill, candles, colours)).sort(byTime));
  }

  /** The fill that an object under the pointer is, if it is one. */
  static fillOf(objectId: unknown): number | undefined {
    return typeof objectId === 'string' && objectId.startsWith(PREFIX)
      ? Number(objectId.slice(PREFIX.length))
      : undefined;
  }
}

function mark(fill: OwnFill, candles: CandleList, colours: ChartColours): SeriesMarker<Time>[] {
  const candle = candles[candleOf(candles, fill.at) ?? -1];
  if (!candle) return [];
  const buy = fill.side === 'BUY';
  return [
    {
      id: `${PREFIX}${fill.entryId}`,
      time: timeOf(candle),
      price: Number(fill.averagePrice),
      position: buy ? 'atPriceBottom' : 'atPriceTop',
      shape: buy ? 'arrowUp' : 'arrowDown',
      color: buy ? colours.bid : colours.ask,
    },
  ];
}

function byTime(a: SeriesMarker<Time>, b: SeriesMarker<Time>): number {
  return Number(a.time) - Number(b.time);
}
