import type { Ticker } from '@shared/domain/market';

/** One moment of a price line. Numbers, because they are only drawn; NaN where a side of the book was empty. */
export interface TracePoint {
  readonly at: number;
  readonly bid: number;
  readonly ask: number;
  readonly last: number;
}

const MOST_POINTS = 360;
/** Two points closer than this (ms) are one: five minutes of prices fit the line. */
const LEAST_GAP_MS = 800;

export function pointOf(ticker: Ticker): TracePoint {
  const number = (text: string): number => (text === '' ? Number.NaN : Number(text));
  return {
    at: ticker.confirmedAt,
    bid: number(ticker.bidPrice),
    ask: number(ticker.askPrice),
    last: number(ticker.lastPrice),
  };
}

/** The line with a new moment at its end; the newest replaces one that is hardly older. */
export function extend(points: readonly TracePoint[], point: TracePoint): readonly TracePoint[] {
  const end = points.at(-1);
  if (end && point.at <= end.at) return points;
  const before = points.at(-2);
  const kept = end && before && point.at - before.at < LEAST_GAP_MS ? points.slice(0, -1) : points;
  return [...kept.slice(-(MOST_POINTS - 1)), point];
}

export interface TraceScale {
  readonly x: (at: number) => number;
  readonly y: (price: number) => number;
  /** Prices at which a line is drawn across. */
  readonly marks: readonly number[];
}

/** Shortest time the line spans (ms), so that the first points do not stretch over the whole width. */
const LEAST_SPAN_MS = 60_000;

/** Fits the points into width × height px with a margin above and below; a flat market lies in the middle. */
export function scaleOf(
  points: readonly TracePoint[],
  width: number,
  height: number,
  tick: number,
): TraceScale {
  const prices = points.flatMap((point) => [point.bid, point.ask, point.last]).filter(Number.isFinite);
  const low = Math.min(...prices);
  const high = Math.max(...prices);
  const middle = (low + high) / 2;
  const half = Math.max((high - low) / 2, tick * 4) * 1.2;
  const end = points.at(-1)?.at ?? 0;
  const span = Math.max(end - (points[0]?.at ?? 0), LEAST_SPAN_MS);
  return {
    x: (at) => width - ((end - at) / span) * width,
    y: (price) => ((middle + half - price) / (half * 2)) * height,
    marks: [middle + half * 0.66, middle, middle - half * 0.66],
  };
}

/** An SVG path through the points whose value is known; a gap starts a new stretch. */
export function pathOf(
  points: readonly TracePoint[],
  value: (point: TracePoint) => number,
  scale: TraceScale,
): string {
  let open = false;
  return points
    .map((point) => {
      const price = value(point);
      if (!Number.isFinite(price)) {
        open = false;
        return '';
      }
      const command = open ? 'L' : 'M';
      open = true;
      return `${command}${scale.x(point.at).toFixed(1)} ${scale.y(price).toFixed(1)}`;
    })
    .join('');
}

/** The area under the last price as an SVG path down to `bottom` px. */
export function areaOf(points: readonly TracePoint[], scale: TraceScale, bottom: number): string {
  const [start, end] = [points[0], points.at(-1)];
  if (!start || !end) return '';
  const line = pathOf(points, (point) => point.last, scale);
  return `${line}L${scale.x(end.at).toFixed(1)} ${bottom}L${scale.x(start.at).toFixed(1)} ${bottom}Z`;
}

/** The area between bid and ask as an SVG path; empty while a side was empty somewhere. */
export function bandOf(points: readonly TracePoint[], scale: TraceScale): string {
  if (points.length < 2 || points.some((point) => !Number.isFinite(point.bid + point.ask))) return '';
  const corner = (point: TracePoint, price: number): string =>
    `${scale.x(point.at).toFixed(1)} ${scale.y(price).toFixed(1)}`;
  const above = points.map((point) => corner(point, point.ask));
  const below = points.map((point) => corner(point, point.bid)).reverse();
  return `M${[...above, ...below].join('L')}Z`;
}
