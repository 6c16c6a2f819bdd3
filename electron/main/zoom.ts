import type { WebContents } from 'electron';
import type { Settings } from '@shared/domain/settings';
import type { Readable } from './state/stores';

/**
 * Keeps a page as large as the setting says. Chromium would remember a size by address, and for windows with a session of their own not at
 * all; so it is told again for each page that loads.
 */
export function followZoom(contents: WebContents, settings: Readable<Settings>): void {
  const apply = (): void => {
    if (!contents.isDestroyed()) contents.setZoomFactor(Number(settings.getState().zoom) / 100);
  };
  contents.on('dom-ready', apply);
  const end = settings.subscribe(({ zoom }, before) => {
    if (zoom !== before.zoom) apply();
  });
  contents.once('destroyed', end);
}
