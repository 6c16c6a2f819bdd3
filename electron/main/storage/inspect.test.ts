import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from './database';
import { inspect } from './inspect';
import { temporaryFolder } from './testing';

/** A database of ours with one page in its middle overwritten, closed in an orderly way. */
function damagedFile(): string {
  const folder = temporaryFolder(onTestFinished);
  openDatabase(folder).db.close();
  const path = join(folder, 'perch.sqlite');
  const sqlite = new Sqlite(path);
  sqlite.exec(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
     INSERT INTO settings SELECT 'key' || i, hex(randomblob(50)) FROM n; PRAGMA wal_checkpoint(TRUNCATE)`,
  );
  sqlite.close();
  const bytes = readFileSync(path);
  const page = Math.floor(bytes.length / 8192) * 4096;
  bytes.fill(0xa5, page, page + 4096);
  writeFileSync(path, bytes);
  return path;
}

it('a file of ordinary size is checked page by page', () => {
  expect(inspect(damagedFile(), 100)).toMatchObject({ state: 'damaged' });
});

it('a very large one only when it was not closed in an orderly way', () => {
  const path = damagedFile();
  expect(inspect(path, 100, 0)).toMatchObject({ state: 'ours' });
  const open = new Sqlite(path);
  onTestFinished(() => void open.close());
  open.exec('PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; CREATE TABLE later (x); COMMIT');
  expect(inspect(path, 100, 0)).toMatchObject({ state: 'damaged' });
});
