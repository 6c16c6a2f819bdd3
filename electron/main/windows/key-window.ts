import { randomUUID } from 'node:crypto';
import { BrowserWindow, session } from 'electron';
import { APP_ORIGIN, servePages } from './app-scheme';
import { webPreferencesOf } from './preferences';
import { showWhenReady } from './show-when-ready';

interface KeyWindowOptions {
  readonly preload: string;
  readonly pages: string;
  readonly backgroundColor: string;
  readonly parent: BrowserWindow | undefined;
}

/**
 * The window in which a key is typed: its own sandboxed process with a session in memory that ends with it (SECURITY promise 2).
 * Its content is kept out of screen captures where the system can do that.
 */
export function createKeyWindow({
  preload,
  pages,
  backgroundColor,
  parent,
}: KeyWindowOptions): BrowserWindow {
  const memory = session.fromPartition(`key-${randomUUID()}`, { cache: false });
  servePages(memory, pages);
  const window = new BrowserWindow({
    title: 'Perch',
    width: 440,
    height: 640,
    useContentSize: true,
    resizable: false,
    maximizable: false,
    minimizable: false,
    fullscreenable: false,
    show: false,
    autoHideMenuBar: true,
    backgroundColor,
    ...(parent ? { parent } : {}),
    webPreferences: webPreferencesOf('key', preload, memory),
  });
  window.setContentProtection(true);
  showWhenReady(window, () => window.show());
  void window.loadURL(`${APP_ORIGIN}/key.html`);
  return window;
}
