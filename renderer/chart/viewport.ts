import { indexOfOpenTime, type CandleList } from '../state/candle-list';

/** Which bars are seen, as fractional indices into the list; beyond both ends where there is empty room. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/**
 * The view that shows the same candles after the list was replaced, or undefined when none of them is left. The last candle seen is
 * the anchor: so a view that reaches the newest candle goes on following it.
 */
export function viewAfter(view: View, before: CandleList, after: CandleList): View | undefined {
  const last = before.length - 1;
  if (last < 0 || after.length === 0) return undefined;
  if (view.to >= last) return shifted(view, after.length - 1 - last);
  for (let at = Math.floor(view.to); at >= Math.max(0, Math.ceil(view.from)); at -= 1) {
    const openTime = before[at]?.openTime;
    const place = openTime === undefined ? -1 : indexOfOpenTime(after, openTime);
    if (place >= 0) return shifted(view, place - at);
  }
  return undefined;
}

function shifted({ from, to }: View, by: number): View {
  return { from: from + by, to: to + by };
}

/** Candles that lie unseen to the left before older ones are asked for: half of what is seen, so that panning meets no edge. */
export function isNearBeginning({ from, to }: View): boolean {
  return from < Math.max(20, (to - from) / 2);
}

/** Whether the very first candle is seen. */
export function isAtBeginning({ from }: View): boolean {
  return from <= 1;
}

/** Whether the newest candle has left the view to the right. */
export function isAwayFromNow({ to }: View, count: number): boolean {
  return count > 0 && to < count - 1;
}

/** The view moved by a part of its own width: −0.1 is a tenth to the left. At least one candle stays seen. */
export function panned(view: View, part: number, count: number): View {
  const width = view.to - view.from;
  const from = Math.min(Math.max(view.from + width * part, 1 - width), count - 2);
  return { from, to: from + width };
}

const MOST_BARS = 5_000;
const FEWEST_BARS = 8;

/** The view with `factor` times as many candles; the right edge stays. */
export function zoomed({ from, to }: View, factor: number): View {
  const width = Math.min(Math.max((to - from) * factor, FEWEST_BARS), MOST_BARS);
  return { from: to - width, to };
}
