import { isZero, multiply } from '@shared/domain/decimal';
import type { Side } from '@shared/domain/order';
import type { TimelineEvent } from '@shared/domain/order-life';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { FeeRates } from '@shared/domain/fees';

/**
 * What a fill cost in fees, by the account's rates: a share of what is received, the base asset of a buy and the quote asset of a sell.
 * PROTOCOL has no list of fills that names fees, so this is worked out: an order that fills as it is placed takes, later it makes.
 * Nothing while the rates or the symbol are not known.
 */
export function feeOf(
  order: { readonly side: Side },
  fill: TimelineEvent,
  isFirst: boolean,
  rates: FeeRates | undefined,
  rules: SpotSymbol | undefined,
): { readonly fee?: string; readonly feeAsset?: string } {
  const received = order.side === 'BUY' ? fill.details['quantity'] : fill.details['quote'];
  if (rates === undefined || rules === undefined || received === undefined || isZero(received)) return {};
  return {
    fee: multiply(received, isFirst ? rates.taker : rates.maker),
    feeAsset: order.side === 'BUY' ? rules.baseAsset : rules.quoteAsset,
  };
}
