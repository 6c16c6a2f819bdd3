import type { Decimal } from './decimal';
import type { Level } from './market';
import { decimalOfUnits, unitsOf, writtenPlaces } from './scaled';

/** All levels that fall on one step of price. Exact, without trailing zeros, except that `price` has the decimals of the step. */
export interface DepthRow {
  /** The lower end of the step for bids, the upper end for asks: what is shown is never better than what is there. */
  readonly price: Decimal;
  /** Base asset. */
  readonly quantity: Decimal;
  /** Σ price × quantity of the levels themselves, quote asset. */
  readonly quote: Decimal;
  /** Of this row and all better ones. */
  readonly total: Decimal;
  readonly quoteTotal: Decimal;
  /** Levels in this row. */
  readonly levels: number;
}

export interface DepthTotal {
  readonly levels: number;
  /** Base asset. */
  readonly quantity: Decimal;
  /** Σ price × quantity, quote asset. */
  readonly quote: Decimal;
}

/**
 * The first `most` rows of a side, best first, grouped to multiples of `step`: bids down, asks up. With the symbol's price step every
 * level is a row of its own. Throws RangeError when the step is zero.
 */
export function depthRows(
  side: 'bids' | 'asks',
  levels: readonly Level[],
  step: Decimal,
  most = Number.POSITIVE_INFINITY,
): DepthRow[] {
  const { pricePlaces, quantityPlaces } = placesOf(levels, writtenPlaces(step));
  const stepUnits = unitsOf(step, pricePlaces);
  if (stepUnits === 0n) throw new RangeError('The step of a grouping must be above zero');
  const rows: DepthRow[] = [];
  let total = 0n;
  let quoteTotal = 0n;
  let index = 0;
  while (index < levels.length && rows.length < most) {
    let steps = -1n;
    let quantity = 0n;
    let quote = 0n;
    const first = index;
    for (let level = levels[index]; level !== undefined; level = levels[index]) {
      const price = unitsOf(level[0], pricePlaces);
      const on = side === 'bids' ? price / stepUnits : (price + stepUnits - 1n) / stepUnits;
      if (steps >= 0n && on !== steps) break;
      steps = on;
      const units = unitsOf(level[1], quantityPlaces);
      quantity += units;
      quote += price * units;
      index += 1;
    }
    total += quantity;
    quoteTotal += quote;
    rows.push({
      price: withPlaces(decimalOfUnits(steps * stepUnits, pricePlaces), writtenPlaces(step)),
      quantity: decimalOfUnits(quantity, quantityPlaces),
      quote: decimalOfUnits(quote, pricePlaces + quantityPlaces),
      total: decimalOfUnits(total, quantityPlaces),
      quoteTotal: decimalOfUnits(quoteTotal, pricePlaces + quantityPlaces),
      levels: index - first,
    });
  }
  return rows;
}

/** What rests on a side in total. */
export function depthTotal(levels: readonly Level[]): DepthTotal {
  const { pricePlaces, quantityPlaces } = placesOf(levels, 0);
  let quantity = 0n;
  let quote = 0n;
  for (const [price, size] of levels) {
    const units = unitsOf(size, quantityPlaces);
    quantity += units;
    quote += unitsOf(price, pricePlaces) * units;
  }
  return {
    levels: levels.length,
    quantity: decimalOfUnits(quantity, quantityPlaces),
    quote: decimalOfUnits(quote, pricePlaces + quantityPlaces),
  };
}

/** The most decimals among prices (at least `least`) and among quantities. */
function placesOf(levels: readonly Level[], least: number): { pricePlaces: number; quantityPlaces: number } {
  let pricePlaces = least;
  let quantityPlaces = 0;
  for (const [price, quantity] of levels) {
    pricePlaces = Math.max(pricePlaces, writtenPlaces(price));
    quantityPlaces = Math.max(quantityPlaces, writtenPlaces(quantity));
  }
  return { pricePlaces, quantityPlaces };
}

/** A multiple of the step has no more decimals than the step. */
function withPlaces(text: Decimal, places: number): Decimal {
  if (places === 0) return text;
  const missing = places - writtenPlaces(text);
  return `${text}${missing === places ? '.' : ''}${'0'.repeat(missing)}`;
}
