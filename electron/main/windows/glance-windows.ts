import { BrowserWindow, screen, session, type Rectangle, type Session } from 'electron';
import type { WindowPlace } from '../storage/window-places';
import { APP_ORIGIN, servePages } from './app-scheme';
import { popoverPlace } from './popover-place';
import { webPreferencesOf } from './preferences';
import { showWhenReady } from './show-when-ready';

interface GlanceWindowOptions {
  readonly preload: string;
  readonly pages: string;
  readonly backgroundColor: string;
}

/** Device-independent pixels; those of the popover's parts are in renderer/popover. */
const POPOVER = { width: 340, head: 44, row: 44, foot: 119, least: 240 } as const;
export const STRIP_SIZES = {
  wanted: { width: 640, height: 36 },
  least: { width: 200, height: 36 },
} as const;

let served = false;

/** The small windows share a session in memory that is not the terminal's: neither is ever in one process with the ticket. */
function glanceSession(pages: string): Session {
  const memory = session.fromPartition('glance', { cache: false });
  if (!served) servePages(memory, pages);
  served = true;
  return memory;
}

/**
 * The window at the tray: it shows, and makes alerts; nothing can be ordered from it.
 * @param anchor where the icon is; undefined where the system does not tell: at the pointer
 * @param markets how many there are to show
 */
export function createPopoverWindow(
  options: GlanceWindowOptions & {
    readonly what: 'prices' | 'alert';
    readonly anchor: Rectangle | undefined;
    readonly markets: number;
  },
): BrowserWindow {
  const { preload, pages, backgroundColor, what, markets } = options;
  const anchor = options.anchor ?? { ...screen.getCursorScreenPoint(), width: 0, height: 0 };
  const height = Math.max(POPOVER.head + markets * POPOVER.row + POPOVER.foot, POPOVER.least);
  const window = new BrowserWindow({
    title: 'Perch',
    ...popoverPlace(anchor, { width: POPOVER.width, height }, screen.getDisplayMatching(anchor).workArea),
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    show: false,
    backgroundColor,
    webPreferences: webPreferencesOf('popover', preload, glanceSession(pages)),
  });
  showWhenReady(window, () => {
    window.show();
    window.focus();
  });
  window.on('blur', () => window.close());
  void window.loadURL(`${APP_ORIGIN}/popover.html#${what}`);
  return window;
}

/** A line of prices that stays above other windows. */
export function createStripWindow(
  options: GlanceWindowOptions & { readonly place: WindowPlace },
): BrowserWindow {
  const { preload, pages, backgroundColor, place } = options;
  const { least, wanted } = STRIP_SIZES;
  const window = new BrowserWindow({
    title: 'Perch',
    x: place.x,
    y: place.y,
    width: place.width,
    height: wanted.height,
    minWidth: least.width,
    minHeight: wanted.height,
    maxHeight: wanted.height,
    frame: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    show: false,
    backgroundColor,
    webPreferences: webPreferencesOf('strip', preload, glanceSession(pages)),
  });
  // It must not take the keyboard from what a person is working in.
  showWhenReady(window, () => window.showInactive());
  void window.loadURL(`${APP_ORIGIN}/strip.html`);
  return window;
}
