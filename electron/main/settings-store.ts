import { nativeTheme } from 'electron';
import { ok, type Result } from '@shared/domain/result';
import type { Settings } from '@shared/domain/settings';
import type { LoginStart } from './login-start';
import type { ShowKeyHolder } from './show-key';
import { createTopicStore, type TopicStore } from './state/stores';
import type { SettingsRepository } from './storage/settings';

export interface SettingsStore extends Pick<TopicStore<Settings>, 'getState' | 'subscribe'> {
  /** Keeps the fields given. Refused, with nothing changed, when the system does not take one of them. */
  change(changes: Partial<Settings>): Result<null>;
}

/**
 * Settings as windows see them, kept in the database; the theme also goes to Chromium and to native dialogs, starting at login to the
 * system, which is asked for it at each start, as for the key that shows the desk.
 */
export function createSettingsStore(
  repository: SettingsRepository,
  loginStart: LoginStart,
  showKey: ShowKeyHolder,
): SettingsStore {
  const read = repository.read();
  // Another program may have the key meanwhile: then there is none.
  const stored = showKey.set(read.showKey).ok ? read : repository.change({ showKey: 'off' });
  const startAtLogin = loginStart.isOn() ? 'on' : 'off';
  const store = createTopicStore(
    stored.startAtLogin === startAtLogin ? stored : repository.change({ startAtLogin }),
  );
  nativeTheme.themeSource = store.getState().theme;
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    change(changes) {
      const { startAtLogin: wanted } = changes;
      if (changes.showKey !== undefined) {
        const taken = showKey.set(changes.showKey);
        if (!taken.ok) return taken;
      }
      if (wanted !== undefined && wanted !== store.getState().startAtLogin) {
        const taken = loginStart.set(wanted === 'on');
        if (!taken.ok) return taken;
      }
      store.set(repository.change(changes));
      nativeTheme.themeSource = store.getState().theme;
      return ok(null);
    },
  };
}
