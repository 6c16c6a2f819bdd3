import type { BrowserWindow } from 'electron';

/**
 * Whether a window was on the screen and is not any more. A window that was never shown yet is not hidden: it needs its state to
 * paint the first frame. `onShown` runs when it comes back.
 */
export function watchHidden(window: BrowserWindow, onShown: () => void): () => boolean {
  let hidden = false;
  const hide = (): void => {
    hidden = true;
  };
  const show = (): void => {
    hidden = false;
    onShown();
  };
  window.on('hide', hide);
  window.on('minimize', hide);
  window.on('show', show);
  window.on('restore', show);
  return () => hidden;
}
