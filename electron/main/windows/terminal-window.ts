import { BrowserWindow } from 'electron';
import type { WindowPlace } from '../storage/window-places';
import { APP_ORIGIN } from './app-scheme';
import { webPreferencesOf } from './preferences';
import { showWhenReady } from './show-when-ready';

/** Device-independent pixels. */
export const TERMINAL_SIZES = {
  wanted: { width: 1440, height: 900 },
  least: { width: 1024, height: 700 },
} as const;

/** The trading desk. Closing it destroys its renderer. */
export function createTerminalWindow(
  preload: string,
  backgroundColor: string,
  { maximised, ...bounds }: WindowPlace,
  minimised: boolean,
): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Perch',
    ...bounds,
    minWidth: TERMINAL_SIZES.least.width,
    minHeight: TERMINAL_SIZES.least.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor,
    webPreferences: webPreferencesOf('terminal', preload),
  });
  showWhenReady(window, () => {
    if (minimised) window.minimize();
    else if (maximised) window.maximize();
    else window.show();
  });
  void window.loadURL(`${APP_ORIGIN}/terminal.html`);
  return window;
}
