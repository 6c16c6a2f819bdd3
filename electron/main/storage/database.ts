import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import { connect, type Database } from './connection';
import { APPLICATION_ID, inspect } from './inspect';
import { MIGRATIONS } from './migrations';
import { StorageError, toStorageError } from './storage-error';

export type { Database } from './connection';

const FILE_NAME = 'perch.sqlite';
/** SQLite's companions of a database file; they take its mode and must move with it. */
const SUFFIXES = ['', '-wal', '-shm'] as const;
const BUSY_TIMEOUT_MS = 2_000;

export interface OpenedDatabase {
  readonly db: Database;
  /** Present when the file found could not be used: where it lies now, and why. The user must be told. */
  readonly setAside?: { readonly path: string; readonly reason: string };
}

/**
 * Opens `perch.sqlite` in the given folder at the newest schema, making both when missing (0700 and 0600). Write-ahead log with
 * `synchronous=FULL`: what was committed survives a power cut. A file that is damaged, foreign or of a newer schema is renamed,
 * never deleted, and a new one begins.
 *
 * @throws StorageError when the place is a symlink, not a file, read-only, full or out of reach.
 */
export function openDatabase(directory: string, now: () => number = Date.now): OpenedDatabase {
  const path = join(directory, FILE_NAME);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
    refuseForeignFiles(path);
    createPrivately(path);
    const reason = refusalOf(path);
    if (reason === undefined) return { db: openChecked(path) };
    const setAside = { path: setFileAside(directory, now()), reason };
    createPrivately(path);
    return { db: openChecked(path), setAside };
  } catch (error) {
    throw toStorageError(error, path);
  }
}

/** Why the file may not be used as it is, or undefined. */
function refusalOf(path: string): string | undefined {
  const found = inspect(path, BUSY_TIMEOUT_MS);
  if (found.state === 'damaged') return found.reason;
  if (found.state === 'ours' && found.version > MIGRATIONS.length) {
    return `it was written by a newer Perch (schema ${found.version}, known up to ${MIGRATIONS.length})`;
  }
  return undefined;
}

function openChecked(path: string): Database {
  const db = connect(path, BUSY_TIMEOUT_MS);
  try {
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA foreign_keys = ON');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrate(db: Database): void {
  const done = Number(db.prepare('PRAGMA user_version').row()?.['user_version']);
  MIGRATIONS.slice(done).forEach((step, index) => {
    db.transaction(() => {
      db.exec(step);
      // Both pragmas are part of the transaction: a step that is undone leaves the old number.
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${done + index + 1}`);
    });
  });
}

/** A symlink could point the database, and with it the user's orders, at a file of somebody else's choosing. */
function refuseForeignFiles(path: string): void {
  for (const suffix of SUFFIXES) {
    const found = lstatSync(path + suffix, { throwIfNoEntry: false });
    if (found?.isSymbolicLink()) throw new StorageError('symlink', path + suffix, '');
    if (found && !found.isFile()) throw new StorageError('not-a-file', path + suffix, '');
  }
}

/** SQLite would make the file with the process's umask; made here first, it and its companions are 0600 from the first byte. */
function createPrivately(path: string): void {
  // O_NOFOLLOW does not exist on Windows, where the check above has to do.
  const noFollow = (constants as Partial<typeof constants>).O_NOFOLLOW ?? 0;
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT | noFollow, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw new StorageError('not-a-file', path, '');
    fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

/** Renames the database and its companions so that SQLite still finds them together; answers the new path. */
function setFileAside(directory: string, now: number): string {
  const path = join(directory, FILE_NAME);
  const stem = join(directory, `perch-set-aside-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`);
  let aside = `${stem}.sqlite`;
  for (let count = 2; exists(aside); count += 1) aside = `${stem}-${count}.sqlite`;
  for (const suffix of SUFFIXES) {
    if (exists(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
