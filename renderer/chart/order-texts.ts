import { compare, normalize, type Decimal } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';
import { formatAmount } from '../format/amount';
import { t } from '../state/language';
import type { OrderLine } from './order-lines';
import type { PriceLine } from './price-line';
import { priceText } from './price-text';

/** An order line as it is drawn, in the user's language. `proposed` is where it would be moved to. */
export function orderPriceLine(
  line: OrderLine,
  rules: SpotSymbol,
  movable: boolean,
  proposed: Decimal | undefined,
): PriceLine {
  const quantity = formatAmount(normalize(line.quantity), 0);
  const rest = formatAmount(normalize(line.rest), 0);
  const amount =
    compare(line.rest, line.quantity) === 0 ? quantity : t('chart.orderRest', { rest, quantity });
  const order = t(`chart.order.${line.side}`, { quantity: amount });
  return {
    id: line.id,
    kind: 'order',
    tone: line.side === 'BUY' ? 'buy' : 'sell',
    price: line.price,
    priceText: priceText(line.price, rules),
    label: line.orders > 1 ? t('chart.orders', { order, count: line.orders }) : order,
    draggable: movable && line.only !== undefined,
    ...(proposed === undefined ? {} : { proposed }),
  };
}
