import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { onFirstSignal } from './lib/on-first-signal.mjs';
import { root } from './lib/paths.mjs';
import { say, sayFailure } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';
import { withTypeScript } from './lib/typescript-modules.mjs';
import { output, releaseFolder, testFolder } from './lib/package/layout.mjs';
import { signFeed } from './lib/package/sign-feed.mjs';

/** @param {string} path @returns {number} bytes of a file, or of all files below a folder */
function sizeOf(path) {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

/** @param {string} path */
function tell(path) {
  const megabytes = (sizeOf(path) / 1e6).toFixed(1);
  process.stdout.write(`${megabytes.padStart(7)} MB  ${path.slice(root.length + 1)}\n`);
}

/**
 * `npm run package`: an unpacked folder with the executable `perch`, and on Debian a .deb. `--release` makes what a release machine makes
 * (AppImage, dmg or nsis, signed with what its environment has), `--try` installs the .deb into a clean root and trades there.
 */
async function pack() {
  const wanted = new Set(process.argv.slice(2));
  await setUp({ ownSession: wanted.has('--try'), build: true });
  // Packages may have been installed only now.
  const { ensureUnpacked, isOfficialRuntime, runBuilder, runtimeVersion } =
    await import('./lib/package/unpacked.mjs');
  if (!isOfficialRuntime()) {
    say(
      `this package has Electron ${runtimeVersion()} in it, which is for development and tests alone: do not give it to users`,
    );
  }
  if (wanted.has('--release')) {
    await runBuilder([]);
    const updateKey = process.env['PERCH_UPDATE_KEY'];
    for (const feed of readdirSync(output).filter((name) => /^latest.*\.yml$/.test(name))) {
      if (updateKey) signFeed(join(output, feed), readFileSync(updateKey, 'utf8'));
      else say(`${feed} is not signed: PERCH_UPDATE_KEY names no key, and no Perch will take this update`);
    }
    for (const name of readdirSync(output).filter((each) => /\.(AppImage|dmg|zip|exe|yml)$/.test(each))) {
      tell(join(output, name));
    }
  }
  if (process.platform !== 'linux') return;
  await ensureUnpacked();
  tell(join(releaseFolder, 'resources/app.asar'));
  tell(join(releaseFolder, 'perch'));
  tell(releaseFolder);
  if (!existsSync('/usr/bin/dpkg-deb')) return say('no dpkg-deb here, so no .deb');
  const { makeDeb } = await import('./lib/package/deb.mjs');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = join(output, `perch_${version}_${process.arch === 'x64' ? 'amd64' : process.arch}.deb`);
  await makeDeb({ unpacked: releaseFolder, version, file });
  tell(file);
  if (wanted.has('--try')) await tryOnCleanRoot(file, version);
}

/** @typedef {{ tryPackage: (options: Record<'folder' | 'old' | 'release' | 'test', string> & { tell: (line: string) => void }) => Promise<void> }} Trial */

/** @param {string} release @param {string} version */
async function tryOnCleanRoot(release, version) {
  const { cleanRootObstacle } = await import('./lib/package/clean-root.mjs');
  const obstacle = cleanRootObstacle();
  if (obstacle) return say(`the .deb was NOT tried on a clean root: ${obstacle}`);
  say('trying the .deb on a clean root');
  const { makeDeb } = await import('./lib/package/deb.mjs');
  const folder = join(output, 'clean-root');
  const [old, test] = [join(output, 'trial-old.deb'), join(output, 'trial-test.deb')];
  // Quick to make: nobody else gets them.
  await makeDeb({ unpacked: testFolder, version: '0.0.1', file: old, level: 1 });
  await makeDeb({ unpacked: testFolder, version, file: test, level: 1 });
  await withTypeScript(async (load) => {
    const { tryPackage } = /** @type {Trial} */ (await load('/tests/clean-root/try-package.ts'));
    await tryPackage({ folder, old, release, test, tell: (line) => process.stdout.write(`${line}\n`) });
  });
  for (const each of [folder, old, test]) rmSync(each, { recursive: true, force: true });
}

onFirstSignal(() => process.exit(130));
try {
  await pack();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
