import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageFiles } from './page-files';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perch-pages-'));
  mkdirSync(join(folder, 'pages/assets'), { recursive: true });
  for (const name of ['terminal.html', 'assets/terminal.js', 'assets/notes.txt', 'assets/map.js.map'])
    writeFileSync(join(folder, 'pages', name), '');
  writeFileSync(join(folder, 'secret.js'), '');
  symlinkSync(join(folder, 'secret.js'), join(folder, 'pages/link.js'));
  symlinkSync(folder, join(folder, 'pages/linked'));
});

afterAll(() => rmSync(folder, { recursive: true }));

it('finds files of pages by their path, each with its type', () => {
  const files = pageFiles(join(folder, 'pages'));
  expect(files.get('/terminal.html')?.contentType).toBe('text/html; charset=utf-8');
  expect(files.get('/assets/terminal.js')).toEqual({
    file: join(folder, 'pages/assets/terminal.js'),
    contentType: 'text/javascript; charset=utf-8',
  });
});

it('knows nothing else: no other kinds of files, no folders, and no links, to files or to folders', () => {
  expect([...pageFiles(join(folder, 'pages')).keys()].sort()).toEqual([
    '/assets/terminal.js',
    '/terminal.html',
  ]);
});
