/** Longer than any page of ours takes to its first frame on a slow machine. */
export const UNREADY_MS = 2_000;

interface ReadyWindow {
  once(event: 'ready-to-show', listener: () => void): unknown;
  isDestroyed(): boolean;
}

/**
 * Shows a window once it has something to show, which Electron tells with the first frame. Where Chromium draws in software a hidden window
 * may get no frame before it is shown, so that each would wait for the other: it is shown after a while all the same.
 */
export function showWhenReady(window: ReadyWindow, show: () => void): void {
  let isShown = false;
  const showOnce = (): void => {
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    clearTimeout(timer);
    show();
  };
  const timer = setTimeout(showOnce, UNREADY_MS);
  window.once('ready-to-show', showOnce);
}
