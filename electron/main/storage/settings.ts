import * as v from 'valibot';
import { SETTING_FIELDS } from '@shared/contract/settings-schema';
import { DEFAULT_SETTINGS, type Settings } from '@shared/domain/settings';
import type { Database } from './connection';

/** All methods throw StorageError. */
export interface SettingsRepository {
  /** What was chosen; a value that is missing or no longer understood is the default, field by field. */
  read(): Settings;
  /** Keeps the fields given, all or none; answers the settings that hold now. A wrong value throws: the router has checked it. */
  change(changes: Partial<Settings>): Settings;
  /** Id of the account the desk trades on, or empty. */
  activeAccountId(): string;
  setActiveAccountId(id: string): void;
}

const CHANGES = v.partial(v.object(SETTING_FIELDS));

/** Each field by itself: one that is not understood does not take the others with it. */
function understood(stored: Readonly<Record<string, unknown>>): Settings {
  const kept = Object.entries(SETTING_FIELDS).filter(([name, field]) => v.is(field, stored[name]));
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(kept.map(([name]) => [name, stored[name]])) };
}

/** Not one of the settings a window may change, hence the dot, which no field name has. */
const ACTIVE_ACCOUNT = 'account.active';

export function createSettingsRepository(db: Database): SettingsRepository {
  const all = db.prepare('SELECT key, value FROM settings');
  const one = db.prepare('SELECT value FROM settings WHERE key = ?');
  const put = db.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );

  function read(): Settings {
    const stored = Object.fromEntries(all.rows().map((row) => [String(row['key']), row['value']]));
    return understood(stored);
  }

  return {
    read,
    change(changes) {
      const checked = v.parse(CHANGES, changes);
      db.transaction(() => {
        for (const [name, value] of Object.entries(checked)) {
          if (value !== undefined) put.run(name, value);
        }
      });
      return read();
    },
    activeAccountId() {
      const value = one.row(ACTIVE_ACCOUNT)?.['value'];
      return typeof value === 'string' ? value : '';
    },
    setActiveAccountId(id) {
      put.run(ACTIVE_ACCOUNT, id);
    },
  };
}
