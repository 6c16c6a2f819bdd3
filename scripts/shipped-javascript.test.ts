import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { shippedJavascript } from './lib/shipped-javascript.mjs';

it('counts what a page imports statically, in turn and once, and nothing that is loaded on demand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perch-pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'assets'));
  const files: Record<string, string> = {
    'page.html': '<script type="module" crossorigin src="/assets/page.js"></script>',
    'assets/page.js': 'import{a as b}from"./one.js";import"./two.js";const c=()=>import("./later.js");b(c)',
    'assets/one.js': 'export{x}from"./three.js";export const a=1;',
    'assets/two.js': 'import*as t from "./three.js";console.log("from ./never.js", t)',
    'assets/three.js': 'export const x=1',
    'assets/later.js': '',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  expect(
    shippedJavascript(folder, 'page.html')
      .map(({ file }) => file)
      .sort(),
  ).toEqual(['assets/one.js', 'assets/page.js', 'assets/three.js', 'assets/two.js']);
});
