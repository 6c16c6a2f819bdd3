import { add, compare, isDecimal, isZero, type Decimal } from '@shared/domain/decimal';
import type { TimelineEvent } from '@shared/domain/order-life';
import type { ProfitTrade } from '@shared/domain/profit';
import type { StoredOrder } from '../storage/stored-order';

/**
 * The trades of an order as the journal knows them: its fills, where they explain all that was traded, else one trade with what the
 * exchange says of the whole. PROTOCOL has no list of fills, so of what filled while nobody listened only the sum is known.
 */
export function tradesOf(order: StoredOrder, events: readonly TimelineEvent[]): ProfitTrade[] {
  const { side, executedQuantity, executedQuote } = order;
  if (isZero(executedQuantity)) return [];
  const fills = events.flatMap((event) => (event.kind === 'fill' ? fillOf(event) : []));
  const quantity = sum(fills.map((fill) => fill.quantity));
  const quote = sum(fills.map((fill) => fill.quote));
  const isPriced = fills.every((fill) => !isZero(fill.quote));
  const isWhole = compare(quantity, executedQuantity) === 0;
  if (isWhole && isPriced && compare(quote, executedQuote) === 0) {
    return fills.map((fill) => ({ side, ...fill, feesKnown: fill.fees.length > 0 }));
  }
  return [
    {
      at: order.updateTime ?? order.placedAt ?? order.createdAt,
      side,
      quantity: executedQuantity,
      quote: isZero(executedQuote) ? null : executedQuote,
      fees: fills.flatMap(({ fees }) => fees),
      feesKnown: isWhole && fills.every(({ fees }) => fees.length > 0),
    },
  ];
}

interface Fill {
  readonly at: number;
  readonly quantity: Decimal;
  readonly quote: Decimal;
  readonly fees: ProfitTrade['fees'];
}

function fillOf({ at, details }: TimelineEvent): Fill[] {
  const { quantity, quote = '0', fee, feeAsset } = details;
  if (quantity === undefined || !isPlain(quantity) || !isPlain(quote)) return [];
  const fees =
    fee !== undefined && feeAsset !== undefined && isPlain(fee) ? [{ amount: fee, asset: feeAsset }] : [];
  return [{ at, quantity, quote, fees }];
}

/** A fee is a product of two decimals and can have twice their places. */
function isPlain(text: string): boolean {
  return isDecimal(text) || /^\d{1,60}\.\d{1,60}$/.test(text);
}

function sum(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce(add, '0');
}
