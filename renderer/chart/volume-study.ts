import { HistogramSeries, type IChartApiBase, type ISeriesApi, type Time } from 'lightweight-charts';
import { formatCompact, formatSignificant } from '../format/amount';
import type { CandleList } from '../state/candle-list';
import type { CandleChange } from './change';
import type { ChartColours } from './colours';
import { column } from './series-data';
import type { Study } from './study';

/** Volume of each candle in its colour, in a pane below. */
export class VolumeStudy implements Study {
  readonly #series: ISeriesApi<'Histogram'>;
  readonly #chart: IChartApiBase<Time>;
  #colours: ChartColours;
  #candles: CandleList = [];

  constructor(chart: IChartApiBase<Time>, colours: ChartColours) {
    this.#chart = chart;
    this.#colours = colours;
    this.#series = chart.addSeries(
      HistogramSeries,
      {
        lastValueVisible: false,
        priceLineVisible: false,
        priceFormat: { type: 'custom', minMove: 1e-8, formatter: volumeMark },
      },
      chart.panes().length,
    );
    this.#series.priceScale().applyOptions({ scaleMargins: { top: 0.15, bottom: 0 } });
  }

  show(candles: CandleList, change: CandleChange): void {
    this.#candles = candles;
    if (change.kind === 'whole') return this.fill();
    if (change.kind === 'none') return;
    for (const candle of candles.slice(change.from)) this.#series.update(column(candle, this.#colours));
  }

  fill(): void {
    this.#series.setData(this.#candles.map((candle) => column(candle, this.#colours)));
  }

  blank(): void {
    this.#series.setData([]);
  }

  paint(colours: ChartColours): void {
    if (colours === this.#colours) return;
    this.#colours = colours;
    this.fill();
  }

  /** The legend tells it from the candle's decimals. */
  valueAt(): undefined {
    return undefined;
  }

  end(): void {
    this.#chart.removeSeries(this.#series);
  }
}

function volumeMark(volume: number): string {
  const text = Math.max(volume, 0).toFixed(8);
  return volume >= 1000 ? formatCompact(text) : formatSignificant(text, 4);
}
