import { decimalsOf, type Decimal } from '@shared/domain/decimal';
import type { Side } from '@shared/domain/order';
import type { SpotSymbol } from '@shared/domain/symbol';
import { visibleText } from '@shared/domain/visible-text';
import { formatAmount } from '../format/amount';
import { t } from '../state/language';

/** An order's figures and names as they are shown, in the user's language. */
export interface OrderLabel {
  /** `BTC/USDT`, or the symbol as it is when the exchange no longer lists it. */
  readonly name: string;
  readonly base: string;
  readonly quote: string;
  readonly side: string;
  readonly price: string;
  readonly quantity: string;
  /** Decimals of the symbol's prices. */
  readonly places: number;
}

interface Labelled {
  readonly symbol: string;
  readonly side: Side;
  readonly price: Decimal;
  readonly quantity: Decimal;
}

export function orderLabel(order: Labelled, rules: SpotSymbol | undefined): OrderLabel {
  const places = rules?.quotePrecision ?? decimalsOf(order.price);
  return {
    name: rules ? marketName(rules) : visibleText(order.symbol),
    base: visibleText(rules?.baseAsset ?? ''),
    quote: visibleText(rules?.quoteAsset ?? ''),
    side: t(order.side === 'BUY' ? 'orders.buy' : 'orders.sell'),
    price: formatAmount(order.price, places),
    quantity: formatAmount(order.quantity, 0),
    places,
  };
}

/** `BTC/USDT`. */
export function marketName({ baseAsset, quoteAsset }: Pick<SpotSymbol, 'baseAsset' | 'quoteAsset'>): string {
  return `${visibleText(baseAsset)}/${visibleText(quoteAsset)}`;
}
