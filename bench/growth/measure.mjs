import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { startWorker } from '../lib/workers.mjs';

/** So much more than after the first hour is none: the heap of one and the same moment differs by this. */
export const noGrowth = 0.05;

/**
 * @typedef {object} Growth
 * @property {number} symbols
 * @property {import('./watcher').HourEnd[]} hours what is held after each hour that counts
 */

/**
 * What main holds while it watches for hours without a window, on a clock of its own: prices as they come from a stream, alerts on a real
 * database, and the text of the tray each second; in Electron as Node, after full collections. One hour before the first fills the history,
 * the windows of change alerts and what V8 keeps of its own, and is not counted.
 * @param {{ symbols: number, hours: number, electron: string }} options
 * @returns {Promise<Growth>}
 */
export async function measureGrowth({ symbols, hours, electron }) {
  const built = await bundle({ growth: join(import.meta.dirname, 'worker.ts') });
  const worker = startWorker(String(built['growth']), {
    executable: electron,
    execArgs: ['--expose-gc'],
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  /** @type {Growth} */
  const growth = { symbols, hours: [] };
  try {
    await worker.ask({ symbols });
    for (let hour = 0; hour <= hours; hour += 1) {
      const held = await worker.ask({ hour: true });
      if (hour > 0) growth.hours.push(held);
      // What waits for a turn of its own gets it.
      await sleep(50);
    }
  } finally {
    await worker.end();
  }
  return growth;
}
