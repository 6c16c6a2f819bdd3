import type { IChartApiBase, Time } from 'lightweight-charts';
import { indicatorId, type Indicator } from '@shared/domain/indicators';
import type { CandleList } from '../state/candle-list';
import type { CandleChange } from './change';
import type { ChartColours } from './colours';
import { LineStudy } from './line-study';
import type { Study } from './study';
import { VolumeStudy } from './volume-study';

/** Height of a pane below, as the weight beside the candles' 1. */
const PANE_WEIGHT = { volume: 0.22, rsi: 0.28 } as const;

/** The value of an indicator at one candle, as the legend tells it. */
export interface Reading {
  readonly indicator: Indicator;
  readonly value: number | undefined;
}

/** Everything that is drawn with the candles, in the order in which the user has it. */
export class Studies {
  readonly #chart: IChartApiBase<Time>;
  readonly #font: string;
  #shown: readonly { readonly indicator: Indicator; readonly study: Study }[] = [];
  #candles: CandleList = [];

  constructor(chart: IChartApiBase<Time>, font: string) {
    this.#chart = chart;
    this.#font = font;
  }

  /** Draws these and no others. What was there and stays is not computed again; what is seen of the time axis stays where it is. */
  set(indicators: readonly Indicator[], colours: ChartColours): void {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    const known = new Map(this.#shown.map(({ indicator, study }) => [indicatorId(indicator), study]));
    const samePanes = panesOf(indicators) === panesOf(this.#shown.map(({ indicator }) => indicator));
    const kept = new Set(indicators.filter((one) => samePanes || !hasPane(one)).map(indicatorId));
    // Panes can only be added below: when one comes or goes, all are made again in their order.
    for (const [id, study] of known) if (!kept.has(id)) study.end();
    this.#shown = indicators.map((indicator) => {
      const id = indicatorId(indicator);
      const old = kept.has(id) ? known.get(id) : undefined;
      const study = old ?? this.#make(indicator, colours);
      study.paint(colours, indicator);
      if (!old) study.show(this.#candles, { kind: 'whole' });
      return { indicator, study };
    });
    if (!samePanes) this.#weigh();
    if (view && this.#candles.length > 0) this.#chart.timeScale().setVisibleLogicalRange(view);
  }

  show(candles: CandleList, change: CandleChange): void {
    this.#candles = candles;
    for (const { study } of this.#shown) study.show(candles, change);
  }

  fill(): void {
    for (const { study } of this.#shown) study.fill();
  }

  blank(): void {
    for (const { study } of this.#shown) study.blank();
  }

  paint(colours: ChartColours): void {
    for (const { study, indicator } of this.#shown) study.paint(colours, indicator);
  }

  /** What each has at a candle; volume is the legend's own. */
  readingsAt(index: number): readonly Reading[] {
    return this.#shown
      .filter(({ indicator }) => indicator.kind !== 'volume')
      .map(({ indicator, study }) => ({ indicator, value: study.valueAt(index) }));
  }

  #make(indicator: Indicator, colours: ChartColours): Study {
    return indicator.kind === 'volume'
      ? new VolumeStudy(this.#chart, colours)
      : new LineStudy(this.#chart, indicator, this.#font);
  }

  #weigh(): void {
    const weights = this.#shown.flatMap(({ indicator: { kind } }) =>
      kind === 'volume' || kind === 'rsi' ? [PANE_WEIGHT[kind]] : [],
    );
    this.#chart.panes().forEach((pane, at) => pane.setStretchFactor(at === 0 ? 1 : (weights[at - 1] ?? 1)));
  }
}

function hasPane({ kind }: Indicator): boolean {
  return kind === 'volume' || kind === 'rsi';
}

/** As text, so that the same panes in the same order are equal. */
function panesOf(indicators: readonly Indicator[]): string {
  return indicators.filter(hasPane).map(indicatorId).join(' ');
}
