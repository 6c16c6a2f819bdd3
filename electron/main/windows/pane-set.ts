import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import { MOST_PANES, type Pane, type PaneContent } from '@shared/domain/pane';
import { fail, ok, type Result } from '@shared/domain/result';
import type { KnownWindow } from '../ipc/known-windows';
import type { PaneView } from '../state/pane-view';
import type { PaneRepository, StoredPane } from '../storage/panes';
import type { WindowPlace, WindowPlaceRepository } from '../storage/window-places';
import { createPaneWindow, PANE_SIZES } from './pane-window';
import { rememberedPlace, rememberPlace } from './remember-place';

interface PaneSetOptions {
  readonly preload: string;
  readonly pages: string;
  readonly backgroundColor: () => string;
  readonly repository: PaneRepository;
  readonly places: WindowPlaceRepository;
  readonly openView: (pane: Pane, onChange: (pane: Pane) => void) => PaneView;
  readonly onCount: (open: number) => void;
  /** Lets the window call main and see its topics. */
  readonly register: (window: BrowserWindow, view: PaneView) => KnownWindow;
}

/** Windows with a chart or a book. They belong to the desk: closed with it, and opened again with it. */
export interface PaneSet {
  /** Refuses (`pane.too-many`) one more than there may be. */
  open(pane: Pane): Result<null>;
  /** Opens those that were open when the desk was closed. */
  restore(): void;
  viewOf(window: KnownWindow): PaneView | undefined;
  windowOf(window: KnownWindow): BrowserWindow | undefined;
  /** Closes all and keeps them for the next time. */
  closeAll(): void;
  /** What closes from now on is kept: Perch ends. */
  keep(): void;
}

interface OpenPane {
  readonly window: BrowserWindow;
  readonly entry: KnownWindow;
  readonly view: PaneView;
}

/** A window that opens where another one stands is moved by this much, px. */
const CASCADE = 32;

export function createPaneSet(options: PaneSetOptions): PaneSet {
  const { repository, places } = options;
  const panes = new Map<string, OpenPane>();
  let keeping = false;

  function show({ id, pane }: StoredPane): void {
    const window = createPaneWindow({
      preload: options.preload,
      pages: options.pages,
      backgroundColor: options.backgroundColor(),
      content: pane.content,
      place: placeOf(id, pane.content),
    });
    const view = options.openView(pane, (next) => repository.put({ id, pane: next }));
    panes.set(id, { window, view, entry: options.register(window, view) });
    options.onCount(panes.size);
    rememberPlace(window, id, places);
    window.once('closed', () => {
      view.close();
      panes.delete(id);
      options.onCount(panes.size);
      if (keeping) return;
      repository.remove(id);
      places.forget(id);
    });
  }

  function placeOf(id: string, content: PaneContent): WindowPlace {
    const { wanted, least } = PANE_SIZES[content];
    const place = rememberedPlace(places, id, wanted, least);
    const taken = [...panes.values()].map(({ window }) => window.getBounds());
    let [x, y] = [place.x, place.y];
    while (taken.some((other) => other.x === x && other.y === y)) [x, y] = [x + CASCADE, y + CASCADE];
    return { ...place, x, y };
  }

  function find({ contents }: KnownWindow): OpenPane | undefined {
    return [...panes.values()].find(({ entry }) => entry.contents === contents);
  }

  return {
    open(pane) {
      if (panes.size >= MOST_PANES) {
        return fail('pane.too-many', `There are ${MOST_PANES} windows already.`, {
          details: { most: String(MOST_PANES) },
        });
      }
      const stored = { id: randomUUID(), pane };
      repository.put(stored);
      show(stored);
      return ok(null);
    },
    restore() {
      keeping = false;
      for (const stored of repository.list().slice(0, MOST_PANES)) if (!panes.has(stored.id)) show(stored);
    },
    viewOf: (window) => find(window)?.view,
    windowOf: (window) => find(window)?.window,
    closeAll() {
      keeping = true;
      for (const { window } of panes.values()) window.destroy();
    },
    keep() {
      keeping = true;
    },
  };
}
