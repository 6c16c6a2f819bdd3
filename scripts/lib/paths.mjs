import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** State of the scripts inside the clone: stamps and the set-up lock. Ignored by git, safe to delete. */
export const stampFolder = join(root, '.cache');

/** What is costly to fetch and outlives a clone's node_modules. `PERCH_CACHE` moves it. */
export function cacheFolder() {
  const preset = process.env['PERCH_CACHE'];
  if (preset) return resolve(preset);
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'perch');
}
