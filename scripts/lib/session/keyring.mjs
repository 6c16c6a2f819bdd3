import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, startChild } from '../children.mjs';
import { StepFailed } from '../say.mjs';
import { callBus } from './call-bus.mjs';

const service = 'org.freedesktop.secrets';
const servicePath = '/org/freedesktop/secrets';
/** The collection gnome-keyring opens with the password it reads from stdin. */
const loginCollection = '/org/freedesktop/secrets/collection/login';
const patienceMs = 10_000;

/**
 * @typedef {object} KeyringPlace
 * @property {string} folder private; the keyring's files are in `data/keyrings` below it and may be kept
 * @property {string} runtime private, for the daemon's sockets
 * @property {string} password of the login keyring, made with it at the first unlocking
 */

/** @param {string} busAddress @returns {Promise<boolean>} */
async function isOnBus(busAddress) {
  const [owned] = await callBus(busAddress, {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'NameHasOwner',
    signature: 's',
    body: [service],
  });
  return owned === true;
}

/** @param {string} busAddress @returns {Promise<boolean>} false also when there is no such collection */
async function isUnlocked(busAddress) {
  const [locked] = await callBus(busAddress, {
    destination: service,
    path: loginCollection,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: ['org.freedesktop.Secret.Collection', 'Locked'],
  }).catch(() => [undefined]);
  return /** @type {{ value?: unknown } | undefined} */ (locked)?.value === false;
}

/** @param {() => Promise<boolean>} condition @param {string} what @param {() => boolean} isHopeless */
async function until(condition, what, isHopeless) {
  const limit = Date.now() + patienceMs;
  while (!(await condition())) {
    if (isHopeless() || Date.now() > limit) throw new StepFailed(`${what} did not come up`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/**
 * Starts gnome-keyring's Secret Service on a bus and waits until it answers.
 * @param {KeyringPlace} place
 * @param {Record<string, string>} env with the bus's address
 * @param {{ unlock: boolean }} options not unlocked, a keyring made earlier is locked, and without one there is none
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function startKeyring(place, env, { unlock }) {
  mkdirSync(place.runtime, { recursive: true, mode: 0o700 });
  mkdirSync(join(place.folder, 'data'), { recursive: true, mode: 0o700 });
  const child = startChild(
    'gnome-keyring-daemon',
    ['--foreground', '--components=secrets', ...(unlock ? ['--unlock'] : [])],
    {
      env: {
        ...process.env,
        ...env,
        XDG_RUNTIME_DIR: place.runtime,
        XDG_DATA_HOME: join(place.folder, 'data'),
      },
      stdio: [unlock ? 'pipe' : 'ignore', 'ignore', 'ignore'],
    },
  );
  child.stdin?.end(place.password);
  const address = String(env['DBUS_SESSION_BUS_ADDRESS']);
  await until(
    async () => (await isOnBus(address)) && (!unlock || (await isUnlocked(address))),
    'gnome-keyring',
    () => hasEnded(child),
  );
  return child;
}

/** Locks the login keyring of a running service, as a desktop does when its user asks for it. */
export async function lockKeyring(/** @type {string} */ busAddress) {
  await callBus(busAddress, {
    destination: service,
    path: servicePath,
    interface: 'org.freedesktop.Secret.Service',
    member: 'Lock',
    signature: 'ao',
    body: [[loginCollection]],
  });
}
