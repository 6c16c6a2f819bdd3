import { DEFAULT_SETTINGS, type Settings } from '@shared/domain/settings';
import { rune, type Rune } from './rune';
import { snapshotOf } from './snapshot';
import { topicStore } from './topic-store';

const store = topicStore(window.perch, 'settings');

export const settings: Rune<Settings> = rune(store, (state) => state.value ?? DEFAULT_SETTINGS);

/** Ends when the settings are known, so that a window is not painted in one theme and language and repainted in another. */
export function settingsKnown(): Promise<void> {
  return snapshotOf(store);
}
