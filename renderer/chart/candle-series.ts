import {
  CandlestickSeries,
  LineStyle,
  type IChartApiBase,
  type ISeriesApi,
  type Time,
} from 'lightweight-charts';
import type { Candle } from '@shared/domain/market';
import { indexOfOpenTime, type CandleList } from '../state/candle-list';
import { changeBetween } from './change';
import type { ChartColours } from './colours';
import { scaleText } from './price-text';
import { bar, isFalling } from './series-data';
import type { Studies } from './studies';
import { viewAfter } from './viewport';

/** Parts of the pane's height that stay free above the candles. */
const LEAST_MARGIN = 0.14;
const MOST_MARGIN = 0.4;

/** The candles, and in step with them what is drawn with them. Numbers, because they are only drawn. */
export class CandleSeries {
  readonly candles: ISeriesApi<'Candlestick'>;
  readonly #studies: Studies;
  readonly #chart: IChartApiBase;
  #drawn: CandleList = [];
  #colours: ChartColours;
  #places = -1;
  #margin = -1;
  #write: (price: number) => string = (price) => scaleText(price, 2);

  constructor(chart: IChartApiBase, studies: Studies, colours: ChartColours) {
    this.#chart = chart;
    this.#studies = studies;
    this.#colours = colours;
    this.candles = chart.addSeries(CandlestickSeries, {
      priceLineStyle: LineStyle.Dotted,
      lastValueVisible: false,
    });
    this.leaveRoom(0);
    this.paint(colours);
  }

  /** Keeps the candles below what is written over the plot: px from its top. */
  leaveRoom(px: number): void {
    const height = this.candles.getPane().getHeight();
    const part = height > 0 ? Math.min(MOST_MARGIN, px / height) : LEAST_MARGIN;
    // In whole percent, so that nothing is laid out anew for a pixel.
    const top = Math.max(LEAST_MARGIN, Math.ceil(part * 100) / 100);
    if (top === this.#margin) return;
    this.#margin = top;
    this.candles.priceScale().applyOptions({ scaleMargins: { top, bottom: 0.08 } });
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
      for (const candle of next.slice(change.from)) this.candles.update(bar(candle));
      this.#studies.show(next, change);
    } else {
      this.#keepView(before, () => {
        this.candles.setData(next.map(bar));
        this.#studies.show(next, change);
      });
    }
    this.#paintLast();
  }

  /** Forgets all candles, so that the next ones are seen as a series of their own. */
  clear(): void {
    this.#drawn = [];
    this.candles.setData([]);
    this.#studies.show([], { kind: 'whole' });
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
    this.#studies.paint(colours);
    this.#paintLast();
  }

  /** Draws everything anew, as when marks of the time axis fall elsewhere. */
  redraw(): void {
    this.#keepView(this.#drawn, () => {
      this.candles.setData([]);
      this.#studies.blank();
      this.candles.setData(this.#drawn.map(bar));
      this.#studies.fill();
    });
  }

  /** The candle at that time of the axis, if there is one. */
  at(time: Time | undefined): Candle | undefined {
    return time === undefined ? undefined : this.#drawn[indexOfOpenTime(this.#drawn, Number(time) * 1000)];
  }

  #keepView(before: CandleList, draw: () => void): void {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    draw();
    const kept = view && viewAfter(view, before, this.#drawn);
    if (kept) this.#chart.timeScale().setVisibleLogicalRange(kept);
  }

  /** Without a colour of its own the price line would take the one of a rising candle's inside. */
  #paintLast(): void {
    const last = this.#drawn.at(-1);
    const colour = last && isFalling(last) ? this.#colours.askFill : this.#colours.bidFill;
    if (this.candles.options().priceLineColor !== colour)
      this.candles.applyOptions({ priceLineColor: colour });
  }
}
