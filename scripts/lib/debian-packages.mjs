import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './run.mjs';
import { StepFailed, say } from './say.mjs';

/** Each need with its names, newest first: Debian 13 and Ubuntu 24.04 renamed some libraries. */
const libraries = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libnotify4'],
  ['libatspi2.0-0t64', 'libatspi2.0-0'],
  ['libsecret-1-0'],
];

/** For a session of our own: display, bus, keyring, certificates, and fonts for Latin and Chinese text. */
const session = [
  ['xvfb'],
  ['openssl'],
  ['dbus'],
  ['gnome-keyring'],
  ['fonts-dejavu-core'],
  ['fonts-noto-cjk'],
];

/** @param {readonly string[]} names @returns {Set<string>} those that are installed */
function installedOf(names) {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\n', ...names], {
    encoding: 'utf8',
  });
  const lines = query.stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return new Set(lines.flatMap(([name, status]) => (name && status === 'ii' ? [name] : [])));
}

/** @param {readonly string[]} names @returns {boolean} whether apt can install one of that name */
function isOffered(names) {
  const shown = spawnSync('apt-cache', ['show', '--no-all-versions', ...names], { encoding: 'utf8' });
  return shown.status === 0 && shown.stdout.includes('Package:');
}

/** @param {readonly (readonly string[])[]} needs @returns {(readonly string[])[]} */
function missingOf(needs) {
  const installed = installedOf(needs.flat());
  return needs.filter((names) => !names.some((name) => installed.has(name)));
}

/** @param {readonly (readonly string[])[]} needs @returns {string[]} one name each, as this release calls it */
function namesFor(needs) {
  return needs.map((names) => names.find((name) => isOffered([name])) ?? String(names.at(-1)));
}

/**
 * Makes sure that the shared libraries Electron needs are there, and for a session of our own its programs.
 * Does nothing where there is no dpkg: then a missing library is named by Electron itself.
 * @param {{ ownSession: boolean }} options
 */
export async function ensureDebianPackages({ ownSession }) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const needs = ownSession ? [...libraries, ...session] : libraries;
  const missing = missingOf(needs);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new StepFailed(
      'system packages are missing',
      `run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${namesFor(missing).join(' ')}`,
    );
  }
  say(`installing ${missing.length} system packages (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt may be at work on a machine that has just been set up.
  const patience = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3', '-qq'];
  await run('apt-get', [...patience, 'update'], { env, timeoutMs: 5 * 60_000, what: 'apt-get update' });
  const names = namesFor(missing);
  await run('apt-get', [...patience, 'install', '-y', '--no-install-recommends', ...names], {
    env,
    timeoutMs: 15 * 60_000,
    what: `installing ${names.join(' ')}`,
  });
}
