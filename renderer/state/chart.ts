import { chartSeriesStore } from './chart-series';
import { rune } from './rune';

const store = chartSeriesStore(window.perch);

export const chart = rune(store, (series) => series.chart);
export const candles = rune(store, (series) => series.candles);
