import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { joined, stillUsed } from './join.mjs';

/** @typedef {import('./figures.mjs').Results} Results */

/** What the pages in docs/ are made from, in git. */
const keptFolder = join(root, 'bench/results');
/** Of every run, not in git. */
const rawFolder = join(root, 'out/bench');

/** More digits than any clock here has; the files stay small. @param {string} _key @param {unknown} value */
const short = (_key, value) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;

/** @param {Results} results */
const fileName = ({ date }) => `${date.replaceAll(/[:.]/g, '-')}.json`;

/** @param {Results} results @returns {string} its file */
export function keepRaw(results) {
  mkdirSync(rawFolder, { recursive: true });
  const file = join(rawFolder, fileName(results));
  writeFileSync(file, `${JSON.stringify(results, undefined, 1)}\n`);
  return file;
}

/**
 * Adds results to those that are kept, forgets files of which every part is in a newer one, and puts the rest together.
 * @param {readonly Results[]} added
 * @returns {Results} of each part the newest
 */
export function keepForPages(added) {
  mkdirSync(keptFolder, { recursive: true });
  for (const results of added)
    writeFileSync(join(keptFolder, fileName(results)), `${JSON.stringify(results, short)}\n`);
  const kept = readdirSync(keptFolder).filter((name) => name.endsWith('.json'));
  const all = kept.map((name) => {
    const results = /** @type {Results} */ (JSON.parse(readFileSync(join(keptFolder, name), 'utf8')));
    return { name, results };
  });
  const used = stillUsed(all.map(({ results }) => results));
  for (const { name, results } of all) if (!used.includes(results)) rmSync(join(keptFolder, name));
  return joined(used);
}
