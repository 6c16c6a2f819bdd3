import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stampFolder } from './paths.mjs';
import { StepFailed, say } from './say.mjs';

const lockFile = join(stampFolder, 'setup.lock');
const patienceMs = 20 * 60_000;

/** @returns {number | undefined} the pid of a living holder */
function holder() {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM' ? 0 : undefined;
  }
}

/** @returns {boolean} */
function take() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs set-up steps one script at a time: two `npm start` in one clone must not install over each other.
 * The lock of a script that died is taken over.
 * @param {() => Promise<void>} steps
 */
export async function oneAtATime(steps) {
  mkdirSync(stampFolder, { recursive: true });
  const limit = Date.now() + patienceMs;
  let told = false;
  while (!take()) {
    const pid = holder();
    if (pid === undefined) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (!told) say(`waiting for the set-up of another run (process ${pid})`);
    told = true;
    if (Date.now() > limit) throw new StepFailed(`the set-up of process ${pid} does not end`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  try {
    await steps();
  } finally {
    rmSync(lockFile, { force: true });
  }
}
