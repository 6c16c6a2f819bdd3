import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { bundle } from '../lib/bundle.mjs';
import { startWorker } from '../lib/workers.mjs';

const here = import.meta.dirname;
const sides = /** @type {const} */ (['perch', 'peer']);

/**
 * @typedef {'perch' | 'peer'} Side
 * @typedef {object} PublicationCpu
 * @property {number} symbols tickers that change in each frame
 * @property {number} frames of one round
 * @property {Record<Side, number[]>} mainUs CPU of main per ticker that arrived, by round, less what main takes in the same time without sending
 * @property {Record<Side, number[]>} allUs the same of all processes of the app
 * @property {Record<Side, number[]>} idleUs of main without sending, by round, per ticker that would have been sent
 */

/**
 * CPU of bringing tickers from main's store to a window's: Perch's publication and its preload, and a message for each ticker. Each
 * side is an Electron app of its own with a window of its own; rounds by turns.
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {{ rounds: number, frames: number, symbols: number, everyMs: number }} options
 * @returns {Promise<PublicationCpu>}
 */
export async function measurePublication(place, { rounds, frames, symbols, everyMs }) {
  const built = await bundle({ 'publication-app': join(here, 'app.ts') });
  await bundle({ 'publication-page': join(here, 'page.ts') }, { format: 'iife' });
  const peer = await bundle({ 'publication-peer': join(here, 'peer-preload.ts') }, { format: 'cjs' });
  const preloads = { perch: join(root, 'out/preload/index.cjs'), peer: String(peer['publication-peer']) };
  const folder = mkdtempSync(join(tmpdir(), 'perch-bench-'));
  const empty = () => ({ perch: [], peer: [] });
  /** @type {PublicationCpu} */
  const result = { symbols, frames, mainUs: empty(), allUs: empty(), idleUs: empty() };
  const workers = Object.fromEntries(
    sides.map((side) => {
      const setting = { side, symbols, page: join(here, 'page.html'), preload: preloads[side] };
      const worker = startWorker(String(built['publication-app']), {
        executable: place.electron,
        args: [`--user-data-dir=${join(folder, side)}`, ...place.switches],
        env: { ...place.env, PERCH_BENCH_PUBLICATION: JSON.stringify(setting) },
      });
      return [side, { ...worker, ready: worker.next() }];
    }),
  );
  try {
    for (const side of sides) await workers[side]?.ready;
    // The first round warms up and is not counted.
    for (let round = -1; round < rounds; round += 1) {
      for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
        const worker = workers[side];
        const idle = await worker?.ask({ frames, everyMs, send: false });
        const sent = await worker?.ask({ frames, everyMs, send: true });
        if (round < 0) continue;
        result.mainUs[side].push((sent.mainUs - idle.mainUs) / sent.items);
        result.allUs[side].push((sent.allUs - idle.allUs) / sent.items);
        result.idleUs[side].push(idle.mainUs / (frames * symbols));
      }
    }
  } finally {
    await Promise.all(Object.values(workers).map((worker) => worker.end()));
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
}
