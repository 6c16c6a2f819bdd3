import * as v from 'valibot';
import { SETTING_FIELDS } from '@shared/contract/settings-schema';
import type { AccountLock } from '@shared/domain/account-lock';
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
  /** Whether and why the accounts are locked. */
  accountLock(): AccountLock | null;
  setAccountLock(lock: AccountLock | null): void;
}

const CHANGES = v.partial(v.object(SETTING_FIELDS));

/** Each field by itself: one that is not understood does not take the others with it. */
function understood(stored: Readonly<Record<string, unknown>>): Settings {
  const kept = Object.entries(SETTING_FIELDS).filter(([name, field]) => v.is(field, stored[name]));
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(kept.map(([name]) => [name, stored[name]])) };
}

/** Not one of the settings a window may change, hence the dot, which no field name has. */
const ACTIVE_ACCOUNT = 'account.active';
const ACCOUNT_LOCK = 'account.lock';

const LOCK = v.nullable(
  v.object({ because: v.picklist(['asked', 'idle', 'screen', 'sleep']), at: v.number() }),
);

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
    accountLock() {
      const value = one.row(ACCOUNT_LOCK)?.['value'];
      if (typeof value !== 'string') return null;
      try {
        return v.parse(LOCK, JSON.parse(value));
      } catch {
        // Not understood, and so not known to be open.
        return { because: 'asked', at: 0 };
      }
    },
    setAccountLock(lock) {
      put.run(ACCOUNT_LOCK, JSON.stringify(lock));
    },
  };
}
