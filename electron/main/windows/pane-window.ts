import { BrowserWindow, session } from 'electron';
import type { PaneContent } from '@shared/domain/pane';
import type { WindowPlace } from '../storage/window-places';
import { APP_ORIGIN, servePages } from './app-scheme';
import type { Size } from './place';
import { webPreferencesOf } from './preferences';
import { showWhenReady } from './show-when-ready';

/** Device-independent pixels. */
export const PANE_SIZES: Readonly<Record<PaneContent, { readonly wanted: Size; readonly least: Size }>> = {
  chart: { wanted: { width: 760, height: 480 }, least: { width: 420, height: 300 } },
  book: { wanted: { width: 300, height: 640 }, least: { width: 240, height: 320 } },
};

interface PaneWindowOptions {
  readonly preload: string;
  readonly pages: string;
  readonly backgroundColor: string;
  readonly content: PaneContent;
  readonly place: WindowPlace;
}

let served = false;

/** All panes share a session in memory that is not the terminal's, so that none ever shares a process with the ticket. */
function paneSession(pages: string): Electron.Session {
  const memory = session.fromPartition('panes', { cache: false });
  if (!served) servePages(memory, pages);
  served = true;
  return memory;
}

/** A chart or a book in a window of its own. It shows; nothing can be ordered from it. */
export function createPaneWindow(options: PaneWindowOptions): BrowserWindow {
  const { preload, pages, backgroundColor, content, place } = options;
  const { least } = PANE_SIZES[content];
  const { maximised, ...bounds } = place;
  const window = new BrowserWindow({
    title: 'Perch',
    ...bounds,
    minWidth: least.width,
    minHeight: least.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor,
    webPreferences: webPreferencesOf('pane', preload, paneSession(pages)),
  });
  showWhenReady(window, () => (maximised ? window.maximize() : window.show()));
  void window.loadURL(`${APP_ORIGIN}/pane.html`);
  return window;
}
