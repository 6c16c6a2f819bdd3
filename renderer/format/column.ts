import { compare, isDecimal, isZero, type Decimal } from '@shared/domain/decimal';
import { cutToPlaces, groupThousands } from './amount';
import { stepOf } from './precision';

/** Digits that a figure of a narrow column may have, the zero before a point counted. */
const MOST_DIGITS = 6;

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
  return Math.max(0, Math.min(precision, MOST_DIGITS - whole));
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
