import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../scripts/lib/paths.mjs';
import { compressedSize, javascriptBudget, shippedJavascript } from '../scripts/lib/shipped-javascript.mjs';

it('the terminal needs no more JavaScript before its chart than its budget', () => {
  const scripts = shippedJavascript(join(root, 'out/renderer'), 'terminal.html');
  expect(scripts.length).toBeGreaterThan(0);
  expect(compressedSize(scripts)).toBeLessThanOrEqual(javascriptBudget);
});
