import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase, type Database } from './database';

/** For tests: a folder of its own, removed when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** For tests: a database in a folder of its own. */
export function temporaryDatabase(): Database {
  const { db } = openDatabase(temporaryFolder());
  onTestFinished(() => db.close());
  return db;
}
