import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Sqlite from 'libsql';
import { sqliteCode, toStorageError } from './storage-error';

/** "Prch": marks a SQLite file as ours (https://www.sqlite.org/fileformat2.html, offset 68). */
export const APPLICATION_ID = 0x50726368;

export type Inspection =
  | { readonly state: 'empty' }
  | { readonly state: 'ours'; readonly version: number }
  | { readonly state: 'damaged'; readonly reason: string };

const SQLITE_CORRUPT = 11;
const SQLITE_CONSTRAINT = 19;
const SQLITE_NOTADB = 26;

/**
 * A larger file is only checked page by page when it was not closed in an orderly way: of a million orders that takes seconds, at
 * every start. What is damaged in it shows when it is read, as a StorageError.
 */
const ALWAYS_CHECKED_BYTES = 64 * 1024 * 1024;

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const VERSION_OFFSET = 60;
const APPLICATION_OFFSET = 68;

/**
 * Looks whether a file can be used, and leaves nothing open. Throws StorageError when it cannot be read or written at all.
 *
 * Only `exec` is used here. A prepared statement keeps libsql's connection alive past `close` until it is collected; if the
 * file were set aside meanwhile, that late close would delete the write-ahead log of the new file, by its name.
 */
export function inspect(
  path: string,
  busyTimeoutMs: number,
  alwaysCheckedBytes = ALWAYS_CHECKED_BYTES,
): Inspection {
  const header = readHeader(path);
  const endedCleanly = isEmpty(`${path}-wal`);
  const isChecked = !endedCleanly || statSync(path).size <= alwaysCheckedBytes;
  // SQLite would delete the log of a file that it does not know, or that is empty, and the log may hold the only good pages.
  if (header.length === 0 && !isEmpty(`${path}-wal`)) return damaged('it is empty, but its log is not');
  if (header.length > 0 && !header.toString('latin1').startsWith(MAGIC))
    return damaged('it is not a database');
  try {
    const sqlite = new Sqlite(path, { timeout: busyTimeoutMs });
    try {
      // A write lock shows a read-only file or folder now, not at the first order.
      sqlite.exec('BEGIN IMMEDIATE; ROLLBACK');
      if (isChecked) {
        sqlite.exec(
          `CREATE TEMP TABLE verdict (word TEXT CHECK (word = 'ok'));
           INSERT INTO verdict SELECT quick_check FROM pragma_quick_check(1)`,
        );
      }
      // The numbers below may still be in the log.
      sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      sqlite.close();
    }
  } catch (error) {
    switch (sqliteCode(error)) {
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        return damaged(error instanceof Error ? error.message : String(error));
      case SQLITE_CONSTRAINT:
        return damaged('the integrity check found errors');
      default:
        throw toStorageError(error, path);
    }
  }
  return identify(readHeader(path));
}

function identify(header: Buffer): Inspection {
  if (header.length < HEADER_BYTES) return { state: 'empty' };
  if (header.readUInt32BE(APPLICATION_OFFSET) !== APPLICATION_ID) {
    return damaged('it is a database of another program');
  }
  return { state: 'ours', version: header.readUInt32BE(VERSION_OFFSET) };
}

/** The first 100 bytes, or what there is of them. */
function readHeader(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

function isEmpty(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function damaged(reason: string): Inspection {
  return { state: 'damaged', reason };
}
