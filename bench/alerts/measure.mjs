import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { startWorker } from '../lib/workers.mjs';

/** So many prices come at once: all of them, as after a lost connection, and as many as in a calm twentieth of a second. */
const shapes = { all: { calls: 40 }, few: { calls: 2_000, symbolsEach: 20 } };

/**
 * @typedef {object} AlertCpu
 * @property {number} alerts
 * @property {number} symbols
 * @property {number[]} allUs CPU of the process per price (µs), by round, while every call has a new price of every symbol
 * @property {number[]} fewUs the same, while a call has new prices of twenty
 * @property {number} fired alerts that fired in all rounds
 */

/**
 * What it costs to hold a price against the alerts of its symbol, in main's own code on a real database, in Electron as Node.
 * @param {{ alerts: number, symbols: number, rounds: number, electron: string }} options
 * @returns {Promise<AlertCpu>}
 */
export async function measureAlerts({ alerts, symbols, rounds, electron }) {
  const built = await bundle({ alerts: join(import.meta.dirname, 'worker.ts') });
  const worker = startWorker(String(built['alerts']), {
    executable: electron,
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  /** @type {AlertCpu} */
  const result = { alerts, symbols, allUs: [], fewUs: [], fired: 0 };
  try {
    await worker.ask({ alerts, symbols });
    // The first two rounds warm up and are not counted.
    for (let round = -2; round < rounds; round += 1) {
      const all = await worker.ask({ ...shapes.all, symbolsEach: symbols });
      const few = await worker.ask(shapes.few);
      if (round < 0) continue;
      result.allUs.push(all.cpuUs);
      result.fewUs.push(few.cpuUs);
      result.fired += all.fired + few.fired;
    }
  } finally {
    await worker.end();
  }
  return result;
}
