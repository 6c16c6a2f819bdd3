import {
  createChartEx,
  createTextWatermark,
  PriceScaleMode,
  type IChartApiBase,
  type ITextWatermarkPluginApi,
  type Time,
} from 'lightweight-charts';
import type { Decimal } from '@shared/domain/decimal';
import { CandleSeries } from './candle-series';
import { colourOptions, lastingOptions, timeOptions } from './chart-options';
import { ChartView } from './chart-view';
import { translucent, type ChartColours } from './colours';
import { Crosshair } from './crosshair';
import { FillMarks } from './fill-marks';
import { LastPriceLabel } from './last-price-label';
import { followDrags } from './line-drag';
import { PriceLines } from './price-lines';
import type { DrawingEvents, Scene } from './scene';
import { isFalling } from './series-data';
import { Studies, type Reading } from './studies';
import { ZonedTimeScale } from './zoned-time-scale';

/** Candles on a canvas. With what this file imports it is all that needs lightweight-charts, and is loaded apart from the desk. */
export class Drawing {
  readonly view: ChartView;
  readonly crosshair: Crosshair;
  readonly #timeScale = new ZonedTimeScale();
  readonly #chart: IChartApiBase<Time>;
  readonly #studies: Studies;
  readonly #series: CandleSeries;
  readonly #lines: PriceLines;
  readonly #fills: FillMarks;
  readonly #lastPrice = new LastPriceLabel(() => !this.view.isAway);
  readonly #events: DrawingEvents;
  readonly #endDrags: () => void;
  #scene: Scene;
  #shown: Scene | undefined;
  #frame: number | undefined;
  #told: readonly Reading[] = [];
  readonly #credit: ITextWatermarkPluginApi<Time> | undefined;
  readonly #font: string;

  constructor(host: HTMLElement, scene: Scene, events: DrawingEvents) {
    const font = getComputedStyle(host).fontFamily;
    this.#font = font;
    this.#events = events;
    this.#scene = scene;
    this.#timeScale.zone = scene.zone;
    this.#chart = createChartEx<Time, ZonedTimeScale>(host, this.#timeScale, lastingOptions(font));
    this.#studies = new Studies(this.#chart, font);
    this.#series = new CandleSeries(this.#chart, this.#studies, scene.colours);
    this.view = new ChartView(this.#chart, this.#series);
    this.#lines = new PriceLines(scene.colours, font);
    // First, so that of labels at the very same price this one stays where it is.
    this.#series.candles.attachPrimitive(this.#lastPrice);
    this.#series.candles.attachPrimitive(this.#lines);
    this.#fills = new FillMarks(this.#series.candles);
    const [pane] = this.#chart.panes();
    this.#credit = pane && createTextWatermark(pane, { horzAlign: 'left', vertAlign: 'bottom' });
    this.crosshair = new Crosshair(this.#chart, this.#series, {
      onCandle: (index) => {
        this.#events.onCandle(index === undefined ? undefined : this.#series.drawn[index]?.openTime);
        this.#tellReadings();
      },
      onFill: (entryId) => this.#events.onFill(entryId),
    });
    this.#endDrags = followDrags(host, {
      lineAt: (x, y) => (this.#isPrice(x, y) ? this.#lines.lineAt(y) : undefined),
      priceAt: (y) => this.priceAt(0, y),
      onMove: (move) => this.#lines.preview(move),
      onDrop: (id, price) => {
        this.#lines.letGo();
        this.#events.onDrop(id, price);
      },
    });
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
    this.#endDrags();
    this.#chart.remove();
  }

  /** The price at a place in the host, px; undefined outside the candles' pane. */
  priceAt(x: number, y: number): Decimal | undefined {
    if (this.#isCovered || !this.#isPrice(x, y)) return undefined;
    const price = this.#series.candles.coordinateToPrice(y);
    return price === null ? undefined : this.#scene.snap(price);
  }

  /** Where a key means when it means a price: the candle that is read, or the newest; px in the host. */
  keyPlace(): { readonly x: number; readonly y: number } | undefined {
    if (this.#isCovered) return undefined;
    const index = this.crosshair.index ?? this.#series.drawn.length - 1;
    const candle = this.#series.drawn[index];
    const y = candle && this.#series.candles.priceToCoordinate(Number(candle.close));
    const x = this.#chart.timeScale().width() / 2;
    return y === undefined || y === null ? undefined : { x, y };
  }

  /** What is drawn may be another market's then. */
  get #isCovered(): boolean {
    return this.#scene.candles.length === 0;
  }

  #isPrice(x: number, y: number): boolean {
    const height = this.#chart.panes()[0]?.getHeight() ?? 0;
    return x >= 0 && x < this.#chart.timeScale().width() && y >= 0 && y < height;
  }

  #apply(): void {
    const [before, scene] = [this.#shown, this.#scene];
    const other = before && (before.symbol !== scene.symbol || before.interval !== scene.interval);
    // Nobody sees a chart without candles: it is covered until there are some, and would be drawn twice.
    if (other && this.#isCovered) return;
    this.#shown = scene;
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
    if (before?.priceScale !== scene.priceScale) this.#scale(scene);
    if (other) this.#series.clear();
    else if (otherZone) this.#series.redraw();
    this.#series.format(scene.places, scene.write);
    if (before?.indicators !== scene.indicators) {
      this.#studies.set(scene.indicators, scene.colours);
    }
    this.#series.leaveRoom(scene.headroom);
    this.#series.show(scene.candles);
    this.#fills.show(scene.fills, this.#series.drawn, scene.colours);
    if (before?.credit !== scene.credit || before.colours !== scene.colours) this.#showCredit(scene);
    if (before?.lines !== scene.lines) this.#lines.show(scene.lines, scene.writePrice);
    this.#showLastPrice(scene);
    this.#tellReadings();
    if (other || before?.candles.length !== scene.candles.length) this.#tellView();
  }

  #scale({ priceScale }: Scene): void {
    const mode = priceScale === 'logarithmic' ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal;
    this.#series.candles.priceScale().applyOptions({ mode, autoScale: true });
  }

  #paint(colours: ChartColours): void {
    this.#chart.applyOptions(colourOptions(colours));
    this.#series.paint(colours);
    this.#lines.paint(colours);
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

  #tellReadings(): void {
    const index = this.crosshair.index ?? this.#series.drawn.length - 1;
    const readings = this.#studies.readingsAt(index);
    const same =
      readings.length === this.#told.length &&
      readings.every(({ indicator, value }, at) => {
        const told = this.#told[at];
        return told?.indicator === indicator && told.value === value;
      });
    if (same) return;
    this.#told = readings;
    this.#events.onReadings(readings);
  }

  #tellView(): void {
    if (this.#isCovered) return;
    const view = this.view.current;
    if (view) this.#events.onView(view, this.#series.drawn.length);
  }
}
