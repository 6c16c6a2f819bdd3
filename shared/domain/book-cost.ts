import { isDecimal, isZero, type Decimal } from './decimal';
import type { BookSides } from './book';
import type { Level } from './market';
import type { OrderIntent } from './order';
import { fail, ok, type Result } from './result';
import { decimalOfUnits, unitsOf, writtenPlaces } from './scaled';

/** What a limit order would do to the book as it is shown. Exact except `averagePrice`; fees are not counted. */
export interface OrderCost {
  /** Base asset that fills at once. */
  readonly fillQuantity: Decimal;
  /** Quote asset that this pays (BUY) or brings (SELL). */
  readonly quoteCost: Decimal;
  /** quoteCost / fillQuantity, cut to 20 decimals; undefined when nothing fills. */
  readonly averagePrice: Decimal | undefined;
  /** The last price it fills at; undefined when nothing fills. */
  readonly worstPrice: Decimal | undefined;
  /** Levels of the other side it fills at, the last perhaps in part. */
  readonly levels: number;
  /** Base asset that would rest at the limit price. */
  readonly restQuantity: Decimal;
  /** Base asset of its own side at its price or better: what has to go before the rest of it fills. */
  readonly aheadQuantity: Decimal;
  /** Levels of its own side at its price or better. */
  readonly aheadLevels: number;
  /** True when its price is beyond the last level known of its own side, so that more may be ahead of it. */
  readonly aheadIsLeast: boolean;
  /**
   * True when it takes the whole other side as far as the book is known and wants more at its price: what is counted as resting
   * may fill at prices that are not shown.
   */
  readonly beyondBook: boolean;
}

const AVERAGE_PLACES = 20;

/**
 * What an order would cost now: what fills, at which prices, and what rests behind how much. Fails (`order.not-decimal`,
 * `order.zero`, with `details.field`) when price or quantity is not a plain decimal above zero.
 */
export function costOf(
  book: BookSides,
  order: Pick<OrderIntent, 'side' | 'price' | 'quantity'>,
): Result<OrderCost> {
  for (const field of ['price', 'quantity'] as const) {
    const details = { field };
    if (!isDecimal(order[field])) {
      return fail('order.not-decimal', `The ${field} must be plain digits with a point, such as 12.5.`, {
        details,
      });
    }
    if (isZero(order[field])) return fail('order.zero', `The ${field} must be more than zero.`, { details });
  }
  const buys = order.side === 'BUY';
  const others = buys ? book.asks : book.bids;
  const own = buys ? book.bids : book.asks;
  const { pricePlaces, quantityPlaces } = placesOf(order, [others, own]);
  const limit = unitsOf(order.price, pricePlaces);

  let left = unitsOf(order.quantity, quantityPlaces);
  let filled = 0n;
  let quote = 0n;
  let levels = 0;
  let worstPrice: Decimal | undefined;
  for (const [price, quantity] of others) {
    const units = unitsOf(price, pricePlaces);
    if (left === 0n || (buys ? units > limit : units < limit)) break;
    const there = unitsOf(quantity, quantityPlaces);
    const taken = there < left ? there : left;
    left -= taken;
    filled += taken;
    quote += taken * units;
    levels += 1;
    worstPrice = price;
  }

  let ahead = 0n;
  let aheadLevels = 0;
  let aheadIsLeast = own.length > 0;
  for (const [price, quantity] of own) {
    const units = unitsOf(price, pricePlaces);
    if (buys ? units <= limit : units >= limit) aheadIsLeast = false;
    if (buys ? units < limit : units > limit) break;
    ahead += unitsOf(quantity, quantityPlaces);
    aheadLevels += 1;
  }

  return ok({
    fillQuantity: decimalOfUnits(filled, quantityPlaces),
    quoteCost: decimalOfUnits(quote, pricePlaces + quantityPlaces),
    averagePrice:
      filled === 0n
        ? undefined
        : decimalOfUnits(
            (quote * 10n ** BigInt(AVERAGE_PLACES)) / (filled * 10n ** BigInt(pricePlaces)),
            AVERAGE_PLACES,
          ),
    worstPrice,
    levels,
    restQuantity: decimalOfUnits(left, quantityPlaces),
    aheadQuantity: decimalOfUnits(ahead, quantityPlaces),
    aheadLevels,
    aheadIsLeast,
    beyondBook: levels > 0 && levels === others.length && left > 0n,
  });
}

function placesOf(
  order: Pick<OrderIntent, 'price' | 'quantity'>,
  sides: readonly (readonly Level[])[],
): { pricePlaces: number; quantityPlaces: number } {
  let pricePlaces = writtenPlaces(order.price);
  let quantityPlaces = writtenPlaces(order.quantity);
  for (const levels of sides) {
    for (const [price, quantity] of levels) {
      pricePlaces = Math.max(pricePlaces, writtenPlaces(price));
      quantityPlaces = Math.max(quantityPlaces, writtenPlaces(quantity));
    }
  }
  return { pricePlaces, quantityPlaces };
}
