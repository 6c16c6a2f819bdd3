import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageError } from '../storage/storage-error';
import { temporaryFolder } from '../storage/testing';
import { writeCsv } from './write-csv';

const folderOf = (): string => temporaryFolder(onTestFinished);

describe('a file', () => {
  it('is written whole, for its owner alone, and nothing else stays', async () => {
    const folder = folderOf();
    const path = join(folder, 'orders.csv');
    expect(await writeCsv(path, ['\ufeffa\r\n', '"币"\r\n'])).toEqual({ ok: true, value: { lines: 2 } });
    expect(readFileSync(path)).toEqual(Buffer.from('\ufeffa\r\n"币"\r\n', 'utf8'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['orders.csv']);
  });

  it('replaces the one that was there, and a link rather than what it points at', async () => {
    const folder = folderOf();
    const [path, theirs] = [join(folder, 'orders.csv'), join(folder, 'theirs')];
    writeFileSync(theirs, 'theirs', { mode: 0o644 });
    symlinkSync(theirs, path);
    for (const text of ['one\r\n', 'two\r\n']) {
      expect((await writeCsv(path, [text])).ok).toBe(true);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('of many lines is written in parts, while everything else has its turn', async () => {
    const path = join(folderOf(), 'orders.csv');
    let turns = 0;
    let lastLineAt = 0;
    const turn = (): void => {
      turns += 1;
      if (lastLineAt === 0) setImmediate(turn);
    };
    function* lines(): Generator<string> {
      setImmediate(turn);
      for (let n = 0; n < 20_000; n += 1) yield `${n},"${'x'.repeat(200)}"\r\n`;
      lastLineAt = turns;
    }
    expect(await writeCsv(path, lines())).toEqual({ ok: true, value: { lines: 20_000 } });
    expect(lastLineAt).toBeGreaterThan(30);
    expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(20_001);
  });
});

describe('a file that cannot be written', () => {
  it('leaves the one that was there when the journal cannot be read', async () => {
    const folder = folderOf();
    const path = join(folder, 'orders.csv');
    writeFileSync(path, 'before');
    function* lines(): Generator<string> {
      yield 'x'.repeat(100_000);
      throw new StorageError('failed', '/db', 'broken');
    }
    expect(await writeCsv(path, lines())).toMatchObject({ ok: false, error: { code: 'storage.failed' } });
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['orders.csv']);
  });

  it('is a defect when something else throws, and nothing stays', async () => {
    const folder = folderOf();
    function* lines(): Generator<string> {
      yield 'a';
      throw new TypeError('no such thing');
    }
    await expect(writeCsv(join(folder, 'orders.csv'), lines())).rejects.toThrow(TypeError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says that its folder is not there', async () => {
    const path = join(folderOf(), 'gone', 'orders.csv');
    expect(await writeCsv(path, ['a'])).toMatchObject({
      ok: false,
      error: { code: 'export.unreachable', retryable: true, details: { path } },
    });
  });

  it('says that a folder stands in its place', async () => {
    const folder = folderOf();
    mkdirSync(join(folder, 'orders.csv'));
    expect(await writeCsv(join(folder, 'orders.csv'), ['a'])).toMatchObject({
      ok: false,
      error: { code: 'export.not-allowed' },
    });
    expect(readdirSync(folder)).toEqual(['orders.csv']);
  });

  it('says that its folder may not be written', async () => {
    const folder = folderOf();
    chmodSync(folder, 0o555);
    // Root may write everywhere; the test then goes on as nobody.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      const result = await writeCsv(join(folder, 'orders.csv'), ['a']);
      expect(result).toMatchObject({ ok: false, error: { code: 'export.not-allowed' } });
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(folder, 0o755);
    }
  });

  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'not-allowed'],
    ['EIO', 'failed'],
  ])('says what a write failed of: %s', async (code, failure) => {
    const folder = folderOf();
    const path = join(folder, 'orders.csv');
    function* lines(): Generator<string> {
      yield 'x'.repeat(100_000);
      // In the place of the write between two lines.
      throw Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
    }
    expect(await writeCsv(path, lines())).toMatchObject({
      ok: false,
      error: { code: `export.${failure}`, details: { path, reason: `${code}: write` } },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
