import { prefer } from '../format/preferences.svelte';
import { DEFAULT_SETTINGS, type Settings } from '@shared/domain/settings';
import { rune, type Rune } from './rune';
import { topicStore } from './topic-store';

const store = topicStore(window.perch, 'settings');

store.subscribe(({ value }) => value && prefer(value));

export const settings: Rune<Settings> = rune(store, (state) => state.value ?? DEFAULT_SETTINGS);

/** Whether the welcome of a first start is still to be shown; not before the settings are known. */
export const isWelcomeWanted: Rune<boolean> = rune(store, ({ value }) => value?.welcomed === 'off');

/** Longest wait for the snapshot, ms: a window in the wrong theme is better than none. */
const PATIENCE_MS = 1_000;

/** Ends when the settings are known, so that a window is not painted in one theme and language and repainted in another. */
export async function settingsKnown(): Promise<void> {
  await new Promise<void>((resolve) => {
    if (store.getState().value) resolve();
    setTimeout(resolve, PATIENCE_MS);
    store.subscribe(() => resolve());
  });
}
