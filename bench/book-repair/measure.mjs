import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundle } from '../lib/bundle.mjs';
import { startPaper } from '../lib/paper.mjs';
import { startWorker } from '../lib/workers.mjs';

const symbol = 'BTCUSDT';

/** A difference that a snapshot already had leaves no hole: all that were made until the last one was asked for have gone. */
const settleMs = 2_500;

/**
 * @typedef {object} BookRepair by repair
 * @property {number[]} repairMs from the moment when a hole was noticed to a book that is live and right again
 * @property {number[]} requests snapshots asked for in that time
 */

/**
 * The real paper exchange leaves out a difference; Perch's streams and book feed notice and repair it. After each repair the book is
 * compared with the exchange's.
 * @param {{ repairs: number, rate: number }} options
 * @returns {Promise<BookRepair>}
 */
export async function measureBookRepair({ repairs, rate }) {
  const { 'book-repair': script } = await bundle({
    'book-repair': join(import.meta.dirname, 'worker.ts'),
  });
  const folder = mkdtempSync(join(tmpdir(), 'perch-bench-'));
  const faults = join(folder, 'faults.json');
  /** Takes the file's place whole: the exchange may be reading it. @param {readonly object[]} rules */
  const schedule = (rules) => {
    writeFileSync(`${faults}.new`, JSON.stringify({ faults: rules }));
    renameSync(`${faults}.new`, faults);
  };
  schedule([]);
  const paper = await startPaper({ rate, faults });
  const worker = startWorker(String(script));
  /** @type {BookRepair} */
  const result = { repairMs: [], requests: [] };
  try {
    await worker.ask({ rest: paper.rest, stream: paper.stream, symbol });
    for (let n = 0; n < repairs; n += 1) {
      await sleep(settleMs);
      const watched = worker.ask({ repairs: 1 });
      schedule([{ stream: `${symbol.toLowerCase()}@spotDepth`, count: 1, action: { kind: 'drop' } }]);
      const [repair] = await watched;
      schedule([]);
      result.repairMs.push(repair.repairMs);
      result.requests.push(repair.requests);
    }
  } finally {
    await worker.end();
    await paper.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
}
