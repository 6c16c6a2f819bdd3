import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { isThere } from './claims';

const text = readFileSync(join(root, 'docs/security.md'), 'utf8').replaceAll(/\s*\n\s+/g, ' ');
/** Everything in it that names a test. */
const named = [...text.matchAll(/`([\w./-]+\.(?:test|e2e)\.ts: [^`]+)`/g)].map(([, test = '']) => test);

describe('docs/security.md', () => {
  it.each(named)('names a test that is there: %s', (test) => {
    expect(isThere(test)).toBe(true);
  });

  it('has tests for each promise and each part of the windows', () => {
    const promises = text.split('### ').slice(1);
    expect(promises.filter((part) => /^\d/.test(part)).length).toBe(6);
    expect(promises.filter((part) => !part.includes('.ts: '))).toEqual([]);
    expect(named.length).toBeGreaterThan(40);
  });

  it('would miss one that is not', () => {
    expect(isThere('tests/canary.e2e.ts: is nowhere')).toBe(false);
    expect(isThere('tests/nothing.e2e.ts: x')).toBe(false);
  });
});
