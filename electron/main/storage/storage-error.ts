import type { AppError } from '@shared/domain/result';

/**
 * Why the database could not be opened, read or written. `symlink` and `not-a-file` are refusals of ours; the rest is what the
 * system said. A damaged file is no error: it is set aside (see database.ts).
 */
export type StorageFailure =
  'symlink' | 'not-a-file' | 'read-only' | 'full' | 'busy' | 'unreachable' | 'constraint' | 'failed';

const MESSAGES: Record<StorageFailure, string> = {
  symlink: 'The database file is a symbolic link, and Perch writes only to a file of its own.',
  'not-a-file': 'There is something in the place of the database that is not a file.',
  'read-only': 'The database cannot be written: the file or its folder is read-only.',
  full: 'The database cannot be written: the disk is full.',
  busy: 'The database is in use by another program.',
  unreachable: 'The folder of the database cannot be reached.',
  constraint: 'The database refused a row that breaks its rules.',
  failed: 'The database could not be read or written.',
};

/** Thrown by everything in storage/: a caller that can go on without the write turns it into data with `toAppError`. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    readonly failure: StorageFailure,
    /** The file or folder concerned. */
    readonly path: string,
    /** The system's own words. */
    readonly reason: string,
  ) {
    super(`${MESSAGES[failure]} (${path}${reason ? `: ${reason}` : ''})`);
  }

  /** Code `storage.<failure>`, details `path` and `reason`. */
  toAppError(): AppError {
    return {
      code: `storage.${this.failure}`,
      message: MESSAGES[this.failure],
      retryable: this.failure === 'busy' || this.failure === 'full' || this.failure === 'read-only',
      details: { path: this.path, reason: this.reason },
    };
  }
}

// Primary result codes: https://www.sqlite.org/rescode.html; an extended code carries its primary code in the low byte.
const SQLITE_FAILURES: Readonly<Record<number, StorageFailure>> = {
  3: 'read-only',
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  13: 'full',
  14: 'unreachable',
  19: 'constraint',
  23: 'read-only',
};

const ERRNO_FAILURES: Readonly<Record<string, StorageFailure>> = {
  ELOOP: 'symlink',
  EMLINK: 'symlink',
  EISDIR: 'not-a-file',
  ENXIO: 'not-a-file',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EBUSY: 'busy',
  ENOTDIR: 'unreachable',
  ENOENT: 'unreachable',
  ENAMETOOLONG: 'unreachable',
  EEXIST: 'unreachable',
};

/** Primary SQLite result code of an error from libsql, or undefined. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('rawCode' in error && typeof error.rawCode === 'number') return error.rawCode & 0xff;
  // An error of opening has no code of its own: ConnectionFailed("Unable to open connection to local database …: 14").
  const opening = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(error.message)?.[1];
  return opening === undefined ? undefined : Number(opening) & 0xff;
}

/** Turns what libsql or the file system threw into a StorageError; a StorageError stays what it is. */
export function toStorageError(error: unknown, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    return new StorageError(ERRNO_FAILURES[String(error.code)] ?? 'failed', path, reason);
  }
  const code = sqliteCode(error);
  return new StorageError((code === undefined ? undefined : SQLITE_FAILURES[code]) ?? 'failed', path, reason);
}
