import type { BrowserWindow } from 'electron';

/** A page that ends this often within this time (ms) would end again. */
const MOST_TRIES = 3;
const WITHIN_MS = 60_000;

/**
 * Loads the page again when its process has crashed: what it shows is in main. `onHopeless` runs when it crashes again and again.
 */
export function reviveAfterCrash(
  window: BrowserWindow,
  log: { warn(message: string): void },
  onHopeless: () => void,
): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.warn(`window: the page has ended: ${reason}`);
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < WITHIN_MS), now];
    if (crashes.length > MOST_TRIES) onHopeless();
    else window.webContents.reload();
  });
}
