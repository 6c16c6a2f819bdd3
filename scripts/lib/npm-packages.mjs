import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { say, StepFailed } from './say.mjs';
import { digest, readStamp, writeStamp } from './stamp.mjs';

const modules = join(root, 'node_modules');
/** Inside node_modules, so that deleting the folder deletes the claim that it is complete. */
const stampFile = join(modules, '.perch-installed.json');

/** What the installed tree depends on: the exact packages, and the platform their binaries are for. */
function wanted() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  return digest(`${lock}\n${process.platform}-${process.arch}`);
}

/**
 * Installs exactly what package-lock.json names, when that has not been done yet.
 * No package needs its install script: keytar and libsql carry prebuilt binaries, and Electron is fetched by a step of
 * its own. So none is run, whatever the npm version's own rule about them.
 */
export async function ensureNpmPackages() {
  const lock = wanted();
  if (existsSync(modules) && readStamp(stampFile) === lock) return;
  // npm ci empties the folder that a link leads to, which other clones may be using.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new StepFailed(
      'node_modules is a link, and what it leads to is not what package-lock.json names',
      'remove the link, or run `npm ci` where it leads to',
    );
  }
  say('installing npm packages (npm ci)');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    timeoutMs: 15 * 60_000,
    what: 'npm ci',
    remedy: 'check the connection to the npm registry and run `npm ci` by hand to see more',
  });
  writeStamp(stampFile, lock);
}
