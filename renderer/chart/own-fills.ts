import { compare, divideDown, isZero, type Decimal } from '@shared/domain/decimal';
import type { Side } from '@shared/domain/order';
import type { JournalOrder } from '@shared/domain/order-life';
import type { CandleList } from '../state/candle-list';

/**
 * What was filled of one own order, as the journal knows it: all of it at its average price. PROTOCOL: an order tells what was executed
 * in total and when it last changed, not when each part was; so that is what the mark says, and where it stands.
 */
export interface OwnFill {
  readonly entryId: number;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  /** Unix ms of the server: the order's last change. */
  readonly at: number;
}

/** Decimals of an average price beyond the symbol's own. */
const AVERAGE_PLACES = 8;

/** Orders of which something was executed, as far as the exchange says when. */
export function ownFills(orders: readonly JournalOrder[]): OwnFill[] {
  return orders.flatMap(({ entryId, side, executedQuantity, executedQuote, updateTime }) => {
    if (isZero(executedQuantity) || updateTime === null || compare(executedQuote, '0') <= 0) return [];
    const averagePrice = divideDown(executedQuote, executedQuantity, AVERAGE_PLACES);
    return [{ entryId, side, quantity: executedQuantity, averagePrice, at: updateTime }];
  });
}

/** The candle in which a moment lies; undefined before the first one, and in a gap between two. */
export function candleOf(candles: CandleList, at: number): number | undefined {
  let low = 0;
  let high = candles.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candle = candles[middle];
    if (!candle) return undefined;
    if (at < candle.openTime) high = middle - 1;
    else if (at > candle.closeTime) low = middle + 1;
    else return middle;
  }
  return undefined;
}
