import { compare, isDecimal, isZero, type Decimal } from '@shared/domain/decimal';
import { cutToPlaces, formatCompact, formatSignificant, groupThousands } from './amount';
import { stepOf } from './precision';

/** Digits that a figure of a narrow column may have, the zero before a point counted. */
const MOST_DIGITS = 6;
/** Digits that matter of the largest figure, where that one is smaller than all the decimals above would show. */
const LEAST_DIGITS = 3;

/**
 * Decimals for a column of figures: as many as the symbol has, but fewer when the largest figure would get too long. One number for
 * the whole column, so that the points stand below each other.
 */
export function columnPlaces(figures: readonly Decimal[], precision: number): number {
  let whole = 1;
  for (const figure of figures) {
    const point = figure.indexOf('.');
    whole = Math.max(whole, point < 0 ? figure.length : point);
  }
  const usual = MOST_DIGITS - whole;
  return Math.max(0, Math.min(precision, whole > 1 ? usual : Math.max(usual, leastPlaces(figures))));
}

/** Decimals at which the largest of some figures below 1 shows a few digits. */
function leastPlaces(figures: readonly Decimal[]): number {
  const largest = largestOf(figures);
  if (isZero(largest)) return 0;
  const fraction = largest.split('.')[1] ?? '';
  return largest.startsWith('0.') ? (/^0*/.exec(fraction)?.[0].length ?? 0) + LEAST_DIGITS : 0;
}

/** A figure for a column that has not even room for {@link formatColumn}: `31642301234` → `31.64B`, `0.0000741` as it is, in few digits. */
export function formatCramped(figure: Decimal): string {
  if (!isDecimal(figure)) return figure;
  return compare(figure, '1000') >= 0 ? formatCompact(figure) : formatSignificant(figure, LEAST_DIGITS);
}

/** A figure with exactly `places` decimals, cut; one that is there but smaller than a step of them says so: `<0.01`. */
export function formatColumn(figure: Decimal, places: number): string {
  if (!isDecimal(figure)) return figure;
  const cut = cutToPlaces(figure, places);
  if (isZero(cut) && !isZero(figure)) return `<${stepOf(places)}`;
  return groupThousands(cut);
}

/** Width of a figure in `em`: digits are equally wide, points, commas and narrow spaces narrow. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += character === '.' || character === ',' || character === '\u202f' ? 0.3 : 0.625;
  return width;
}

/** The largest of some decimals, or `0`. */
export function largestOf(figures: readonly Decimal[]): Decimal {
  return figures.reduce((most, figure) => (compare(figure, most) > 0 ? figure : most), '0');
}
