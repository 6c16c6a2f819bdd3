import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../children.mjs';
import { lineFrom } from './line-from.mjs';

/**
 * No service folders: nothing on this bus starts by itself. What is on it was put there, so "no secret service" and
 * "no tray" are really that, whatever is installed on the machine.
 * @param {string} folder @returns {string}
 */
function configuration(folder) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/**
 * Starts a session bus of our own.
 * @param {string} folder private, holds the socket; its path must be short enough for one (about 90 characters)
 * @param {Record<string, string>} env
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, env: Record<string, string> }>}
 */
export async function startBus(folder, env) {
  const sockets = join(folder, 'bus');
  mkdirSync(sockets, { mode: 0o700 });
  const config = join(folder, 'bus.conf');
  writeFileSync(config, configuration(sockets));
  const child = startChild(
    'dbus-daemon',
    [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1'],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return { child, env: { DBUS_SESSION_BUS_ADDRESS: await lineFrom(child, 1, 'dbus-daemon') } };
}
