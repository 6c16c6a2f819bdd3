import {
  createTextWatermark,
  LineSeries,
  LineStyle,
  type IChartApiBase,
  type IPriceLine,
  type ISeriesApi,
  type ITextWatermarkPluginApi,
  type LineData,
  type Time,
  type WhitespaceData,
} from 'lightweight-charts';
import type { Candle } from '@shared/domain/market';
import type { CandleList } from '../state/candle-list';
import type { CandleChange } from './change';
import { translucent, type ChartColours } from './colours';
import { IndicatorRun, type Computed } from './indicator-run';
import { timeOf } from './series-data';
import type { Study } from './study';

/** Where an RSI is said to be overbought and oversold. */
const RSI_MARKS = [70, 30] as const;
const ROOM_FOR_MIDDLE_PX = 84;
const WHOLE_RSI = { priceRange: { minValue: 0, maxValue: 100 } };

/** An indicator as a line: over the candles on their scale, or an RSI from 0 to 100 in a pane of its own. */
export class LineStudy implements Study {
  readonly #series: ISeriesApi<'Line'>;
  readonly #chart: IChartApiBase<Time>;
  readonly #run: IndicatorRun;
  #candles: CandleList = [];
  #marks: readonly IPriceLine[] = [];
  #name: ITextWatermarkPluginApi<Time> | undefined;
  readonly #font: string;

  constructor(chart: IChartApiBase<Time>, indicator: Computed, font: string) {
    this.#chart = chart;
    this.#font = font;
    this.#run = new IndicatorRun(indicator);
    const ownPane = indicator.kind === 'rsi';
    this.#series = chart.addSeries(
      LineSeries,
      {
        lineWidth: 1,
        lastValueVisible: false,
        priceLineVisible: false,
        crosshairMarkerVisible: false,
        // The candles alone set the scale: what is switched on moves nothing.
        autoscaleInfoProvider: () => (ownPane ? WHOLE_RSI : null),
        ...(ownPane
          ? {
              priceFormat: {
                type: 'custom',
                minMove: 0.1,
                formatter: (value: number) => value.toFixed(0),
                // The marks say 30 and 70 by themselves; what the scale would say beside them runs into them.
                tickmarksFormatter: (values: readonly number[]) =>
                  values.map((value) => (value === 50 && this.#hasRoom() ? '50' : '')),
              },
            }
          : {}),
      },
      ownPane ? chart.panes().length : 0,
    );
    if (!ownPane) return;
    this.#series.priceScale().applyOptions({ scaleMargins: { top: 0.06, bottom: 0.06 } });
    this.#marks = RSI_MARKS.map((price) =>
      this.#series.createPriceLine({
        price,
        lineWidth: 1,
        lineStyle: LineStyle.Dashed,
        axisLabelVisible: true,
      }),
    );
    this.#name = createTextWatermark(this.#series.getPane(), { horzAlign: 'left', vertAlign: 'top' });
  }

  show(candles: CandleList, change: CandleChange): void {
    this.#candles = candles;
    this.#run.follow(candles, change);
    if (change.kind === 'whole') return this.fill();
    if (change.kind === 'none') return;
    candles
      .slice(change.from)
      .forEach((candle, at) => this.#series.update(this.#point(candle, change.from + at)));
  }

  fill(): void {
    this.#series.setData(this.#candles.map((candle, at) => this.#point(candle, at)));
  }

  blank(): void {
    this.#series.setData([]);
  }

  paint(colours: ChartColours, indicator: Computed): void {
    const color = colours.studies[indicator.colour];
    if (this.#series.options().color !== color) this.#series.applyOptions({ color });
    for (const mark of this.#marks) {
      mark.applyOptions({
        color: translucent(colours.dim, 0.6),
        axisLabelColor: colours.panel,
        axisLabelTextColor: colours.dim,
      });
    }
    if (indicator.kind !== 'rsi') return;
    const line = {
      text: `RSI ${indicator.period}`,
      color: colours.dim,
      fontSize: 11,
      fontFamily: this.#font,
    };
    this.#name?.applyOptions({ lines: [line] });
  }

  /** Whether the middle of the scale can be written between its two marks. */
  #hasRoom(): boolean {
    return this.#series.getPane().getHeight() >= ROOM_FOR_MIDDLE_PX;
  }

  valueAt(index: number): number | undefined {
    return this.#run.values[index];
  }

  end(): void {
    this.#name?.detach();
    this.#chart.removeSeries(this.#series);
  }

  /** Before there are enough candles a point has a time and no value: nothing is drawn there. */
  #point(candle: Candle, index: number): LineData<Time> | WhitespaceData<Time> {
    const value = this.#run.values[index];
    return value === undefined ? { time: timeOf(candle) } : { time: timeOf(candle), value };
  }
}
