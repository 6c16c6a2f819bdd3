import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSearch } from './secret-search';

const SECRET = 'k3Y+/with=signs&and%more-plain-letters-to-be-long-enough-for-it';

function findingsIn(content: string | Buffer): readonly string[] {
  const search = startSearch([{ name: 'the secret', text: SECRET }]);
  search.look('a place', content);
  return search.found();
}

describe('the search for a secret', () => {
  it.each([
    ['utf8', SECRET],
    ['utf8', `the first half only: ${SECRET.slice(0, 32)}`],
    ['utf8', `the second half only: ${SECRET.slice(32)}`],
    ['utf16le', Buffer.from(SECRET, 'utf16le')],
    ['base64', Buffer.from(`x${SECRET}`).toString('base64')],
    ['base64', Buffer.from(`xy${SECRET}z`).toString('base64')],
    ['base64', Buffer.from(`{"secret":"${SECRET}"}`).toString('base64')],
    ['base64url', Buffer.from(SECRET).toString('base64url')],
    ['hex', Buffer.from(SECRET).toString('hex')],
    ['upper-case hex', Buffer.from(SECRET).toString('hex').toUpperCase()],
    ['url-encoded', encodeURIComponent(SECRET)],
    ['reversed', [...SECRET].reverse().join('')],
  ])('finds it as %s in %j', (form, content) => {
    expect(findingsIn(content)).toContain(`the secret as ${form} in a place`);
  });

  it('finds nothing where only a few letters of it are', () => {
    expect(findingsIn(`key ····${SECRET.slice(-4)} ${SECRET.slice(0, 12)}`)).toEqual([]);
  });

  it('looks into every file of a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'perch-search-'));
    try {
      await writeFile(join(folder, 'one'), 'nothing');
      await writeFile(join(folder, 'two'), `{"k":"${SECRET}"}`);
      const search = startSearch([{ name: 'the secret', text: SECRET }]);
      expect(await search.lookIntoFiles('folder', folder)).toBe(2);
      expect(search.found()).toContain('the secret as utf8 in folder/two');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
