import { compare, decimalsOf, normalize } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';
import { formatAmount } from '../format/amount';
import { t } from '../state/language';
import type { OrderLine } from './order-lines';
import type { OrderMark } from './order-marks';

/** An order line as it is drawn, in the user's language. */
export function orderMark(line: OrderLine, rules: SpotSymbol): OrderMark {
  const quantity = formatAmount(normalize(line.quantity), 0);
  const rest = formatAmount(normalize(line.rest), 0);
  const amount =
    compare(line.rest, line.quantity) === 0 ? quantity : t('chart.orderRest', { rest, quantity });
  const order = t(`chart.order.${line.side}`, { quantity: amount });
  return {
    side: line.side,
    price: Number(line.price),
    priceText: formatAmount(line.price, Math.max(rules.quotePrecision, decimalsOf(line.price))),
    label: line.orders > 1 ? t('chart.orders', { order, count: line.orders }) : order,
  };
}
