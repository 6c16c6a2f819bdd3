import { decimalsOf, isDecimal, type Decimal } from '@shared/domain/decimal';
import { formatAmount, groupThousands } from '../format/amount';

/** A binary number holds 15 decimal digits for sure; what lies behind them is noise. */
const SURE_DIGITS = 15;
/** From here on `toFixed` writes an exponent. */
const LARGEST = 1e21;

/**
 * A price of the chart's scale in the symbol's precision: never scientific and without digits that only the binary number has. For
 * marks of the scale and the crosshair, which are no prices of the exchange; those are written from their decimals.
 */
export function scaleText(price: number, places: number): string {
  if (!Number.isFinite(price) || Math.abs(price) >= LARGEST) return '–';
  const whole = Math.abs(price) < 1 ? 0 : Math.floor(Math.log10(Math.abs(price))) + 1;
  const sure = Math.min(places, Math.max(0, SURE_DIGITS - whole));
  const text = price.toFixed(sure);
  const padded = sure === places ? text : `${text}${sure === 0 ? '.' : ''}${'0'.repeat(places - sure)}`;
  return groupThousands(padded).replace(/^\u2212(?=[0.,]*$)/, '');
}

/**
 * Writes prices of the chart. Those of the exchange that it was told of are written digit by digit from their decimals, any other as
 * {@link scaleText}.
 */
export function priceWriter(places: number, known: readonly Decimal[]): (price: number) => string {
  const exact = new Map(known.map((decimal) => [Number(decimal), formatAmount(decimal, places)]));
  return (price) => exact.get(price) ?? scaleText(price, places);
}

/** Most decimals that the chart writes: the symbol's, unless the exchange names prices finer than its own rule. */
export function placesOf(precision: number, prices: readonly Decimal[]): number {
  return Math.max(precision, ...prices.filter(isDecimal).map(decimalsOf));
}

/** A price of the exchange in the symbol's precision, or in what the price itself has when that is finer. */
export function priceText(price: Decimal, { quotePrecision }: { readonly quotePrecision: number }): string {
  return formatAmount(price, placesOf(quotePrecision, [price]));
}
