import { spreadOfBook, type BookSides } from '@shared/domain/book';
import { depthRows, type DepthRow } from '@shared/domain/book-depth';
import { compare, multiply, subtract, type Decimal } from '@shared/domain/decimal';
import { percentOf, stepOf } from '../format/precision';
import type { BookSide } from './book-lines';

/** A level of the drawing: exact figures, and where they stand (px). */
export interface DepthPoint {
  readonly side: BookSide;
  readonly price: Decimal;
  /** All from the best price to here: base asset, quote asset. */
  readonly total: Decimal;
  readonly quoteTotal: Decimal;
  readonly x: number;
  readonly y: number;
}

export interface DepthCurve {
  /** From the lowest price to the highest. */
  readonly points: readonly DepthPoint[];
  /** SVG paths of the two areas. */
  readonly areas: Readonly<Record<BookSide, string>>;
  readonly middle: Decimal;
  /** How far the drawing reaches to each side of the middle. */
  readonly reach: Decimal;
  /** `reach` in percent of the middle. */
  readonly percent: Decimal;
  /** Base asset at the top of the scale. */
  readonly deepest: Decimal;
  xOf(price: Decimal): number;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Air above the deepest point, as a part of the height. */
const AIR = 0.06;

/**
 * Both sides of the book as areas of what rests up to each price, as far as both are known, so that they can be compared. Figures are
 * exact; only their places on the screen are floats. undefined while a side is empty.
 */
export function depthCurve(
  book: BookSides,
  quotePrecision: number,
  { width, height }: Room,
): DepthCurve | undefined {
  const spread = spreadOfBook(book);
  if (!spread) return undefined;
  const { middle } = spread;
  const step = stepOf(quotePrecision);
  const rows = { bids: depthRows('bids', book.bids, step), asks: depthRows('asks', book.asks, step) };
  const reach = smaller(far(rows.bids, middle), far(rows.asks, middle));
  const within = (row: DepthRow): boolean => compare(apart(row.price, middle), reach) <= 0;
  const bids = rows.bids.filter(within);
  const asks = rows.asks.filter(within);
  const deepest = larger(bids.at(-1)?.total ?? '0', asks.at(-1)?.total ?? '0');

  const [centre, half, top] = [Number(middle), Number(reach), Number(deepest)];
  const xOf = (price: Decimal): number =>
    half === 0 ? width / 2 : ((Number(price) - centre) / half + 1) * (width / 2);
  const yOf = (total: Decimal): number =>
    top === 0 ? height : height - (Number(total) / top) * height * (1 - AIR);
  const pointOf =
    (side: BookSide) =>
    ({ price, total, quoteTotal }: DepthRow): DepthPoint => ({
      side,
      price,
      total,
      quoteTotal,
      x: xOf(price),
      y: yOf(total),
    });
  const points = { bids: bids.map(pointOf('bids')), asks: asks.map(pointOf('asks')) };
  return {
    points: [...[...points.bids].reverse(), ...points.asks],
    areas: { bids: areaOf(points.bids, 0, height), asks: areaOf(points.asks, width, height) },
    middle,
    reach,
    percent: percentOf(reach, middle, 4),
    deepest,
    xOf,
  };
}

/** Steps from the best price to the edge, closed along the ground. */
function areaOf(points: readonly DepthPoint[], edge: number, ground: number): string {
  const [best] = points;
  if (!best) return '';
  const steps = points.map(({ x, y }) => `H${round(x)}V${round(y)}`).join('');
  return `M${round(best.x)},${ground}${steps}H${edge}V${ground}Z`;
}

/** The level that a place on the screen belongs to: the last one at or before it, seen from the middle. */
export function pointAt(points: readonly DepthPoint[], x: number): number | undefined {
  if (points.length === 0) return undefined;
  const firstAsk = points.findIndex(({ side }) => side === 'asks');
  const bidCount = firstAsk < 0 ? points.length : firstAsk;
  const [bid, ask] = [points[bidCount - 1], points[bidCount]];
  const isBid = ask === undefined || (bid !== undefined && x < (bid.x + ask.x) / 2);
  if (isBid) {
    for (let index = 0; index < bidCount; index += 1) if ((points[index]?.x ?? 0) >= x) return index;
    return bidCount - 1;
  }
  for (let index = points.length - 1; index > bidCount; index -= 1) {
    if ((points[index]?.x ?? 0) <= x) return index;
  }
  return bidCount;
}

/** At most so many labels stand on the scale. */
const MOST_MARKS = 5;

/** Round amounts from the ground up, for the labels of the scale: steps of 1, 2 or 5 at some power of ten. */
export function scaleOf(deepest: Decimal, height: number): { readonly total: Decimal; readonly y: number }[] {
  const top = Number(deepest);
  if (!(top > 0)) return [];
  const rough = top / MOST_MARKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  // The last of them is the next power of ten.
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  const places = Math.max(0, -Math.floor(Math.log10(rough)));
  const step = (factor * power).toFixed(places);
  const marks = Array.from({ length: MOST_MARKS }, (_, at) => multiply(step, String(at + 1)));
  return marks
    .filter((total) => compare(total, deepest) <= 0)
    .map((total) => ({ total, y: height - (Number(total) / top) * height * (1 - AIR) }));
}

function far(rows: readonly DepthRow[], middle: Decimal): Decimal {
  const last = rows.at(-1);
  return last ? apart(last.price, middle) : '0';
}

function apart(price: Decimal, middle: Decimal): Decimal {
  return compare(price, middle) < 0 ? subtract(middle, price) : subtract(price, middle);
}

function smaller(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) < 0 ? a : b;
}

function larger(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) > 0 ? a : b;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
