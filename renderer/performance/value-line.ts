import { compare, isZero, divideDown, multiply, subtract, type Decimal } from '@shared/domain/decimal';
import type { ValuePoint } from '@shared/domain/value-history';

export const VALUE_RANGES = ['1d', '1w', '1m', 'all'] as const;
export type ValueRange = (typeof VALUE_RANGES)[number];

const DAY_MS = 86_400_000;
const SPANS: Readonly<Record<ValueRange, number>> = {
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
  '1m': 30 * DAY_MS,
  all: Number.POSITIVE_INFINITY,
};
/** Between two points further apart than this part of the whole there is a gap: nobody knows what was between. */
const GAP_PART = 0.04;
/** Points are five minutes apart at least, and an hour or a day once they are old. */
const LEAST_GAP_MS = 16 * 60_000;
const OLD_GAP_MS = 2 * DAY_MS;
const RECENT_MS = 2 * DAY_MS;

/** Beginning of a range, Unix ms. */
export function startOf(range: ValueRange, now: number): number {
  const span = SPANS[range];
  return span === Number.POSITIVE_INFINITY ? 0 : Math.max(0, Math.floor(now - span));
}

export interface ValueLine {
  /** SVG path in a box of `width` × `height`. */
  readonly path: string;
  readonly first: ValuePoint;
  readonly last: ValuePoint;
  readonly low: Decimal;
  readonly high: Decimal;
  /** last − first, signed, and its percent; null of nothing. */
  readonly change: string;
  readonly percent: string | null;
}

/** The line through points that come oldest first, or undefined where there are not two. Pixels are floats, figures are not. */
export function valueLine(
  points: readonly ValuePoint[],
  width: number,
  height: number,
): ValueLine | undefined {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || first === last) return undefined;
  let [low, high] = [first.value, first.value];
  for (const { value } of points) {
    if (compare(value, low) < 0) low = value;
    if (compare(value, high) > 0) high = value;
  }
  const [bottom, top] = [Number(low), Number(high)];
  const span = last.at - first.at;
  const x = (at: number): number => ((at - first.at) / span) * width;
  const y = (value: Decimal): number =>
    top === bottom ? height / 2 : height - ((Number(value) - bottom) / (top - bottom)) * height;
  const commands = points.map(({ at, value }, index) => {
    const before = points[index - 1];
    const gap = last.at - at < RECENT_MS ? LEAST_GAP_MS : OLD_GAP_MS;
    const isApart = !before || at - before.at > Math.max(gap, span * GAP_PART);
    return `${isApart ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  const change = subtract(last.value, first.value);
  const size = change.replace('-', '');
  const percent = isZero(first.value) ? null : divideDown(multiply(size, '100'), first.value, 4);
  return {
    path: commands.join(''),
    first,
    last,
    low,
    high,
    change,
    percent: percent !== null && change.startsWith('-') ? `-${percent}` : percent,
  };
}
