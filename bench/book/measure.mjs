import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { bundle } from '../lib/bundle.mjs';
import { startWorker } from '../lib/workers.mjs';

const sides = /** @type {const} */ (['perch', 'ccxt']);
const scripts = {
  perch: join(import.meta.dirname, 'perch.ts'),
  ccxt: join(root, 'bench/peers/ccxt-book.js'),
};

/** 20 + 20 changes on 1,000 levels a side. Where levels come and go, a quarter of the changes each. */
const shapes = {
  quantities: { levels: 1_000, changes: 20, moves: 0 },
  moves: { levels: 1_000, changes: 20, moves: 5 },
};

/**
 * @typedef {'perch' | 'ccxt'} Side
 * @typedef {object} BookSpeed
 * @property {string} runtime
 * @property {keyof typeof shapes} shape `quantities`: levels that stay get other quantities; `moves`: levels come and go too
 * @property {number} messagesPerRound
 * @property {Record<Side, number[]>} wallUs per message, by round
 * @property {Record<Side, number[]>} cpuUs per message, by round, all threads of the process
 * @property {Record<Side, number[]>} p50Us of single messages, by round
 * @property {Record<Side, number[]>} p99Us the same
 */

/**
 * Time per book message, from the exchange's text to a book with its best prices read. Each side in a process of its own, the same
 * messages for both, rounds by turns.
 * @param {{ rounds: number, messagesPerRound: number, electron: string }} options
 * @returns {Promise<BookSpeed[]>} for Node and for Electron as Node
 */
export async function measureBook({ rounds, messagesPerRound, electron }) {
  const built = await bundle(scripts);
  const runtimes = [
    { name: `Node ${process.versions.node}`, options: {} },
    { name: 'Electron as Node', options: { executable: electron, env: { ELECTRON_RUN_AS_NODE: '1' } } },
  ];
  /** @type {BookSpeed[]} */
  const results = [];
  for (const { name, options } of runtimes) {
    for (const shape of /** @type {(keyof typeof shapes)[]} */ (Object.keys(shapes))) {
      const workers = Object.fromEntries(
        sides.map((side) => [side, startWorker(String(built[side]), options)]),
      );
      try {
        results.push(await inTurns(name, shape, workers, { rounds, messagesPerRound }));
      } finally {
        await Promise.all(Object.values(workers).map((worker) => worker.end()));
      }
    }
  }
  return results;
}

/**
 * @param {string} runtime
 * @param {keyof typeof shapes} shape
 * @param {Record<string, import('../lib/workers.mjs').Worker>} workers
 * @param {{ rounds: number, messagesPerRound: number }} options
 * @returns {Promise<BookSpeed>}
 */
async function inTurns(runtime, shape, workers, { rounds, messagesPerRound }) {
  const empty = () => ({ perch: [], ccxt: [] });
  /** @type {BookSpeed} */
  const result = {
    runtime,
    shape,
    messagesPerRound,
    wallUs: empty(),
    cpuUs: empty(),
    p50Us: empty(),
    p99Us: empty(),
  };
  for (const side of sides) await workers[side]?.ask({ seed: 7, shape: shapes[shape] });
  // The first two rounds warm up and are not counted.
  for (let round = -2; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
      const { wallMs, cpuMs, p50Us, p99Us } = await workers[side]?.ask({ messages: messagesPerRound });
      if (round < 0) continue;
      result.wallUs[side].push((wallMs * 1_000) / messagesPerRound);
      result.cpuUs[side].push((cpuMs * 1_000) / messagesPerRound);
      result.p50Us[side].push(p50Us);
      result.p99Us[side].push(p99Us);
    }
  }
  return result;
}
