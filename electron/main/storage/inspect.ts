import { closeSync, openSync, readSync } from 'node:fs';
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

const HEADER_BYTES = 100;
const VERSION_OFFSET = 60;
const APPLICATION_OFFSET = 68;

/**
 * Looks whether a file can be used, and leaves nothing open. Throws StorageError when it cannot be read or written at all.
 *
 * Only `exec` is used here. A prepared statement keeps libsql's connection alive past `close` until it is collected; if the
 * file were set aside meanwhile, that late close would delete the write-ahead log of the new file, by its name.
 */
export function inspect(path: string, busyTimeoutMs: number): Inspection {
  try {
    const sqlite = new Sqlite(path, { timeout: busyTimeoutMs });
    try {
      // A write lock shows a read-only file or folder now, not at the first order.
      sqlite.exec('BEGIN IMMEDIATE; ROLLBACK');
      sqlite.exec(
        `CREATE TEMP TABLE verdict (word TEXT CHECK (word = 'ok'));
         INSERT INTO verdict SELECT quick_check FROM pragma_quick_check(1)`,
      );
      sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      sqlite.close();
    }
  } catch (error) {
    switch (sqliteCode(error)) {
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        return { state: 'damaged', reason: error instanceof Error ? error.message : String(error) };
      case SQLITE_CONSTRAINT:
        return { state: 'damaged', reason: 'the integrity check found errors' };
      default:
        throw toStorageError(error, path);
    }
  }
  return readHeader(path);
}

function readHeader(path: string): Inspection {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header, 0, HEADER_BYTES, 0) === 0) return { state: 'empty' };
  } finally {
    closeSync(file);
  }
  if (header.readUInt32BE(APPLICATION_OFFSET) !== APPLICATION_ID) {
    return { state: 'damaged', reason: 'it is a database of another program' };
  }
  return { state: 'ours', version: header.readUInt32BE(VERSION_OFFSET) };
}
