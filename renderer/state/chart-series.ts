import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PerchBridge } from '@shared/contract/bridge';
import { unpacked, type PublishedUpdate } from '@shared/contract/topics';
import type { ChartState } from '@shared/domain/market';
import { applyCandles, indexOfOpenTime, type CandleList } from './candle-list';
import { follow } from './follow';

/** The chart and its candles, which belong together. Both are undefined until they are known. */
export interface ChartSeries {
  /** null until main knows of a symbol to show. */
  readonly chart: ChartState | null | undefined;
  readonly candles: CandleList | undefined;
}

/**
 * Follows `chart` and `candles` as one. A candle does not say whose it is: main tells of another symbol or interval and of its
 * candles in one message. Candles that were there before the chart changed are forgotten, and asked for anew when none came along.
 */
export function chartSeriesStore(bridge: Pick<PerchBridge, 'subscribe' | 'kind'>): StoreApi<ChartSeries> {
  const store = createStore<ChartSeries>(() => ({ chart: undefined, candles: undefined }));
  /** True until the end of the message that brought candles. */
  let cameAlong = false;
  let stopCandles = (): void => undefined;

  function followCandles(): () => void {
    return bridge.subscribe('candles', (update) => {
      cameAlong = true;
      setTimeout(() => (cameAlong = false));
      store.setState(({ candles = [] }) => {
        const valueOf = (key: string): unknown => candles[indexOfOpenTime(candles, Number(key))];
        return { candles: applyCandles(candles, unpacked(update, valueOf)) };
      });
    });
  }

  function askAgain(): void {
    if (store.getState().candles !== undefined) return;
    const stopOld = stopCandles;
    stopCandles = followCandles();
    stopOld();
  }

  const takeChart = (update: PublishedUpdate<'chart'>): void => {
    if (!('whole' in update)) return;
    const chart = update.whole;
    if (isSameSeries(store.getState().chart, chart)) return store.setState({ chart });
    store.setState(cameAlong ? { chart } : { chart, candles: undefined });
    if (!cameAlong && chart) setTimeout(askAgain);
  };

  follow(bridge, 'chart', () => {
    stopCandles = followCandles();
    bridge.subscribe('chart', takeChart);
  });

  return store;
}

function isSameSeries(a: ChartState | null | undefined, b: ChartState | null | undefined): boolean {
  return a?.symbol === b?.symbol && a?.interval === b?.interval;
}
