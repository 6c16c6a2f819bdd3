import type { Size } from './place';

/**
 * Content size of a window whose page is drawn at `zoom` times its size, so that as much of the page is in it as at its own size; no larger
 * than the screen has room for, where the page scrolls.
 */
export function zoomedSize(size: Size, zoom: number, room: Size): Size {
  return {
    width: Math.min(Math.round(size.width * zoom), room.width),
    height: Math.min(Math.round(size.height * zoom), room.height),
  };
}
