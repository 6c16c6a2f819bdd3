import { existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/lib/paths.mjs';
import { outputFolder } from './bundle.mjs';

/**
 * Perch as users have it, and a bare app packed in the same way.
 * @returns {Promise<{ perch: string, bare: string } | undefined>} executables; undefined where Perch is not packed yet
 */
export async function packagedApps() {
  const packer = join(root, 'scripts/lib/package/unpacked.mjs');
  if (!existsSync(packer)) return undefined;
  await (await import(pathToFileURL(packer).href)).ensureUnpacked();
  const perch = join(root, 'out/package/linux-unpacked/perch');
  return { perch, bare: await packBare(perch, join(root, 'bench/bare-window')) };
}

/**
 * The same runtime folder, file by file the same, with another app in its archive.
 * @param {string} packed executable
 * @param {string} app folder
 * @returns {Promise<string>} executable
 */
export async function packBare(packed, app) {
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
  const { createPackageWithOptions } = await import('@electron/asar');
  mkdirSync(join(bare, 'resources'), { recursive: true });
  await createPackageWithOptions(app, join(bare, 'resources/app.asar'), { unpack: '{*.html,painted.js}' });
  return join(bare, packed.slice(folder.length + 1));
}
