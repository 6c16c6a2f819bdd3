import { performance } from 'node:perf_hooks';
import { endChild, startChild } from '../../scripts/lib/children.mjs';

const readyPatienceMs = 40_000;
const endGraceMs = 6_000;

/**
 * @typedef {object} RunningApp
 * @property {number} pid
 * @property {number} readyMs from just before the process was made to the line `ready` on its stdout
 * @property {() => Promise<void>} end
 */

/**
 * Starts an app in Electron, or one that is packed with its Electron, and waits until it says that it has painted.
 * @param {{ electron: string, app?: string | undefined, userData: string, switches: readonly string[], env: Record<string, string> }} options
 * @returns {Promise<RunningApp>}
 */
export async function runApp({ electron, app, userData, switches, env }) {
  const began = performance.now();
  const folder = app === undefined ? [] : [app];
  const name = app ?? electron;
  const child = startChild(electron, [...folder, `--user-data-dir=${userData}`, ...switches], {
    env: { ...process.env, ...env, PERCH_ANNOUNCE_READY: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk) => (errors = (errors + chunk).slice(-4_000)));
  try {
    const readyMs = await new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`${name} did not paint\n${errors}`)), readyPatienceMs);
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}\n${errors}`)));
      let text = '';
      child.stdout?.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        if (!/^ready$/m.test(text)) return;
        clearTimeout(limit);
        resolve(performance.now() - began);
      });
    });
    return { pid: Number(child.pid), readyMs, end: () => endChild(child, endGraceMs) };
  } catch (error) {
    await endChild(child, endGraceMs);
    throw error;
  }
}
