import {
  CandlestickSeries,
  HistogramSeries,
  LineStyle,
  type IChartApiBase,
  type ISeriesApi,
  type Time,
} from 'lightweight-charts';
import type { Candle } from '@shared/domain/market';
import { formatCompact, formatSignificant } from '../format/amount';
import { indexOfOpenTime, type CandleList } from '../state/candle-list';
import { changeBetween } from './change';
import type { ChartColours } from './colours';
import { scaleText } from './price-text';
import { bar, column, isFalling } from './series-data';
import { viewAfter } from './viewport';

/** Part of the height that volume takes, as the weight of its pane beside the candles' 1. */
const VOLUME_WEIGHT = 0.22;

/** Candles and, in a pane below, their volume. Numbers, because they are only drawn. */
export class CandleSeries {
  readonly candles: ISeriesApi<'Candlestick'>;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #chart: IChartApiBase;
  #drawn: CandleList = [];
  #colours: ChartColours;
  #places = -1;
  #write: (price: number) => string = (price) => scaleText(price, 2);

  constructor(chart: IChartApiBase, colours: ChartColours) {
    this.#chart = chart;
    this.#colours = colours;
    this.candles = chart.addSeries(CandlestickSeries, {
      priceLineStyle: LineStyle.Dotted,
      lastValueVisible: false,
    });
    this.#volume = chart.addSeries(
      HistogramSeries,
      {
        lastValueVisible: false,
        priceLineVisible: false,
        priceFormat: { type: 'custom', minMove: 1e-8, formatter: volumeMark },
      },
      1,
    );
    chart.panes().forEach((pane, at) => pane.setStretchFactor(at === 0 ? 1 : VOLUME_WEIGHT));
    this.candles.priceScale().applyOptions({ scaleMargins: { top: 0.12, bottom: 0.08 } });
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.15, bottom: 0 } });
    this.paint(colours);
  }

  get drawn(): CandleList {
    return this.#drawn;
  }

  /** Draws the next state of the same series; what is seen stays where it is. */
  show(next: CandleList): void {
    const change = changeBetween(this.#drawn, next);
    const before = this.#drawn;
    this.#drawn = next;
    if (change.kind === 'none') return;
    if (change.kind === 'tail') {
      for (const candle of next.slice(change.from)) {
        this.candles.update(bar(candle));
        this.#volume.update(column(candle, this.#colours));
      }
    } else {
      this.#redraw(before);
    }
    this.#paintLast();
  }

  /** Forgets all candles, so that the next ones are seen as a series of their own. */
  clear(): void {
    this.#drawn = [];
    this.candles.setData([]);
    this.#volume.setData([]);
    this.candles.priceScale().setAutoScale(true);
    this.#chart.timeScale().resetTimeScale();
  }

  /** `write` is asked for every price on the scale, so it may change without a word to the chart. */
  format(places: number, write: (price: number) => string): void {
    this.#write = write;
    if (places === this.#places) return;
    this.#places = places;
    const formatter = (price: number): string => this.#write(price);
    this.candles.applyOptions({
      priceFormat: { type: 'custom', minMove: 10 ** -places, base: 10 ** places, formatter },
    });
  }

  /** Rising candles are hollow and falling ones filled, so that they differ without colour too. */
  paint(colours: ChartColours): void {
    this.#colours = colours;
    this.candles.applyOptions({
      upColor: colours.panel,
      downColor: colours.ask,
      borderUpColor: colours.bid,
      borderDownColor: colours.ask,
      wickUpColor: colours.bid,
      wickDownColor: colours.ask,
    });
    this.#volume.setData(this.#drawn.map((candle) => column(candle, this.#colours)));
    this.#paintLast();
  }

  /** Draws everything anew, as when marks of the time axis fall elsewhere. */
  redraw(): void {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    this.candles.setData([]);
    this.#volume.setData([]);
    this.#fill();
    if (view) this.#chart.timeScale().setVisibleLogicalRange(view);
  }

  /** The candle at that time of the axis, if there is one. */
  at(time: Time | undefined): Candle | undefined {
    return time === undefined ? undefined : this.#drawn[indexOfOpenTime(this.#drawn, Number(time) * 1000)];
  }

  #redraw(before: CandleList): void {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    this.#fill();
    const kept = view && viewAfter(view, before, this.#drawn);
    if (kept) this.#chart.timeScale().setVisibleLogicalRange(kept);
  }

  #fill(): void {
    this.candles.setData(this.#drawn.map(bar));
    this.#volume.setData(this.#drawn.map((candle) => column(candle, this.#colours)));
  }

  /** Without a colour of its own the price line would take the one of a rising candle's inside. */
  #paintLast(): void {
    const last = this.#drawn.at(-1);
    const colour = last && isFalling(last) ? this.#colours.askFill : this.#colours.bidFill;
    if (this.candles.options().priceLineColor !== colour)
      this.candles.applyOptions({ priceLineColor: colour });
  }
}

function volumeMark(volume: number): string {
  const text = Math.max(volume, 0).toFixed(8);
  return volume >= 1000 ? formatCompact(text) : formatSignificant(text, 4);
}
