import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { startWorker } from '../lib/workers.mjs';

const here = import.meta.dirname;
const sides = /** @type {const} */ (['peer', 'client', 'orders']);

/**
 * @typedef {object} OrderCpu
 * @property {string} runtime
 * @property {number} ordersPerRound
 * @property {Record<'peer' | 'client' | 'orders', number[]>} cpuUs per order, by round
 * @property {Record<'peer' | 'client' | 'orders', number[]>} wallUs per order, by round
 */

/**
 * CPU time per signed order. Each side in a process of its own, so that neither heats or spoils the other's compiled code;
 * all against one server in another process; rounds of all sides in turn.
 * @param {{ rounds: number, ordersPerRound: number, warmUp: number, electron: string }} options
 * @returns {Promise<OrderCpu[]>} for Node and, where it can run as Node, for Electron
 */
export async function measureOrderCpu({ rounds, ordersPerRound, warmUp, electron }) {
  const built = await bundle(Object.fromEntries(sides.map((side) => [side, join(here, `${side}.ts`)])));
  const server = startWorker(join(here, 'server.mjs'));
  const { port } = await server.next();
  const url = `http://127.0.0.1:${port}`;
  const runtimes = [
    { name: `Node ${process.versions.node}`, options: {} },
    { name: 'Electron as Node', options: { executable: electron, env: { ELECTRON_RUN_AS_NODE: '1' } } },
  ];
  /** @type {OrderCpu[]} */
  const results = [];
  try {
    for (const { name, options } of runtimes) {
      const workers = Object.fromEntries(
        sides.map((side) => [side, startWorker(String(built[side]), options)]),
      );
      try {
        const result = await inTurns(name, workers, { url, rounds, ordersPerRound, warmUp });
        results.push(result);
      } finally {
        await Promise.all(Object.values(workers).map((worker) => worker.end()));
      }
    }
  } finally {
    await server.end();
  }
  return results;
}

/**
 * @param {string} runtime
 * @param {Record<string, import('../lib/workers.mjs').Worker>} workers
 * @param {{ url: string, rounds: number, ordersPerRound: number, warmUp: number }} options
 * @returns {Promise<OrderCpu>}
 */
async function inTurns(runtime, workers, { url, rounds, ordersPerRound, warmUp }) {
  const empty = () => ({ peer: [], client: [], orders: [] });
  /** @type {OrderCpu} */
  const result = { runtime, ordersPerRound, cpuUs: empty(), wallUs: empty() };
  for (const side of sides) await workers[side]?.ask({ connect: url, warmUp });
  for (let round = 0; round < rounds; round += 1) {
    // Each side is first in some rounds and last in others.
    for (let turn = 0; turn < sides.length; turn += 1) {
      const side = sides[(round + turn) % sides.length] ?? 'peer';
      const { cpuUs, wallMs } = await workers[side]?.ask({ orders: ordersPerRound });
      result.cpuUs[side].push(cpuUs / ordersPerRound);
      result.wallUs[side].push((wallMs * 1_000) / ordersPerRound);
    }
  }
  return result;
}
