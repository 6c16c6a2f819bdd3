import type { IChartApiBase, MouseEventParams, Time } from 'lightweight-charts';
import type { CandleSeries } from './candle-series';
import { FillMarks } from './fill-marks';
import { timeOf } from './series-data';

interface CrosshairEvents {
  /** Index of the candle that is read, or undefined. */
  readonly onCandle: (index: number | undefined) => void;
  /** The own fill under the pointer, by its entry of the journal. */
  readonly onFill: (entryId: number | undefined) => void;
}

/** The candle that is read: under the pointer, or chosen by keys. */
export class Crosshair {
  readonly #chart: IChartApiBase<Time>;
  readonly #series: CandleSeries;
  readonly #events: CrosshairEvents;
  #index: number | undefined;
  #fill: number | undefined;

  constructor(chart: IChartApiBase<Time>, series: CandleSeries, events: CrosshairEvents) {
    this.#chart = chart;
    this.#series = series;
    this.#events = events;
    chart.subscribeCrosshairMove((event) => this.#inspect(event));
  }

  get index(): number | undefined {
    return this.#index;
  }

  /** Moves by candles, from the newest one when it is nowhere. */
  step(by: number): void {
    const { drawn } = this.#series;
    const from = this.#index ?? (by < 0 ? drawn.length : drawn.length - 1);
    const to = Math.min(Math.max(from + by, 0), drawn.length - 1);
    const candle = drawn[to];
    if (!candle) return;
    // The library tells of it with the next frame, and the next key may come before that.
    this.#index = to;
    this.#chart.setCrosshairPosition(Number(candle.close), timeOf(candle), this.#series.candles);
  }

  leave(): void {
    this.#index = undefined;
    this.#chart.clearCrosshairPosition();
  }

  #inspect({ time, logical, hoveredObjectId }: MouseEventParams<Time>): void {
    const candle = this.#series.at(time);
    this.#index = candle && logical !== undefined ? logical : undefined;
    this.#events.onCandle(this.#index);
    const fill = FillMarks.fillOf(hoveredObjectId);
    if (fill === this.#fill) return;
    this.#fill = fill;
    this.#events.onFill(fill);
  }
}
