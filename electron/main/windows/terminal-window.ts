import { BrowserWindow } from 'electron';
import { APP_ORIGIN } from './app-scheme';
import { webPreferencesOf } from './preferences';

/** The trading desk. Closing it destroys its renderer. Sizes in device-independent pixels. */
export function createTerminalWindow(preload: string, backgroundColor: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Perch',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    autoHideMenuBar: true,
    backgroundColor,
    webPreferences: webPreferencesOf('terminal', preload),
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/terminal.html`);
  return window;
}
