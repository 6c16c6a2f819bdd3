import { prefer } from '../format/preferences.svelte';
import { DEFAULT_SETTINGS, type Settings } from '@shared/domain/settings';
import { isSpoken } from '@shared/i18n/messages';
import { createStore } from 'zustand/vanilla';
import { loadLanguage } from './load-language';
import { rune, type Rune } from './rune';
import { snapshotOf } from './snapshot';
import { topicStore } from './topic-store';

const topic = topicStore(window.perch, 'settings');

/** What main said last, once there are words in its language: nothing is shown half in another one. */
const store = createStore<{ readonly value: Settings | undefined }>(() => ({ value: undefined }));

topic.subscribe(({ value }) => {
  if (!value) return;
  const take = (): void => {
    if (topic.getState().value === value) store.setState({ value });
  };
  if (isSpoken(value.language)) take();
  else void loadLanguage(value.language).then(take);
});

store.subscribe(({ value }) => value && prefer(value));

export const settings: Rune<Settings> = rune(store, (state) => state.value ?? DEFAULT_SETTINGS);

/** Whether the welcome of a first start is still to be shown; not before the settings are known. */
export const isWelcomeWanted: Rune<boolean> = rune(store, ({ value }) => value?.welcomed === 'off');

/** Ends when the settings are known, so that a window is not painted in one theme and language and repainted in another. */
export function settingsKnown(): Promise<void> {
  return snapshotOf(store);
}
