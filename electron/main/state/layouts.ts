import {
  MOST_SAVED_LAYOUTS,
  STANDARD_LAYOUT,
  type DeskLayout,
  type LayoutState,
} from '@shared/domain/layout';
import { fail, ok, type Result } from '@shared/domain/result';
import type { LayoutRepository } from '../storage/layouts';
import { createTopicStore, type Readable } from './stores';

/** How the desk is divided, for each display, and the layouts with a name. */
export interface Layouts {
  readonly state: Readable<LayoutState>;
  /** The desk is on this display now. One that is new begins with the layout of before. */
  showOn(display: string): void;
  change(layout: DeskLayout): void;
  /** Keeps the layout of now. Refuses (`layout.too-many`) one more name than there may be. */
  save(name: string): Result<null>;
  remove(name: string): void;
  countPanes(panes: number): void;
}

export function createLayouts(repository: LayoutRepository): Layouts {
  const state = createTopicStore<LayoutState>({
    display: '',
    layout: STANDARD_LAYOUT,
    saved: repository.saved(),
    panes: 0,
  });

  function readSaved(): void {
    state.set({ ...state.getState(), saved: repository.saved() });
  }

  return {
    state,
    showOn(display) {
      const now = state.getState();
      if (display === now.display) return;
      state.set({ ...now, display, layout: repository.onDisplay(display) ?? now.layout });
    },
    change(layout) {
      const now = state.getState();
      state.set({ ...now, layout });
      repository.putOnDisplay(now.display, layout);
    },
    save(name) {
      const { layout, saved } = state.getState();
      if (saved.length >= MOST_SAVED_LAYOUTS && !saved.some((other) => other.name === name)) {
        return fail('layout.too-many', `There are ${MOST_SAVED_LAYOUTS} saved layouts already.`, {
          details: { most: String(MOST_SAVED_LAYOUTS) },
        });
      }
      repository.save({ name, layout });
      readSaved();
      return ok(null);
    },
    remove(name) {
      repository.remove(name);
      readSaved();
    },
    countPanes: (panes) => state.set({ ...state.getState(), panes }),
  };
}
