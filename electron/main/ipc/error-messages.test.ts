import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { isMessageKey } from '@shared/i18n/translate';

const root = resolve(import.meta.dirname, '../../..');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

it('every error that main names has words in the catalogue', () => {
  const codes = [...sources('electron/main'), ...sources('shared')].flatMap((text) =>
    [...text.matchAll(/\bfail\(\s*'([a-z]+\.[a-z-]+)'/g)].map(([, code]) => code ?? ''),
  );
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !isMessageKey(`error.${code}`))).toEqual([]);
});
