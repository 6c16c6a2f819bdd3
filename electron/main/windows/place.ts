import type { Display, Rectangle } from 'electron';
import type { DisplayPlace, WindowPlace } from '../storage/window-places';

/** What is needed of a display; all in device-independent pixels. */
export type KnownDisplay = Pick<Display, 'id' | 'bounds' | 'workArea'>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Names a display with its size: at another resolution it is another one, and windows are arranged anew. */
export function displayKey({ id, bounds }: KnownDisplay): string {
  return `${id} ${bounds.width}x${bounds.height}`;
}

/** A window is where it can be seen when this much of its width is, and its title bar; px. */
const LEAST_SEEN = 96;

/**
 * Where a window opens: where it was last on a display that is there, moved and shrunk until it is wholly in that display's work area
 * when hardly anything of it would be seen. Without such a place it stands in the middle of the primary display.
 *
 * @param remembered newest first
 * @param displays the primary one first
 */
export function placeFor(
  remembered: readonly DisplayPlace[],
  displays: readonly [KnownDisplay, ...KnownDisplay[]],
  wanted: Size,
  least: Size,
): WindowPlace {
  for (const { display: key, place } of remembered) {
    const display = displays.find((candidate) => displayKey(candidate) === key);
    if (display) return { ...putInside(place, display.workArea, least), maximised: place.maximised };
  }
  const { workArea } = displays[0];
  const last = remembered[0]?.place;
  const { width, height } = fitted(last ?? wanted, workArea, least);
  return {
    x: workArea.x + Math.round((workArea.width - width) / 2),
    y: workArea.y + Math.round((workArea.height - height) / 2),
    width,
    height,
    maximised: last?.maximised ?? false,
  };
}

function fitted(size: Size, area: Rectangle, least: Size): Size {
  return {
    width: Math.max(least.width, Math.min(size.width, area.width)),
    height: Math.max(least.height, Math.min(size.height, area.height)),
  };
}

function putInside(place: WindowPlace, area: Rectangle, least: Size): Rectangle {
  const { width, height } = fitted(place, area, least);
  return {
    x: clamp(place.x, area.x + LEAST_SEEN - width, area.x + area.width - LEAST_SEEN),
    y: clamp(place.y, area.y, Math.max(area.y, area.y + area.height - LEAST_SEEN)),
    width,
    height,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
