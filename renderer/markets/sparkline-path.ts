/** Size of the drawing, px. */
export const WIDTH = 44;
export const HEIGHT = 20;
/** Room for the stroke and the mark at the end. */
const EDGE = 2;

/** A tiny line as SVG needs it. For drawing only: binary floats will do. */
export interface SparklinePath {
  /** `points` of a polyline. */
  readonly line: string;
  /** Height of the price at the begin, px from the top: the end above it is a rise. */
  readonly base: number;
  readonly end: { readonly x: number; readonly y: number };
}

/** Decimals with a space between, as numbers; nothing that is not a finite number. */
export function pricesOf(text: string): readonly number[] {
  return text === '' ? [] : text.split(' ').map(Number).filter(Number.isFinite);
}

/** @param last the price of now, which takes the place of the newest point; undefined to leave it */
export function sparklinePath(
  prices: readonly number[],
  last: number | undefined,
): SparklinePath | undefined {
  if (prices.length < 2) return undefined;
  const points = last === undefined || !Number.isFinite(last) ? prices : [...prices.slice(0, -1), last];
  const low = Math.min(...points);
  const span = Math.max(...points) - low;
  const step = (WIDTH - 2 * EDGE) / (points.length - 1);
  const x = (at: number): number => round(EDGE + at * step);
  const y = (price: number): number =>
    span === 0 ? HEIGHT / 2 : round(HEIGHT - EDGE - ((price - low) / span) * (HEIGHT - 2 * EDGE));
  const ends = points.length - 1;
  return {
    line: points.map((price, at) => `${x(at)},${y(price)}`).join(' '),
    base: y(points[0] ?? low),
    end: { x: x(ends), y: y(points[ends] ?? low) },
  };
}

/** A quarter of a pixel is as fine as can be seen: smaller moves draw nothing anew. */
function round(pixels: number): number {
  return Math.round(pixels * 4) / 4;
}
