import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, outputFolder } from '../lib/bundle.mjs';
import { startWorker } from '../lib/workers.mjs';

/** Orders in one commit of filling: what a worker does within its patience. */
const batch = 20_000;

const kinds = /** @type {const} */ (['journal', 'bare', 'file']);

/**
 * @typedef {typeof kinds[number]} Commit `bare`: one row with one text, `file`: a write to a small file and fdatasync
 *
 * @typedef {object} JournalSize
 * @property {number} rows orders in the journal before the first was placed
 * @property {number} openMs a process that opens the whole database, its check included
 * @property {Record<string, number[]>} pageMs by filter, single looks
 * @property {number[][]} placeMs by round, single orders: the commit before and the commit after
 *
 * @typedef {object} Journal
 * @property {Record<Commit, number[][]>} commitMs by round, single commits
 * @property {JournalSize[]} sizes
 */

/**
 * What the order journal adds to an order, and what its history costs with more and more orders in it. On the disk that the project is on.
 * @param {{ rounds: number, commits: number, sizes: readonly number[], looks: number, places: number }} options
 * @returns {Promise<Journal>}
 */
export async function measureJournal({ rounds, commits, sizes, looks, places }) {
  const { journal: script } = await bundle({ journal: join(import.meta.dirname, 'worker.ts') });
  mkdirSync(outputFolder, { recursive: true });
  const folder = mkdtempSync(join(outputFolder, 'journal-'));
  /** @type {Journal} */
  const result = { commitMs: { journal: [], bare: [], file: [] }, sizes: [] };
  /** @type {import('../lib/workers.mjs').Worker[]} */
  const workers = [];
  const start = async (/** @type {string} */ name) => {
    const worker = startWorker(String(script));
    workers.push(worker);
    return { worker, ...(await worker.ask({ folder: join(folder, name) })) };
  };
  try {
    const journals = [];
    for (const rows of sizes) {
      const { worker: filling } = await start(String(rows));
      for (let first = 0; first < rows; first += batch) {
        await filling.ask({ first, fill: Math.min(batch, rows - first) });
      }
      await filling.ask({ close: true });
      await filling.end();
      const { worker, openMs } = await start(String(rows));
      /** @type {JournalSize} */
      const size = { rows, openMs, pageMs: {}, placeMs: [] };
      journals.push({ worker, size });
    }
    result.sizes = journals.map(({ size }) => size);
    const { worker: empty } = await start('empty');
    // All looks come before the first order is placed, so that a journal has as many orders as it is said to. The first rounds warm up.
    for (let round = -1; round < rounds; round += 1) {
      for (const { worker, size } of journals) {
        const pageMs = await worker.ask({ looks });
        if (round < 0) continue;
        for (const [name, values] of Object.entries(pageMs)) (size.pageMs[name] ??= []).push(...values);
      }
    }
    for (let round = -1; round < rounds; round += 1) {
      for (const { worker, size } of journals) {
        const placeMs = await worker.ask({ places });
        if (round >= 0) size.placeMs.push(placeMs);
      }
      const commitMs = await empty.ask({ commits });
      if (round < 0) continue;
      for (const kind of kinds) result.commitMs[kind].push(commitMs[kind]);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
}
