import { screen, type BrowserWindow } from 'electron';
import type { WindowPlace, WindowPlaceRepository } from '../storage/window-places';
import { displayKey, placeFor, type Size } from './place';

/** A window that is being dragged tells of each pixel; its place is written when it rests, ms. */
const REST_MS = 400;

/** Where the window called `id` opens now. */
export function rememberedPlace(
  places: Pick<WindowPlaceRepository, 'of'>,
  id: string,
  wanted: Size,
  least: Size,
): WindowPlace {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return placeFor(places.of(id), [primary, ...others], wanted, least);
}

/** Key of the display on which most of the window is. */
export function displayOf(window: BrowserWindow): string {
  return displayKey(screen.getDisplayMatching(window.getBounds()));
}

/** Keeps the place of a window while it is open. `onDisplay` hears of the display it rests on after each move. */
export function rememberPlace(
  window: BrowserWindow,
  id: string,
  places: Pick<WindowPlaceRepository, 'put'>,
  onDisplay: (display: string) => void = () => undefined,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const { x, y, width, height } = window.getNormalBounds();
    const display = displayOf(window);
    places.put(id, { display, place: { x, y, width, height, maximised: window.isMaximized() } }, Date.now());
    onDisplay(display);
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(write, REST_MS);
  }

  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', () => timer !== undefined && write());
  window.once('closed', () => clearTimeout(timer));
}
