import type { Decimal } from '@shared/domain/decimal';

/** What a line is about: its colour and its dashes. */
export type LineTone = 'buy' | 'sell' | 'alert';

/** A price that is drawn across the candles, with a mark at its left and the price on the scale. */
export interface PriceLine {
  readonly id: string;
  readonly kind: 'order' | 'alert';
  readonly tone: LineTone;
  readonly price: Decimal;
  readonly priceText: string;
  /** Such as `Buy 0.1500`. */
  readonly label: string;
  readonly draggable: boolean;
  /** Where it would be moved to, while that is asked about. */
  readonly proposed?: Decimal;
}

/** A line or its mark is taken hold of from this near, px. */
const REACH_PX = 5;

/** The line that can be dragged from here: of several the nearest. `y` of a line is undefined while it is out of sight. */
export function lineToDrag<Line extends { readonly y: number | undefined; readonly draggable: boolean }>(
  lines: readonly Line[],
  y: number,
): Line | undefined {
  let nearest: Line | undefined;
  let least = REACH_PX;
  for (const line of lines) {
    if (!line.draggable || line.y === undefined) continue;
    const distance = Math.abs(line.y - y);
    if (distance > least) continue;
    least = distance;
    nearest = line;
  }
  return nearest;
}
