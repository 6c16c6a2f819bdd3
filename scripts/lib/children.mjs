import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Every process a script starts is known here by its pid, and none outlives the script: they are ended on a normal
 * end, on a defect and on a signal; where the system can do it (Linux), also when the script itself is killed.
 * @typedef {import('node:child_process').ChildProcess} ChildProcess
 * @type {Set<ChildProcess>}
 */
const running = new Set();

/** util-linux's setpriv asks the kernel to end the child when its parent dies, however that happens. */
const setpriv =
  process.platform === 'linux' && existsSync('/usr/bin/setpriv') ? '/usr/bin/setpriv' : undefined;

/**
 * Starts a long-lived child in a process group of its own, so that Ctrl-C in a shell reaches the script alone and the
 * script decides the order in which things end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {ChildProcess}
 */
export function startChild(command, args, options) {
  const child = setpriv
    ? spawn(setpriv, ['--pdeathsig', 'TERM', '--', command, ...args], { ...options, detached: true })
    : spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  const forget = () => running.delete(child);
  child.once('exit', forget);
  child.once('error', forget);
  return child;
}

/** @param {ChildProcess} child */
export function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/**
 * Asks a child to end, and ends it when it has not within `graceMs`.
 * @param {ChildProcess} child
 * @param {number} graceMs
 */
export async function endChild(child, graceMs) {
  if (hasEnded(child)) return;
  await new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('exit', () => {
      clearTimeout(force);
      resolve(undefined);
    });
    child.kill('SIGTERM');
  });
}

/** @param {number} group @returns {boolean} whether a process of that group is alive */
function groupLives(group) {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

/**
 * Ends a child that hands the signal on to its own children but does not wait for them: this does.
 * @param {ChildProcess} child
 * @param {number} graceMs
 */
export async function endGroup(child, graceMs) {
  const group = child.pid;
  if (group === undefined || process.platform === 'win32') return endChild(child, graceMs);
  const limit = Date.now() + graceMs;
  child.kill('SIGTERM');
  while (groupLives(group) && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 50));
  if (groupLives(group)) process.kill(-group, 'SIGKILL');
}

/**
 * Waits for the end of a child; a death by signal counts as 128 + the signal's number, as in a shell.
 * @param {ChildProcess} child
 * @returns {Promise<number>} exit code
 */
export async function exitCodeOf(child) {
  const [code, signal] = await new Promise((resolve, reject) => {
    if (hasEnded(child)) resolve([child.exitCode, child.signalCode]);
    child.once('exit', (...end) => resolve(end));
    child.once('error', reject);
  });
  if (code !== null) return code;
  return 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[String(signal)] ?? 0);
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
