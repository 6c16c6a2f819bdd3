import type { Indicator } from '@shared/domain/indicators';
import { t } from '../state/language';

/** Its name in a legend, such as `SMA 20`. */
export function shortName(indicator: Indicator): string {
  switch (indicator.kind) {
    case 'volume':
      return t('indicator.volume');
    case 'vwap':
      return t('indicator.vwapShort');
    case 'sma':
    case 'ema':
    case 'rsi':
      return t(`indicator.${indicator.kind}Short`, { period: indicator.period });
  }
}
