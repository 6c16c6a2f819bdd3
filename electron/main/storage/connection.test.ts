import { join } from 'node:path';
import Sqlite from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SqlValue } from './connection';
import { StorageError } from './storage-error';
import { temporaryDatabase } from './testing';

function numbers() {
  const db = temporaryDatabase(onTestFinished);
  db.exec("CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER); INSERT INTO t VALUES ('a', 1), ('b', 2)");
  return {
    db,
    one: db.prepare('SELECT n FROM t WHERE id = ?'),
    add: db.prepare('INSERT INTO t VALUES (?, ?)'),
  };
}

describe('a statement', () => {
  it('reads its own row whatever was read with it before', () => {
    const { one } = numbers();
    expect(one.rows('a')).toEqual([{ n: 1 }]);
    expect(one.row('b')).toEqual({ n: 2 });
    expect(one.row('c')).toBeUndefined();
    expect(one.row('a')).toEqual({ n: 1 });
  });

  it('refuses too few, too many and unbindable values before they reach the database', () => {
    const { db, add } = numbers();
    expect(() => add.run('c')).toThrow('2 values expected, 1 given');
    expect(() => add.run('c', 1, 2)).toThrow('2 values expected, 3 given');
    for (const value of [true, undefined, Number.NaN, Infinity, 2 ** 53, {}, new Date(), Symbol.iterator]) {
      expect(() => add.run('c', value as SqlValue), typeof value).toThrow(TypeError);
    }
    expect(db.prepare('SELECT count(*) AS n FROM t').row()).toEqual({ n: 2 });
  });

  it('answers how many rows changed', () => {
    const { db } = numbers();
    const drop = db.prepare('DELETE FROM t WHERE n >= ?');
    expect(drop.run(1)).toBe(2);
    expect(drop.run(1)).toBe(0);
  });

  it('writes on after a write that found the database busy', () => {
    const { db, add } = numbers();
    const other = new Sqlite(db.path);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    expect(() => add.run('c', 3)).toThrow(expect.objectContaining({ failure: 'busy' }));
    other.exec('ROLLBACK');
    expect(add.run('c', 3)).toBe(1);
    expect(db.transaction(() => add.run('d', 4))).toBe(1);
  });
});

describe('a transaction', () => {
  it('is undone whole by a throw, also when it joined another', () => {
    const { db, add } = numbers();
    expect(() =>
      db.transaction(() => {
        db.transaction(() => add.run('c', 3));
        throw new Error('second thoughts');
      }),
    ).toThrow('second thoughts');
    expect(db.prepare('SELECT id FROM t').rows()).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  it('refuses an async change and undoes what it did', () => {
    const { db, add } = numbers();
    expect(() => db.transaction(async () => add.run('c', 3))).toThrow('must not be async');
    expect(db.prepare('SELECT count(*) AS n FROM t').row()).toEqual({ n: 2 });
  });

  it('of which the disk has no room left is undone, and the next small one works', () => {
    const { db, add } = numbers();
    const pages = Number(db.prepare('PRAGMA page_count').row()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const fill = (): unknown =>
      db.transaction(() => {
        for (let i = 0; i < 1000; i += 1) add.run(`${i}-${'x'.repeat(500)}`, i);
      });
    expect(fill).toThrow(expect.objectContaining({ failure: 'full' }));
    expect(db.prepare('SELECT count(*) AS n FROM t').row()).toEqual({ n: 2 });
    expect(add.run('small', 1)).toBe(1);
  });
});

it('a closed database refuses with a StorageError', () => {
  const { db, add } = numbers();
  db.close();
  expect(() => add.run('c', 3)).toThrow(StorageError);
  expect(() => db.exec('SELECT 1')).toThrow(StorageError);
  expect(join(db.path)).toContain('perch.sqlite');
});
