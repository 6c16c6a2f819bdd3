import { compare, isDecimal, isZero, type Decimal } from './decimal';
import type { Book, Level } from './market';
import { decimalOfUnits, unitsOf, writtenPlaces } from './scaled';

/** The two sides of a {@link Book}: best first, never crossed. */
export type BookSides = Pick<Book, 'bids' | 'asks'>;

export interface Spread {
  /** Best ask − best bid, quote asset. */
  readonly amount: Decimal;
  /** The middle between both, exact. */
  readonly middle: Decimal;
  /** `amount` in percent of `middle`, cut to 10 decimals. */
  readonly percent: Decimal;
}

/** The highest price that somebody pays, or undefined when the side is empty. */
export function bestBid(book: Pick<Book, 'bids'>): Level | undefined {
  return book.bids[0];
}

/** The lowest price that somebody sells at, or undefined when the side is empty. */
export function bestAsk(book: Pick<Book, 'asks'>): Level | undefined {
  return book.asks[0];
}

/** Undefined while a side is empty. */
export function spreadOfBook(book: BookSides): Spread | undefined {
  const bid = bestBid(book)?.[0];
  const ask = bestAsk(book)?.[0];
  if (bid === undefined || ask === undefined) return undefined;
  const places = Math.max(writtenPlaces(bid), writtenPlaces(ask));
  const bidUnits = unitsOf(bid, places);
  const askUnits = unitsOf(ask, places);
  const sum = bidUnits + askUnits;
  if (askUnits < bidUnits || sum === 0n) return undefined;
  return {
    amount: decimalOfUnits(askUnits - bidUnits, places),
    // Half a unit is five of the next decimal.
    middle: decimalOfUnits(sum * 5n, places + 1),
    percent: decimalOfUnits(((askUnits - bidUnits) * 200n * 10n ** PERCENT_PLACES) / sum, 10),
  };
}

const PERCENT_PLACES = 10n;

/** Steps offered besides the price step itself. */
const MOST_GROUPINGS = 5;

/**
 * Steps by which levels of a symbol can be grouped, smallest first: the price step, then tens of it. With a price (any recent one)
 * only the widest of those that still leave something to see, at most a tenth of the price.
 *
 * @param quotePrecision most decimals of a price (0 to 20)
 */
export function groupingSteps(quotePrecision: number, price?: Decimal): Decimal[] {
  const step = (power: number): Decimal =>
    power >= 0 ? `1${'0'.repeat(power)}` : `0.${'0'.repeat(-power - 1)}1`;
  const steps = [step(-quotePrecision)];
  if (price === undefined || !isDecimal(price) || isZero(price)) {
    for (let n = 1; n <= MOST_GROUPINGS; n += 1) steps.push(step(n - quotePrecision));
    return steps;
  }
  let widest = -quotePrecision;
  while (compare(step(widest + 2), price) <= 0) widest += 1;
  for (let power = Math.max(1 - quotePrecision, widest - MOST_GROUPINGS + 1); power <= widest; power += 1) {
    steps.push(step(power));
  }
  return steps;
}
