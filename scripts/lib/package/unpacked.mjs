import { copyFileSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wantedElectronVersion } from '../electron-official.mjs';
import { root } from '../paths.mjs';
import { run } from '../run.mjs';
import { say } from '../say.mjs';
import { digest, readStamp, writeStamp } from '../stamp.mjs';
import { layOutApp, licenseNotices } from './app-files.mjs';
import { makeCodeCache } from './code-cache.mjs';
import { appFolder, noticesFile, output, releaseFolder, testFolder } from './layout.mjs';

const stampFile = join(output, '.packed.json');

/** What a package is made from: the built app, the runtime, and what packs them. */
function ingredients() {
  const scripts = [
    'app-files.mjs',
    'code-cache.mjs',
    'layout.mjs',
    'make-code-cache.mjs',
    'unpacked.mjs',
  ].map((name) => `scripts/lib/package/${name}`);
  const files = [
    'out/.perch-built.json',
    'electron-builder.config.mjs',
    'package.json',
    'LICENSE',
    ...scripts,
  ];
  const contents = files.map((file) => readFileSync(join(root, file), 'latin1'));
  return digest([runtimeFolder(), runtimeVersion(), ...contents].join('\0'));
}

function runtimeFolder() {
  return process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
}

function runtimeExecutable() {
  const inside = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  return join(runtimeFolder(), inside[/** @type {'darwin' | 'win32'} */ (process.platform)] ?? 'electron');
}

/** Of the Electron that is packed. */
export function runtimeVersion() {
  return readFileSync(join(runtimeFolder(), 'version'), 'utf8').trim().replace(/^v/, '');
}

/** @returns {boolean} whether what is packed is the Electron that package.json names, and so fit for users */
export function isOfficialRuntime() {
  return runtimeVersion() === wantedElectronVersion();
}

/**
 * Runs electron-builder on the app laid out for users. The Electron to pack must have been found (setUp does).
 * @param {readonly string[]} args such as `--linux dir`
 * @param {NodeJS.ProcessEnv} [env] laid over this process's
 */
export async function runBuilder(args, env = {}) {
  layOutApp(appFolder);
  await makeCodeCache(appFolder, runtimeExecutable());
  writeFileSync(noticesFile, licenseNotices());
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const config = join(root, 'electron-builder.config.mjs');
  await run(process.execPath, [builder, ...args, '--config', config, '--publish', 'never'], {
    cwd: root,
    env: { ...process.env, ...env, PERCH_ELECTRON_VERSION: runtimeVersion() },
    timeoutMs: 30 * 60_000,
    what: 'electron-builder',
  });
}

/**
 * Makes the unpacked folders of Linux, when what they are made from has changed: `releaseFolder`, and `testFolder` from it.
 * @returns {Promise<void>}
 */
export async function ensureUnpacked() {
  const made = ingredients();
  if (readStamp(stampFile) === made) return;
  say('packing the app (electron-builder --linux dir)');
  rmSync(stampFile, { force: true });
  rmSync(releaseFolder, { recursive: true, force: true });
  // Without a feed: from such a folder the .deb is made, whose updates are the package manager's.
  await runBuilder(['--linux', 'dir'], { PERCH_UPDATE_URL: '' });
  await makeTestBuild();
  writeStamp(stampFile, made);
}

/** The build for tests: the same files but for one line in the manifest and one fuse, so that a debugger is let in. */
async function makeTestBuild() {
  rmSync(testFolder, { recursive: true, force: true });
  for (const entry of readdirSync(releaseFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(testFolder, from.slice(releaseFolder.length));
    mkdirSync(dirname(to), { recursive: true });
    // The two that differ must be files of their own.
    if (entry.name === 'perch' || entry.name === 'app.asar') copyFileSync(from, to);
    else linkSync(from, to);
  }
  const { createPackageWithOptions, extractAll } = await import('@electron/asar');
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(join(testFolder, 'perch'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const archive = join(testFolder, 'resources/app.asar');
  const app = join(output, 'test-app');
  rmSync(app, { recursive: true, force: true });
  extractAll(archive, app);
  const manifest = join(app, 'package.json');
  // Read by electron/main/leave-when-debugged.ts.
  const fields = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...fields, perchBuild: 'test' }));
  await createPackageWithOptions(app, archive, { unpack: '**/*.node' });
  rmSync(app, { recursive: true, force: true });
}
