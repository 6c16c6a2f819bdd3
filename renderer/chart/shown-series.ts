import type { ChartState } from '@shared/domain/market';
import { candles, chart } from '../state/chart';
import type { CandleList } from '../state/candle-list';
import type { Rune } from '../state/rune';
import { settings } from '../state/settings';
import { selectedSymbol } from '../state/view';

export interface ShownSeries {
  readonly chart: ChartState;
  readonly candles: CandleList;
}

/** Chart and candles of the symbol and interval that are chosen; undefined while main still tells of others, or of none. */
export const shownSeries: Rune<ShownSeries | undefined> = {
  get current() {
    const [known, list] = [chart.current, candles.current];
    if (!known || !list) return undefined;
    const chosen = known.symbol === selectedSymbol.current && known.interval === settings.current.interval;
    return chosen ? { chart: known, candles: list } : undefined;
  },
};
