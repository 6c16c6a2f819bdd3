import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchDesk } from '../lib/desk.mjs';
import { startPaper } from '../lib/paper.mjs';
import { tradeLive } from '../lib/trade-live.mjs';
import { useDesk, watchBlocks } from './blocks.mjs';
import { measureKeys } from './keys.mjs';
import { measureSwitches } from './switches.mjs';
import { openWholeDesk } from './whole-desk.mjs';

/** The desk has come to rest: history is there and code is compiled. */
const settleMs = 10_000;
const warmUp = 5;

/**
 * The desk with everything open.
 * @typedef {object} DeskPace
 * @property {number[]} switchMs from the key to the whole desk of another symbol, at an exchange of quiet pace
 * @property {number} useSeconds of normal use after that
 * @property {import('./blocks.mjs').Blocks} blocks in it
 * @property {number} rate book changes a second at the exchange of the storm
 * @property {number[]} keyMs from a key in the ticket to its frame, in the storm
 * @property {import('./blocks.mjs').Blocks} stormBlocks meanwhile
 */

/**
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {{ switches: number, useSeconds: number, keys: number, rate: number }} options
 * @returns {Promise<DeskPace>}
 */
export async function measureDesk(place, { switches, useSeconds, keys, rate }) {
  const credentials = () => ({
    key: randomBytes(32).toString('hex'),
    secret: randomBytes(32).toString('hex'),
  });
  const [calmKey, stormKey] = [credentials(), credentials()];
  const calm = await startPaper(calmKey);
  try {
    const desk = await launchDesk(place);
    try {
      await tradeLive(desk, { port: calm.port, ...calmKey });
      await openWholeDesk(desk);
      await sleep(settleMs);
      const switchMs = await measureSwitches(desk.terminal, { warmUp, count: switches });
      const blocks = await watchBlocks(desk);
      await useDesk(desk.terminal, settleMs);
      await blocks();
      await useDesk(desk.terminal, useSeconds * 1_000);
      const used = await blocks();

      const storm = await startPaper({ ...stormKey, rate });
      try {
        await tradeLive(desk, { port: storm.port, ...stormKey });
        await sleep(settleMs);
        await blocks();
        const keyMs = await measureKeys(desk.terminal, keys);
        return { switchMs, useSeconds, blocks: used, rate, keyMs, stormBlocks: await blocks() };
      } finally {
        await storm.end();
      }
    } finally {
      await desk.end();
    }
  } finally {
    await calm.end();
  }
}
