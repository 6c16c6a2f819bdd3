import { nativeTheme } from 'electron';
import type { Settings } from '@shared/domain/settings';
import { createTopicStore, type TopicStore } from './state/stores';
import type { SettingsRepository } from './storage/settings';

export interface SettingsStore extends Pick<TopicStore<Settings>, 'getState' | 'subscribe'> {
  change(changes: Partial<Settings>): void;
}

/** Settings as windows see them, kept in the database; the theme also goes to Chromium and to native dialogs. */
export function createSettingsStore(repository: SettingsRepository): SettingsStore {
  const store = createTopicStore(repository.read());
  nativeTheme.themeSource = store.getState().theme;
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    change(changes) {
      store.set(repository.change(changes));
      nativeTheme.themeSource = store.getState().theme;
    },
  };
}
