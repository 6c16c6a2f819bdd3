import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';

/** A bad input, and where it is given: each `file: words of the title of a test`. */
export type Claim = readonly [input: string, ...tests: string[]];

/** Makes a test of each line of a table: what it names is there. */
export function tellWhere(claims: readonly Claim[]): void {
  it.each(claims)('%s', (_input, ...tests) => {
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((test) => !isThere(test))).toEqual([]);
  });
}

/** Whether a file has a test of that title, or a line of a table of tests. */
export function isThere(test: string): boolean {
  const [file = '', title = ''] = test.split(/: (.*)/s);
  try {
    return title !== '' && readFileSync(join(root, file), 'utf8').includes(title);
  } catch {
    return false;
  }
}
