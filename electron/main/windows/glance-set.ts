import type { BrowserWindow, Rectangle } from 'electron';
import type { KnownWindow } from '../ipc/known-windows';
import type { WindowPlaceRepository } from '../storage/window-places';
import { reviveAfterCrash } from './crash-guard';
import { createPopoverWindow, createStripWindow, STRIP_SIZES } from './glance-windows';
import { rememberedPlace, rememberPlace } from './remember-place';

interface GlanceSetOptions {
  readonly preload: string;
  readonly pages: string;
  readonly backgroundColor: () => string;
  readonly places: WindowPlaceRepository;
  readonly register: (kind: 'popover' | 'strip', window: BrowserWindow) => KnownWindow;
  readonly log: { warn(message: string): void };
  /** A person closed the strip, or its page has crashed again and again. */
  readonly onStripClosed: () => void;
}

/** The small windows of the tray: at most one popover and one ticker strip. */
export interface GlanceSet {
  /** Opens the popover anew; one that is open is closed instead, as is one that has just lost the focus to the very press. */
  togglePopover(anchor: Rectangle | undefined, markets: number): void;
  openPopover(what: 'prices' | 'alert', anchor: Rectangle | undefined, markets: number): void;
  showStrip(shown: boolean): void;
  windowOf(known: KnownWindow): BrowserWindow | undefined;
}

/** A press on the icon takes the focus from the popover first, ms. */
const SAME_PRESS_MS = 300;

export function createGlanceSet(options: GlanceSetOptions): GlanceSet {
  const { preload, pages, places } = options;
  let popover: BrowserWindow | undefined;
  let strip: BrowserWindow | undefined;
  let closedAt = Number.NEGATIVE_INFINITY;

  const common = () => ({ preload, pages, backgroundColor: options.backgroundColor() });

  function openPopover(what: 'prices' | 'alert', anchor: Rectangle | undefined, markets: number): void {
    popover?.destroy();
    const window = createPopoverWindow({ ...common(), what, anchor, markets });
    popover = window;
    options.register('popover', window);
    window.webContents.once('render-process-gone', () => window.destroy());
    window.once('closed', () => {
      if (popover !== window) return;
      popover = undefined;
      closedAt = Date.now();
    });
  }

  function openStrip(): void {
    const { wanted, least } = STRIP_SIZES;
    const window = createStripWindow({
      ...common(),
      place: rememberedPlace(places, 'strip', wanted, least),
    });
    strip = window;
    options.register('strip', window);
    rememberPlace(window, 'strip', places);
    reviveAfterCrash(window, options.log, () => window.destroy());
    window.once('closed', () => {
      if (strip !== window) return;
      strip = undefined;
      options.onStripClosed();
    });
  }

  return {
    togglePopover(anchor, markets) {
      if (popover) return popover.close();
      if (Date.now() - closedAt > SAME_PRESS_MS) openPopover('prices', anchor, markets);
    },
    openPopover,
    showStrip(shown) {
      if (shown && !strip) openStrip();
      if (shown || !strip) return;
      const window = strip;
      strip = undefined;
      window.close();
    },
    windowOf: ({ contents }) => [popover, strip].find((window) => window?.webContents === contents),
  };
}
