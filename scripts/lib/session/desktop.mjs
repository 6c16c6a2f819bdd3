import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild } from '../children.mjs';
import { startBus } from './bus.mjs';
import { startDisplay } from './display.mjs';
import { startKeyring } from './keyring.mjs';

/**
 * - `unlocked`: an unlocked login keyring;
 * - `locked`: the keyring in the given folder, locked, and nobody to answer the prompt that would unlock it;
 * - `empty`: a Secret Service without any collection;
 * - `absent`: a bus without a Secret Service;
 * - `no-bus`: no session bus at all.
 * @typedef {'unlocked' | 'locked' | 'empty' | 'absent' | 'no-bus'} KeyringState
 *
 * @typedef {object} Desktop
 * @property {Record<string, string>} env to be laid over a child's environment
 * @property {() => Promise<void>} end ends what was started, in order; may be called again
 */

const systemBus = '/run/dbus/system_bus_socket';
const graceMs = 2_000;

/** A socket's path may have 107 characters, and the bus adds about 30. */
function temporaryFolder() {
  const parent = tmpdir().length <= 60 ? tmpdir() : '/tmp';
  return mkdtempSync(join(parent, 'perch-session-'));
}

/**
 * A desktop session of our own: a virtual display, a session bus and a keyring, shared with nobody.
 * @param {object} options
 * @param {KeyringState} options.keyring
 * @param {boolean} [options.display] false keeps the display of the environment; default true
 * @param {string} [options.keyringFolder] where the keyring is kept; default: it ends with the session
 * @param {string} [options.keyringPassword]
 * @returns {Promise<Desktop>}
 */
export async function startDesktop({ keyring, display = true, keyringFolder, keyringPassword = 'perch' }) {
  const folder = temporaryFolder();
  const runtime = join(folder, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const end = async () => {
    for (const child of children.splice(0).reverse()) await endChild(child, graceMs);
    remove();
    process.removeListener('exit', remove);
  };
  /** @type {Record<string, string>} */
  const env = {
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'no-bus')}`,
    // There is no accessibility bus here, and GTK would complain about it on every start.
    NO_AT_BRIDGE: '1',
  };
  /** @param {{ child: import('node:child_process').ChildProcess, env: Record<string, string> }} service */
  const add = (service) => {
    children.push(service.child);
    Object.assign(env, service.env);
  };
  try {
    if (display) add(await startDisplay(folder));
    if (keyring !== 'no-bus') {
      add(await startBus(folder, env));
      // Where there is no system bus Chromium would report it again and again; ours answers that nothing is there.
      if (!existsSync(systemBus)) env['DBUS_SYSTEM_BUS_ADDRESS'] = String(env['DBUS_SESSION_BUS_ADDRESS']);
    }
    if (keyring !== 'no-bus' && keyring !== 'absent') {
      const place = { folder: keyringFolder ?? folder, runtime, password: keyringPassword };
      children.push(await startKeyring(place, env, { unlock: keyring === 'unlocked' }));
    }
  } catch (error) {
    await end();
    throw error;
  }
  return { env, end };
}
