import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { say } from './say.mjs';
import { startDesktop } from './session/desktop.mjs';

/** @returns {boolean} whether windows can be shown on a display of the user's */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** @returns {string} the app's own data folder for runs without a display */
function keptKeyringFolder() {
  const data = process.env['XDG_DATA_HOME'] || join(homedir(), '.local/share');
  return join(data, 'perch/headless-keyring');
}

/** The keyring has a password because it must; nobody types it, so the file's permissions are its whole protection. */
function keptPassword(/** @type {string} */ folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'password');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

/**
 * The session to run the app in: the user's own where there is a display, else one of our own whose keyring is kept,
 * so that the next run finds the keys of this one.
 * @returns {Promise<import('./session/desktop.mjs').Desktop>}
 */
export async function startRunSession() {
  if (hasDisplay()) return { env: {}, end: async () => undefined };
  const keyringFolder = keptKeyringFolder();
  const keyringPassword = keptPassword(keyringFolder);
  const desktop = await startDesktop({ keyring: 'unlocked', keyringFolder, keyringPassword });
  say(`no display: running under Xvfb ${desktop.env['DISPLAY']} on a session bus of its own`);
  say(`its keyring is kept in ${keyringFolder}, guarded by file permissions alone`);
  return desktop;
}
