import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from './database';
import { StorageError, type StorageFailure } from './storage-error';
import { temporaryFolder } from './testing';

const FILE = 'perch.sqlite';

function failureOf(action: () => unknown): StorageFailure | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof StorageError) return error.failure;
    throw error;
  }
  return undefined;
}

/** Root may write everywhere; the test then goes on as nobody. */
function asOrdinaryUser(folder: string, action: () => void): void {
  if (process.geteuid?.() !== 0) return action();
  execFileSync('chown', ['-R', '65534:65534', folder]);
  process.seteuid?.(65534);
  try {
    action();
  } finally {
    process.seteuid?.(0);
  }
}

/** A database with something in it, closed. Made and left by `exec` alone, so that nothing of it stays open in this process. */
function usedDatabase(folder: string, rows: number): void {
  const { db } = openDatabase(folder);
  db.close();
  const sqlite = new Sqlite(join(folder, FILE));
  sqlite.exec(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
     INSERT INTO settings SELECT 'key' || i, hex(randomblob(50)) FROM n; PRAGMA wal_checkpoint(TRUNCATE)`,
  );
  sqlite.close();
}

describe('a new database', () => {
  it('is made with its folder, and only its owner can read either', () => {
    const folder = join(temporaryFolder(onTestFinished), 'deep', 'userData');
    const { db, setAside } = openDatabase(folder);
    db.exec("INSERT INTO settings VALUES ('a', 'b')");
    expect(setAside).toBeUndefined();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
    expect(modes).toEqual([
      [FILE, 0o600],
      [`${FILE}-shm`, 0o600],
      [`${FILE}-wal`, 0o600],
    ]);
    db.close();
  });

  it('commits durably and holds its references', () => {
    const { db } = openDatabase(temporaryFolder(onTestFinished));
    onTestFinished(() => db.close());
    const pragma = (name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).row() ?? {})[0];
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('busy_timeout')).toBe(2000);
    expect(failureOf(() => db.exec("INSERT INTO traded_symbols VALUES ('nobody', 'BTCUSDT', 1)"))).toBe(
      'constraint',
    );
  });

  it('has its rows again after closing, all in the one file', () => {
    const folder = temporaryFolder(onTestFinished);
    const first = openDatabase(folder);
    first.db.prepare('INSERT INTO settings VALUES (?, ?)').run('theme', 'light');
    first.db.close();
    first.db.close();
    expect(readFileSync(join(folder, FILE)).includes('light')).toBe(true);
    const second = openDatabase(folder);
    expect(second.setAside).toBeUndefined();
    expect(second.db.prepare('SELECT value FROM settings').rows()).toEqual([{ value: 'light' }]);
    second.db.close();
  });

  it('tightens a folder and a file that others could read', () => {
    const folder = temporaryFolder(onTestFinished);
    usedDatabase(folder, 1);
    chmodSync(folder, 0o755);
    chmodSync(join(folder, FILE), 0o644);
    const { db } = openDatabase(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, FILE)).mode & 0o777).toBe(0o600);
    db.close();
  });
});

describe('a file that cannot be used is set aside whole, and a new one begins', () => {
  const damages: readonly (readonly [string, RegExp, (path: string) => void])[] = [
    [
      'that is no database',
      /not a database/,
      (path) => writeFileSync(path, 'These are not the bytes.'.repeat(400)),
    ],
    [
      'that lost its second half',
      /malformed|integrity check/,
      (path) => truncateSync(path, statSync(path).size >> 1),
    ],
    [
      'with a page overwritten',
      /malformed|integrity check/,
      (path) => {
        const bytes = readFileSync(path);
        bytes.fill(
          0xa5,
          Math.floor(bytes.length / 8192) * 4096,
          Math.floor(bytes.length / 8192) * 4096 + 4096,
        );
        writeFileSync(path, bytes);
      },
    ],
    ['of a newer Perch', /newer Perch \(schema 999/, (path) => editHeader(path, 'PRAGMA user_version = 999')],
    ['of another program', /another program/, (path) => editHeader(path, 'PRAGMA application_id = 7')],
  ];

  function editHeader(path: string, sql: string): void {
    const sqlite = new Sqlite(path);
    sqlite.exec(`${sql}; PRAGMA wal_checkpoint(TRUNCATE)`);
    sqlite.close();
  }

  it.each(damages)('a file %s', (_, reason, damage) => {
    const folder = temporaryFolder(onTestFinished);
    usedDatabase(folder, 2000);
    damage(join(folder, FILE));
    const before = readFileSync(join(folder, FILE));

    const { db, setAside } = openDatabase(folder, () => Date.UTC(2026, 0, 2, 3, 4, 5));

    expect(setAside?.reason).toMatch(reason);
    expect(setAside?.path).toBe(join(folder, 'perch-set-aside-2026-01-02T03-04-05-000Z.sqlite'));
    expect(readFileSync(setAside!.path).equals(before)).toBe(true);
    expect(statSync(setAside!.path).mode & 0o777).toBe(0o600);
    db.prepare('INSERT INTO settings VALUES (?, ?)').run('theme', 'light');
    db.close();
    const again = openDatabase(folder);
    expect(again.setAside).toBeUndefined();
    expect(again.db.prepare('SELECT count(*) AS n FROM settings').row()).toEqual({ n: 1 });
    again.db.close();
  });

  it('takes the write-ahead log along, and a second one of the same moment does not replace the first', () => {
    const folder = temporaryFolder(onTestFinished);
    for (const text of ['one', 'two']) {
      writeFileSync(join(folder, FILE), text.repeat(2000));
      writeFileSync(join(folder, `${FILE}-wal`), `log of ${text}`);
      openDatabase(folder, () => 0).db.close();
    }
    const stem = 'perch-set-aside-1970-01-01T00-00-00-000Z';
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(read(`${stem}.sqlite`)).toContain('oneone');
    expect(read(`${stem}.sqlite-wal`)).toBe('log of one');
    expect(read(`${stem}-2.sqlite`)).toContain('twotwo');
    expect(read(`${stem}-2.sqlite-wal`)).toBe('log of two');
  });
});

describe('a place that cannot be used is a typed error', () => {
  it.each(['', '-wal', '-shm'])(
    'a symbolic link at perch.sqlite%s is refused, its target untouched',
    (suffix) => {
      const folder = temporaryFolder(onTestFinished);
      const target = join(folder, 'target');
      writeFileSync(target, 'theirs');
      symlinkSync(target, join(folder, FILE + suffix));
      expect(failureOf(() => openDatabase(folder))).toBe('symlink');
      expect(readFileSync(target, 'utf8')).toBe('theirs');
    },
  );

  it('a dangling symbolic link makes no file where it points', () => {
    const folder = temporaryFolder(onTestFinished);
    symlinkSync(join(folder, 'elsewhere'), join(folder, FILE));
    expect(failureOf(() => openDatabase(folder))).toBe('symlink');
    expect(readdirSync(folder)).toEqual([FILE]);
  });

  it('a folder in the place of the file', () => {
    const folder = temporaryFolder(onTestFinished);
    mkdirSync(join(folder, FILE));
    expect(failureOf(() => openDatabase(folder))).toBe('not-a-file');
  });

  it('a file in the place of the folder', () => {
    const place = join(temporaryFolder(onTestFinished), 'userData');
    writeFileSync(place, '');
    expect(failureOf(() => openDatabase(place))).toBe('unreachable');
    expect(failureOf(() => openDatabase(join(place, 'deeper')))).toBe('unreachable');
  });

  it('a read-only file', () => {
    const folder = temporaryFolder(onTestFinished);
    usedDatabase(folder, 1);
    // Its owner would make it writable again, so it belongs to somebody else.
    execFileSync('chmod', ['0755', folder]);
    if (process.geteuid?.() !== 0) {
      chmodSync(join(folder, FILE), 0o400);
      expect(failureOf(() => openDatabase(folder))).toBe('read-only');
      return;
    }
    chmodSync(join(folder, FILE), 0o444);
    process.seteuid?.(65534);
    try {
      expect(failureOf(() => openDatabase(folder))).toBe('read-only');
    } finally {
      process.seteuid?.(0);
    }
  });

  it('a read-only folder', () => {
    const parent = temporaryFolder(onTestFinished);
    chmodSync(parent, 0o500);
    asOrdinaryUser(parent, () => {
      expect(failureOf(() => openDatabase(join(parent, 'userData')))).toBe('read-only');
    });
    chmodSync(parent, 0o700);
  });

  it('a database that another program holds', () => {
    const folder = temporaryFolder(onTestFinished);
    usedDatabase(folder, 1);
    const other = new Sqlite(join(folder, FILE));
    other.exec('BEGIN EXCLUSIVE');
    expect(failureOf(() => openDatabase(folder))).toBe('busy');
    other.exec('ROLLBACK');
    other.close();
  });

  it('says in words and as data what is wrong', () => {
    const folder = temporaryFolder(onTestFinished);
    symlinkSync('/nowhere', join(folder, FILE));
    try {
      openDatabase(folder);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(StorageError);
      expect((error as StorageError).toAppError()).toEqual({
        code: 'storage.symlink',
        message: expect.stringContaining('symbolic link') as string,
        retryable: false,
        details: { path: join(folder, FILE), reason: '' },
      });
    }
  });
});
