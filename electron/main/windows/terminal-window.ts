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

/** The trading desk, out of sight until {@link showTerminalWindow}; its page loads. Closing it destroys its renderer. */
export function createTerminalWindow(preload: string): BrowserWindow {
  const { wanted, least } = TERMINAL_SIZES;
  const window = new BrowserWindow({
    title: 'Perch',
    ...wanted,
    minWidth: least.width,
    minHeight: least.height,
    show: false,
    autoHideMenuBar: true,
    webPreferences: webPreferencesOf('terminal', preload),
  });
  void window.loadURL(`${APP_ORIGIN}/terminal.html`);
  return window;
}

/** Gives it its place, and shows it there once it has something to show. */
export function showTerminalWindow(
  window: BrowserWindow,
  { maximised, ...bounds }: WindowPlace,
  { backgroundColor, minimised }: { readonly backgroundColor: string; readonly minimised: boolean },
): void {
  window.setBackgroundColor(backgroundColor);
  window.setBounds(bounds);
  showWhenReady(window, () => {
    if (minimised) window.minimize();
    else if (maximised) window.maximize();
    else window.show();
  });
}
