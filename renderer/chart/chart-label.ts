import type { Candle, CandleInterval } from '@shared/domain/market';
import type { SpotSymbol } from '@shared/domain/symbol';
import { t } from '../state/language';
import { legendOf } from './legend';
import type { PriceLine } from './price-line';

/** What the picture shows, for those who do not see it: market, interval, last close, its change, own orders. */
export function chartLabel(
  rules: SpotSymbol,
  interval: CandleInterval,
  last: Candle | undefined,
  places: number,
  lines: readonly PriceLine[],
): string {
  const symbol = `${rules.baseAsset}/${rules.quoteAsset}`;
  const name = t(`intervalName.${interval}`);
  if (!last) return t('chart.summaryEmpty', { symbol, interval: name });
  const { close, change, changePercent } = legendOf(last, places);
  const summary = t('chart.summary', { symbol, interval: name, close, change, percent: changePercent });
  const orders = lines.filter(({ kind }) => kind === 'order');
  if (orders.length === 0) return summary;
  const own = orders.map(({ label, priceText }) => t('chart.orderAt', { order: label, price: priceText }));
  return `${summary} ${t('chart.ownOrders', { orders: own.join(', ') })}`;
}
