import { readIndicators, writeIndicators, type Indicator } from '@shared/domain/indicators';
import type { CandleInterval } from '@shared/domain/market';
import type { Result } from '@shared/domain/result';
import { send } from '../state/commands';
import type { Rune } from '../state/rune';
import { settings } from '../state/settings';
import { isDayOrLonger } from './axis-time';

let text = '';
let list: readonly Indicator[] = [];

/** What is drawn with the candles, in all windows alike. The same list while nothing changed. */
export const chosenIndicators: Rune<readonly Indicator[]> = {
  get current() {
    const { indicators } = settings.current;
    if (indicators !== text) {
      text = indicators;
      list = readIndicators(indicators) ?? [];
    }
    return list;
  },
};

export function keepIndicators(indicators: readonly Indicator[]): Promise<Result<null>> {
  return send('settings.change', { indicators: writeIndicators(indicators) });
}

/** Those that mean something with candles of that interval: a VWAP of one day needs more than one candle a day. */
export function drawnIndicators(
  indicators: readonly Indicator[],
  interval: CandleInterval,
): readonly Indicator[] {
  const drawn = indicators.filter(({ kind }) => kind !== 'vwap' || !isDayOrLonger(interval));
  return drawn.length === indicators.length ? indicators : drawn;
}
