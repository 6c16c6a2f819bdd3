import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from './database';

/** Registers what is to be done when a test has ended, such as vitest's onTestFinished. */
type AtEnd = (cleanUp: () => void) => void;

/** For tests: a folder of its own, removed at the end. */
export function temporaryFolder(atEnd: AtEnd): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-storage-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** For tests: a database in a folder of its own. */
export function temporaryDatabase(atEnd: AtEnd): Database {
  const { db } = openDatabase(temporaryFolder(atEnd));
  atEnd(() => db.close());
  return db;
}
