import * as v from 'valibot';
import { DEFAULT_SETTINGS, type Settings } from '@shared/domain/settings';
import type { Database } from './connection';

/** All methods throw StorageError. */
export interface SettingsRepository {
  /** What was chosen; a value that is missing or no longer understood is the default, field by field. */
  read(): Settings;
  /** Keeps the fields given, all or none; answers the settings that hold now. */
  change(changes: Partial<Settings>): Settings;
  /** Id of the account the desk trades on, or empty. */
  activeAccountId(): string;
  setActiveAccountId(id: string): void;
}

const FIELDS = {
  theme: v.picklist(['system', 'dark', 'light']),
  language: v.picklist(['en', 'zh-CN']),
  symbol: v.pipe(v.string(), v.maxLength(64)),
} as const satisfies { readonly [F in keyof Settings]: v.GenericSchema<string, Settings[F]> };

/** Not one of the settings a window may change, hence the dot, which no field name has. */
const ACTIVE_ACCOUNT = 'account.active';

export function createSettingsRepository(db: Database): SettingsRepository {
  const all = db.prepare('SELECT key, value FROM settings');
  const one = db.prepare('SELECT value FROM settings WHERE key = ?');
  const put = db.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );

  function read(): Settings {
    const stored = new Map(all.rows().map((row) => [row['key'], row['value']]));
    const field = <F extends keyof Settings>(name: F): Settings[F] => {
      const parsed = v.safeParse(FIELDS[name] as v.GenericSchema<string, Settings[F]>, stored.get(name));
      return parsed.success ? parsed.output : DEFAULT_SETTINGS[name];
    };
    return { theme: field('theme'), language: field('language'), symbol: field('symbol') };
  }

  return {
    read,
    change(changes) {
      db.transaction(() => {
        for (const [name, schema] of Object.entries(FIELDS)) {
          const value = changes[name as keyof Settings];
          if (value !== undefined) put.run(name, v.parse(schema as v.GenericSchema<string, string>, value));
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
