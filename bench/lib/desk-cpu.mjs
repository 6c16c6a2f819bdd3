import { performance } from 'node:perf_hooks';
import { cpuMsOf, NODE_SERVICE, processesOf } from './process-tree.mjs';

/**
 * Shares of one processor, by kind of process (Chromium's names); `exchange` is the one the desk trades at. The app's own paper
 * exchange is left out: it serves an account that is not in use.
 * @typedef {Record<string, number>} CpuShares
 */

/**
 * Starts to count.
 * @param {number} pid of main
 * @param {number} exchangePid
 * @returns {() => CpuShares} since then
 */
export function countCpu(pid, exchangePid) {
  const began = performance.now();
  const before = read(pid, exchangePid);
  return () => {
    const ms = performance.now() - began;
    return Object.fromEntries(
      Object.entries(read(pid, exchangePid)).map(([kind, cpuMs]) => [
        kind,
        (cpuMs - (before[kind] ?? 0)) / ms,
      ]),
    );
  };
}

/** @param {number} pid @param {number} exchangePid @returns {Record<string, number>} */
function read(pid, exchangePid) {
  /** @type {Record<string, number>} */
  const byKind = { exchange: cpuMsOf(exchangePid) };
  for (const { kind, cpuMs } of processesOf(pid)) {
    if (kind !== NODE_SERVICE) byKind[kind] = (byKind[kind] ?? 0) + cpuMs;
  }
  return byKind;
}
