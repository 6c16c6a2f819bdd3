import type { Rectangle } from 'electron';
import type { Size } from './place';

/** Between the popover and the edge of what it stands at, px. */
const GAP = 4;

/**
 * Where the popover opens: beside the icon or the pointer, on the side where the screen is, and wholly on it.
 * @param anchor the icon, or the pointer as a rectangle without size
 * @param area the work area of the display that has the anchor
 */
export function popoverPlace(anchor: Rectangle, size: Size, area: Rectangle): Rectangle {
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  const middle = anchor.x + anchor.width / 2;
  const below = anchor.y + anchor.height + GAP;
  const above = anchor.y - GAP - height;
  const isInUpperHalf = anchor.y + anchor.height / 2 < area.y + area.height / 2;
  return {
    x: Math.round(between(middle - width / 2, area.x, area.x + area.width - width)),
    y: Math.round(between(isInUpperHalf ? below : above, area.y, area.y + area.height - height)),
    width,
    height,
  };
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
