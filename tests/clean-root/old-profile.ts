import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../electron/main/storage/connection';
import { APPLICATION_ID } from '../../electron/main/storage/inspect';
import { MIGRATIONS } from '../../electron/main/storage/migrations';

/** The schema of the first Perch that had an order journal. */
const OLD_SCHEMA = 2;

/** Unix ms. */
const MADE_AT = 1_700_000_000_000;
export const KEPT_ACCOUNT = 'Kept through the upgrade';

/** A database as an older Perch left it: with the first steps of the schema alone, two accounts, and their settings. */
export function writeOldProfile(userData: string): void {
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  const file = join(userData, 'perch.sqlite');
  const db = connect(file, 1_000);
  for (const step of MIGRATIONS.slice(0, OLD_SCHEMA)) db.exec(step);
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${OLD_SCHEMA}`);
  const account = db.prepare('INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  account.run('practice', 'Practice account', 'paper', '', '', '', 'none', 0, MADE_AT);
  account.run(
    'kept',
    KEPT_ACCOUNT,
    'custom',
    'http://127.0.0.1:9',
    'ws://127.0.0.1:9',
    'tail',
    'none',
    1,
    MADE_AT,
  );
  const setting = db.prepare('INSERT INTO settings VALUES (?, ?)');
  setting.run('welcomed', 'on');
  setting.run('account.active', 'practice');
  db.close();
  chmodSync(file, 0o600);
}

/** What a database is now. */
export function readProfile(userData: string): { schema: number; newest: number; accounts: string[] } {
  const db = connect(join(userData, 'perch.sqlite'), 1_000);
  try {
    return {
      schema: Number(db.prepare('PRAGMA user_version').row()?.['user_version']),
      newest: MIGRATIONS.length,
      accounts: db
        .prepare('SELECT name FROM accounts')
        .rows()
        .map(({ name }) => String(name)),
    };
  } finally {
    db.close();
  }
}
