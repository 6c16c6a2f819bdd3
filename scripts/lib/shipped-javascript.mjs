import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** @typedef {{ file: string, bytes: number, gzip: number }} Script `bytes` as shipped, `gzip` compressed */

/** The most JavaScript that the terminal may need before the chart, compressed (bytes). */
export const javascriptBudget = 150_000;

/** Static imports of a built module; a dynamic `import("…")` has a parenthesis and does not match. */
const staticImport = /(?:^|[;}\s])(?:import|export)\s*(?:[^"'();]*?\bfrom)?\s*["'](\.[^"']+)["']/g;

/**
 * Every script that a page runs before anything is loaded on demand: its entry and what that imports statically, in turn.
 * @param {string} pages folder of the built windows
 * @param {string} page such as `terminal.html`
 * @returns {Script[]} largest first
 */
export function shippedJavascript(pages, page) {
  const html = readFileSync(join(pages, page), 'utf8');
  const waiting = [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, source = '']) =>
    new URL(source, 'app://perch/').pathname.slice(1),
  );
  /** @type {Map<string, Script>} */
  const found = new Map();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const code = readFileSync(join(pages, file));
    found.set(file, { file, bytes: code.length, gzip: gzipSync(code, { level: 9 }).length });
    for (const [, target = ''] of code.toString('utf8').matchAll(staticImport)) {
      waiting.push(new URL(target, `app://perch/${file}`).pathname.slice(1));
    }
  }
  return [...found.values()].sort((a, b) => b.gzip - a.gzip);
}

/** @param {readonly Script[]} scripts @returns {number} bytes, compressed */
export const compressedSize = (scripts) => scripts.reduce((sum, { gzip }) => sum + gzip, 0);
