import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../children.mjs';
import { lineFrom } from './line-from.mjs';

/**
 * An X authority file with one secret that fits every display name, because the display's number is not known before
 * the server has chosen it. Format: Xau(3), family 0xffff is FamilyWild.
 * @param {string} file
 */
function writeAuthority(file) {
  const field = (/** @type {Buffer} */ value) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(value.length);
    return Buffer.concat([length, value]);
  };
  const entry = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)];
  writeFileSync(file, Buffer.concat([Buffer.from([0xff, 0xff]), ...entry.map(field)]), { mode: 0o600 });
}

/**
 * As root Chromium gives its own processes a high priority. On a busy machine the display would wait behind those that wait for it, and a
 * window now and then drew no frame for half a minute. Whoever is not root keeps the order of the system.
 * @param {number} pid
 */
function putFirst(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGHEST);
  } catch {
    // Not root.
  }
}

/**
 * Starts a virtual display on a free number, closed to other users of the machine.
 * @param {string} folder private, for the authority file
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, env: Record<string, string> }>}
 */
export async function startDisplay(folder) {
  const authority = join(folder, 'Xauthority');
  writeAuthority(authority);
  const child = startChild(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset', '-auth', authority],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const number = await lineFrom(child, 3, 'Xvfb');
  putFirst(Number(child.pid));
  return { child, env: { DISPLAY: `:${number}`, XAUTHORITY: authority } };
}
