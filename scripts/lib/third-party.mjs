import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * @typedef {{ name: string, version: string, license: string, text: string }} ThirdParty
 * @typedef {{ name?: string, version?: string, license?: string, dependencies?: Record<string, string> }} Manifest
 */

/** Files of a package that its terms ask to be passed on: README is not among them. */
const termsOf = /^(licen[cs]e|notice|copying)/i;

/** @param {string} folder @returns {Manifest | undefined} */
function manifestOf(folder) {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Where Node finds a package that another one depends on: beside it, or further up. @param {string} from @param {string} name */
function folderOf(from, name) {
  for (let folder = from; folder.startsWith(root); folder = join(folder, '..')) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(found)) return found;
  }
  return undefined;
}

/** @param {string} folder @param {Manifest} manifest @returns {ThirdParty} */
function describe(folder, { name = '', version = '', license = '' }) {
  const files = readdirSync(folder)
    .filter((file) => termsOf.test(file))
    .sort();
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  // A few packages name their license in its text alone.
  return { name, version, license: license || (/^MIT License/.test(text) ? 'MIT' : ''), text };
}

/**
 * Every package that a built Perch has in it, with what it needs in turn, by name: the dependencies of package.json, and Electron.
 * Packages that are for another system and not installed are left out.
 * @returns {ThirdParty[]}
 */
export function thirdParty() {
  /** @type {Map<string, ThirdParty>} */
  const found = new Map();
  /** @param {string} from @param {string} name @param {boolean} withItsOwn */
  function add(from, name, withItsOwn) {
    const folder = folderOf(from, name);
    const manifest = folder === undefined ? undefined : manifestOf(folder);
    if (folder === undefined || !manifest) return;
    const key = `${manifest.name ?? name}@${manifest.version ?? ''}`;
    if (found.has(key)) return;
    found.set(key, describe(folder, manifest));
    if (withItsOwn) for (const needed of Object.keys(manifest.dependencies ?? {})) add(folder, needed, true);
  }
  for (const name of Object.keys(manifestOf(root)?.dependencies ?? {})) add(root, name, true);
  // What Electron depends on fetches it, and is not in it.
  add(root, 'electron', false);
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
