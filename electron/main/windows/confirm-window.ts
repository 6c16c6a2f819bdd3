import { randomUUID } from 'node:crypto';
import { BrowserWindow, screen, session } from 'electron';
import { APP_ORIGIN, servePages } from './app-scheme';
import { webPreferencesOf } from './preferences';
import { zoomedSize } from './zoomed-size';
import { showWhenReady } from './show-when-ready';

interface ConfirmWindowOptions {
  readonly preload: string;
  readonly pages: string;
  readonly backgroundColor: string;
  readonly parent: BrowserWindow | undefined;
}

/** Content sizes in device-independent pixels. The page tells how high it is; what is higher than the most scrolls inside. */
const WIDTH = 440;
const FIRST_HEIGHT = 400;
const LEAST_HEIGHT = 240;
const MOST_HEIGHT = 720;
/** What a system draws above and below the content, at most. */
const FRAME_HEIGHT = 40;

/**
 * The window in which main asks: its own sandboxed process with a session in memory that ends with it, so that nothing that runs in
 * the terminal can answer (SECURITY promise 4). It stands before the terminal and leaves it usable.
 */
export function createConfirmWindow({
  preload,
  pages,
  backgroundColor,
  parent,
}: ConfirmWindowOptions): BrowserWindow {
  const memory = session.fromPartition(`confirm-${randomUUID()}`, { cache: false });
  servePages(memory, pages);
  const window = new BrowserWindow({
    title: 'Perch',
    width: WIDTH,
    height: FIRST_HEIGHT,
    useContentSize: true,
    resizable: false,
    maximizable: false,
    minimizable: false,
    fullscreenable: false,
    show: false,
    autoHideMenuBar: true,
    backgroundColor,
    ...(parent ? { parent } : {}),
    webPreferences: webPreferencesOf('confirm', preload, memory),
  });
  // The page asks for its height with `resizeTo`; that is all it may ask for.
  window.webContents.on('content-bounds-updated', (event, { height }) => {
    event.preventDefault();
    const { width: roomWidth, height: roomHeight } = screen.getDisplayMatching(
      window.getBounds(),
    ).workAreaSize;
    const wanted = { width: WIDTH, height: Math.min(Math.max(height, LEAST_HEIGHT), MOST_HEIGHT) };
    const size = zoomedSize(wanted, window.webContents.getZoomFactor(), {
      width: roomWidth,
      height: roomHeight - FRAME_HEIGHT,
    });
    window.setContentSize(size.width, size.height);
    window.center();
  });
  showWhenReady(window, () => {
    window.center();
    window.show();
  });
  void window.loadURL(`${APP_ORIGIN}/confirm.html`);
  return window;
}
