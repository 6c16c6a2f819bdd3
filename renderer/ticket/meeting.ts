import { bestAsk, bestBid, type BookSides } from '@shared/domain/book';
import { costOf, type OrderCost } from '@shared/domain/book-cost';
import { compare, subtract, type Decimal } from '@shared/domain/decimal';
import type { OrderIntent } from '@shared/domain/order';
import { percentOf, stepOf } from '../format/precision';

/** How an order would meet the book as it is shown. */
export interface Meeting {
  readonly cost: OrderCost;
  /** False while no quantity is typed: then only the price says something. */
  readonly sized: boolean;
  /** Where its rest would stand on its own side: 1 is the best price. */
  readonly level: number;
  /** What rests has that price for itself. */
  readonly alone: boolean;
  /** The price lies behind everything that is known of its own side. */
  readonly behindAll: boolean;
  /** By how many percent what fills is worse than the best price on the other side, unsigned. */
  readonly slippage: Decimal;
  /** The book is thin: the average is more than {@link SLIPPAGE_PERCENT} worse than the best price. */
  readonly slips: boolean;
}

const SLIPPAGE_PERCENT = '0.5';

/** undefined while the price can not be read. An order without a readable quantity is taken as the smallest one. */
export function meetingOf(
  book: BookSides,
  intent: Pick<OrderIntent, 'side' | 'price' | 'quantity'>,
  quantityPrecision: number,
): Meeting | undefined {
  const whole = costOf(book, intent);
  const result = whole.ok ? whole : costOf(book, { ...intent, quantity: stepOf(quantityPrecision) });
  if (!result.ok) return undefined;
  const cost = result.value;
  const own = intent.side === 'BUY' ? book.bids : book.asks;
  const last = own[cost.aheadLevels - 1]?.[0];
  const alone = last === undefined || compare(last, intent.price) !== 0;
  const best = (intent.side === 'BUY' ? bestAsk(book) : bestBid(book))?.[0];
  const slippage = slippageOf(cost.averagePrice, best);
  return {
    cost,
    sized: whole.ok,
    level: alone ? cost.aheadLevels + 1 : cost.aheadLevels,
    alone,
    behindAll: alone && own.length > 0 && cost.aheadLevels === own.length,
    slippage,
    slips: compare(slippage, SLIPPAGE_PERCENT) > 0,
  };
}

function slippageOf(average: Decimal | undefined, best: Decimal | undefined): Decimal {
  if (average === undefined || best === undefined) return '0';
  const apart = compare(average, best) < 0 ? subtract(best, average) : subtract(average, best);
  return percentOf(apart, best, 6);
}
