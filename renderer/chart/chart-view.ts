import type { IChartApiBase, Time } from 'lightweight-charts';
import type { CandleSeries } from './candle-series';
import { isAwayFromNow, panned, zoomed, type View } from './viewport';

/** What is seen of the candles, and ways to see others. */
export class ChartView {
  readonly #chart: IChartApiBase<Time>;
  readonly #series: CandleSeries;

  constructor(chart: IChartApiBase<Time>, series: CandleSeries) {
    this.#chart = chart;
    this.#series = series;
  }

  get current(): View | undefined {
    return this.#chart.timeScale().getVisibleLogicalRange() ?? undefined;
  }

  get isAway(): boolean {
    const view = this.current;
    return view !== undefined && isAwayFromNow(view, this.#series.drawn.length);
  }

  /** At once: the library's way there takes a second. */
  jumpToNow(): void {
    const { rightOffset } = this.#chart.timeScale().options();
    this.#chart.timeScale().scrollToPosition(rightOffset, false);
  }

  /** All candles that are loaded. */
  fit(): void {
    this.#series.candles.priceScale().setAutoScale(true);
    this.#chart.timeScale().fitContent();
  }

  /** Zoom, place and price scale as in the beginning. */
  reset(): void {
    this.#series.candles.priceScale().setAutoScale(true);
    this.#chart.timeScale().resetTimeScale();
  }

  pan(part: number): void {
    this.#look((view) => panned(view, part, this.#series.drawn.length));
  }

  zoom(factor: number): void {
    this.#look((view) => zoomed(view, factor));
  }

  #look(next: (view: View) => View): void {
    const view = this.current;
    if (view) this.#chart.timeScale().setVisibleLogicalRange(next(view));
  }
}
