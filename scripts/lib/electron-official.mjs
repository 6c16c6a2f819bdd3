import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, exitCodeOf, startChild } from './children.mjs';
import { root } from './paths.mjs';

const electronPackage = join(root, 'node_modules/electron');
/** Without a new byte for this long the download counts as impossible. */
const stallMs = 20_000;

/** @returns {string} the version package.json pins, e.g. `45.4.1` */
export function wantedElectronVersion() {
  return JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version;
}

/** @returns {string | undefined} the folder of the official Electron, when it is unpacked and of the wanted version */
export function officialElectronFolder() {
  const dist = join(electronPackage, 'dist');
  const versionFile = join(dist, 'version');
  if (!existsSync(versionFile) || !existsSync(join(electronPackage, 'path.txt'))) return undefined;
  return readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === wantedElectronVersion()
    ? dist
    : undefined;
}

/** @param {string} folder @returns {number} bytes of all files in it */
function bytesIn(folder) {
  if (!existsSync(folder)) return 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    bytes += statSync(join(folder, entry), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/**
 * Lets electron's own installer fetch the official release, as long as it makes progress.
 * @returns {Promise<string | undefined>} its folder, or undefined when it can not be had here
 */
export async function fetchOfficialElectron() {
  const downloads = await mkdtemp(join(tmpdir(), 'perch-electron-'));
  // The installer must unpack into its own package, and its temporary folder is where progress can be seen.
  const { ELECTRON_OVERRIDE_DIST_PATH: _ignored, ...env } = process.env;
  const installer = startChild(process.execPath, [join(electronPackage, 'install.js')], {
    env: { ...env, TMPDIR: downloads, TEMP: downloads, TMP: downloads, ELECTRON_GET_NO_PROGRESS: '1' },
    stdio: 'ignore',
  });
  let seen = 0;
  let lastProgress = Date.now();
  const watch = setInterval(() => {
    const bytes = bytesIn(downloads) + bytesIn(join(electronPackage, 'dist'));
    if (bytes !== seen) {
      seen = bytes;
      lastProgress = Date.now();
    } else if (Date.now() - lastProgress > stallMs) {
      void endChild(installer, 1_000);
    }
  }, 1_000);
  try {
    await exitCodeOf(installer);
    return officialElectronFolder();
  } finally {
    clearInterval(watch);
    await rm(downloads, { recursive: true, force: true });
  }
}
