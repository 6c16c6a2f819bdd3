import {
  createChartEx,
  createTextWatermark,
  type IChartApiBase,
  type ITextWatermarkPluginApi,
  type MouseEventParams,
  type Time,
} from 'lightweight-charts';
import type { CandleInterval } from '@shared/domain/market';
import type { Clock, Language } from '@shared/domain/settings';
import type { CandleList } from '../state/candle-list';
import type { Zone } from './axis-time';
import { CandleSeries } from './candle-series';
import { colourOptions, lastingOptions, timeOptions } from './chart-options';
import { translucent, type ChartColours } from './colours';
import { LastPriceLabel } from './last-price-label';
import { OrderMarks, type OrderMark } from './order-marks';
import { isFalling, timeOf } from './series-data';
import { isAwayFromNow, panned, zoomed, type View } from './viewport';
import { ZonedTimeScale } from './zoned-time-scale';

/** What is to be seen; the drawing finds out what of it changed. */
export interface Scene {
  readonly symbol: string;
  readonly interval: CandleInterval;
  readonly candles: CandleList;
  /** Decimals of a price. */
  readonly places: number;
  readonly write: (price: number) => string;
  readonly zone: Zone;
  readonly language: Language;
  /** Of 24 or 12 hours. */
  readonly clock: Clock;
  readonly orders: readonly OrderMark[];
  /** Time left of the newest candle; empty when it is not known. */
  readonly countdown: string;
  /** Written small in a corner. */
  readonly credit: string;
  readonly colours: ChartColours;
}

export interface DrawingEvents {
  /** Open time of the candle under the crosshair, or undefined. */
  onCandle(openTime: number | undefined): void;
  /** Which of how many drawn candles are seen. */
  onView(view: View, count: number): void;
}

/** Candles on a canvas. With what this file imports it is all that needs lightweight-charts, and is loaded apart from the desk. */
export class Drawing {
  readonly #timeScale = new ZonedTimeScale();
  readonly #chart: IChartApiBase<Time>;
  readonly #series: CandleSeries;
  readonly #orders: OrderMarks;
  readonly #lastPrice = new LastPriceLabel(() => !this.#isAway());
  readonly #events: DrawingEvents;
  #scene: Scene;
  #shown: Scene | undefined;
  #frame: number | undefined;
  #inspected: number | undefined;
  readonly #credit: ITextWatermarkPluginApi<Time> | undefined;
  readonly #font: string;

  constructor(host: HTMLElement, scene: Scene, events: DrawingEvents) {
    const font = getComputedStyle(host).fontFamily;
    this.#font = font;
    this.#events = events;
    this.#scene = scene;
    this.#timeScale.zone = scene.zone;
    this.#chart = createChartEx<Time, ZonedTimeScale>(host, this.#timeScale, lastingOptions(font));
    this.#series = new CandleSeries(this.#chart, scene.colours);
    this.#orders = new OrderMarks(scene.colours, font);
    // First, so that of labels at the very same price this one stays where it is.
    this.#series.candles.attachPrimitive(this.#lastPrice);
    this.#series.candles.attachPrimitive(this.#orders);
    const [pane] = this.#chart.panes();
    this.#credit = pane && createTextWatermark(pane, { horzAlign: 'left', vertAlign: 'bottom' });
    this.#chart.subscribeCrosshairMove((event) => this.#inspect(event));
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange(() => this.#tellView());
    this.#apply();
  }

  /** Takes effect with the next animation frame; of several in one frame only the last is drawn. */
  show(scene: Scene): void {
    this.#scene = scene;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#apply();
    });
  }

  end(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#chart.remove();
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

  /** Moves the crosshair by candles, from the newest one when it is nowhere. */
  step(by: number): void {
    const { drawn } = this.#series;
    const from = this.#inspected ?? (by < 0 ? drawn.length : drawn.length - 1);
    const to = Math.min(Math.max(from + by, 0), drawn.length - 1);
    const candle = drawn[to];
    if (!candle) return;
    // The library tells of it with the next frame, and the next key may come before that.
    this.#inspected = to;
    this.#chart.setCrosshairPosition(Number(candle.close), timeOf(candle), this.#series.candles);
  }

  leave(): void {
    this.#inspected = undefined;
    this.#chart.clearCrosshairPosition();
  }

  #look(next: (view: View) => View): void {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    if (view) this.#chart.timeScale().setVisibleLogicalRange(next(view));
  }

  #apply(): void {
    const [before, scene] = [this.#shown, this.#scene];
    this.#shown = scene;
    const other = before && (before.symbol !== scene.symbol || before.interval !== scene.interval);
    const otherZone = before && before.zone !== scene.zone;
    if (before?.colours !== scene.colours) this.#paint(scene.colours);
    this.#timeScale.zone = scene.zone;
    if (
      other ||
      before?.interval !== scene.interval ||
      otherZone ||
      before.language !== scene.language ||
      before.clock !== scene.clock
    ) {
      this.#chart.applyOptions(timeOptions(scene.interval, scene.zone, scene.language));
    }
    if (other) this.#series.clear();
    else if (otherZone) this.#series.redraw();
    this.#series.format(scene.places, scene.write);
    this.#series.show(scene.candles);
    if (before?.credit !== scene.credit || before.colours !== scene.colours) this.#showCredit(scene);
    if (before?.orders !== scene.orders) this.#orders.show(scene.orders);
    this.#showLastPrice(scene);
    if (other || before?.candles.length !== scene.candles.length) this.#tellView();
  }

  #paint(colours: ChartColours): void {
    this.#chart.applyOptions(colourOptions(colours));
    this.#series.paint(colours);
    this.#orders.paint(colours);
  }

  #showCredit({ credit, colours }: Scene): void {
    const color = translucent(colours.dim, 0.85);
    this.#credit?.applyOptions({ lines: [{ text: credit, color, fontSize: 10, fontFamily: this.#font }] });
  }

  #showLastPrice({ candles, countdown, colours, write }: Scene): void {
    const last = candles.at(-1);
    const price = last && Number(last.close);
    this.#lastPrice.show({
      price,
      priceText: price === undefined ? '' : write(price),
      countdown,
      background: last && isFalling(last) ? colours.askFill : colours.bidFill,
      colour: colours.onFill,
    });
  }

  #inspect({ time, logical }: MouseEventParams<Time>): void {
    const candle = this.#series.at(time);
    this.#inspected = candle && logical !== undefined ? logical : undefined;
    this.#events.onCandle(candle?.openTime);
  }

  #tellView(): void {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    if (view) this.#events.onView(view, this.#series.drawn.length);
  }

  #isAway(): boolean {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    return view !== null && isAwayFromNow(view, this.#series.drawn.length);
  }
}
