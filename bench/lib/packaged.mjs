import { linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { releaseFolder } from '../../scripts/lib/package/layout.mjs';
import { ensureUnpacked } from '../../scripts/lib/package/unpacked.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { outputFolder } from './bundle.mjs';

/**
 * Perch as users have it, and a bare app packed in the same way.
 * @returns {Promise<{ perch: string, bare: string }>} executables
 */
export async function packagedApps() {
  await ensureUnpacked();
  const perch = join(releaseFolder, 'perch');
  return { perch, bare: await packBare(perch, join(root, 'bench/bare-window')) };
}

/**
 * The same runtime folder, file by file the same, with another app in its archive.
 * @param {string} packed executable
 * @param {string} app folder
 * @returns {Promise<string>} executable
 */
async function packBare(packed, app) {
  const folder = dirname(packed);
  const bare = join(outputFolder, 'bare-packed');
  rmSync(bare, { recursive: true, force: true });
  const own = join(folder, 'resources');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.startsWith(own)) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(bare, from.slice(folder.length));
    mkdirSync(dirname(to), { recursive: true });
    linkSync(from, to);
  }
  mkdirSync(join(bare, 'resources'), { recursive: true });
  await createPackageWithOptions(app, join(bare, 'resources/app.asar'), { unpack: '{*.html,painted.js}' });
  return join(bare, packed.slice(folder.length + 1));
}
