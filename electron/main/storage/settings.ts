import * as v from 'valibot';
import { CANDLE_INTERVALS } from '@shared/domain/market';
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

const SETTINGS = v.object({
  theme: v.picklist(['system', 'dark', 'light']),
  language: v.picklist(['en', 'zh-CN']),
  symbol: v.pipe(v.string(), v.maxLength(64)),
  interval: v.picklist(CANDLE_INTERVALS),
} satisfies { readonly [F in keyof Settings]: v.GenericSchema<string, Settings[F]> });

const CHANGES = v.partial(SETTINGS);

const STORED = v.object({
  theme: v.fallback(SETTINGS.entries.theme, DEFAULT_SETTINGS.theme),
  language: v.fallback(SETTINGS.entries.language, DEFAULT_SETTINGS.language),
  symbol: v.fallback(SETTINGS.entries.symbol, DEFAULT_SETTINGS.symbol),
  interval: v.fallback(SETTINGS.entries.interval, DEFAULT_SETTINGS.interval),
});

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
    return v.parse(STORED, { ...DEFAULT_SETTINGS, ...stored });
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
