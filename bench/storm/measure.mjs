import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { countCpu } from '../lib/desk-cpu.mjs';
import { launchDesk } from '../lib/desk.mjs';
import { forgetFrames, startFrames, takeFrames } from '../lib/frames.mjs';
import { heapsOf } from '../lib/heaps.mjs';
import { startPaper } from '../lib/paper.mjs';
import { tradeLive } from '../lib/trade-live.mjs';

/** The desk has come to rest after it was moved to an exchange: history is there and code is compiled. */
const settleMs = 20_000;

/**
 * One minute, or what is left of the last.
 * @typedef {object} Minute
 * @property {import('../lib/frames.mjs').Frames} frames
 * @property {import('../lib/heaps.mjs').Heaps} heaps at its end
 * @property {import('../lib/desk-cpu.mjs').CpuShares} cpu
 *
 * @typedef {object} Storm
 * @property {number} rate book changes a second at the exchange
 * @property {number} seconds
 * @property {import('../lib/frames.mjs').Frames} quietFrames the same window at an exchange where nothing changes
 * @property {import('../lib/desk-cpu.mjs').CpuShares} quietCpu
 * @property {import('../lib/heaps.mjs').Heaps} heapsBefore after the desk has come to rest in the storm
 * @property {Minute[]} minutes
 * @property {import('../lib/trade-live.mjs').Received} received in all these minutes, over streams
 * @property {Record<string, number>} incidents counted meanwhile
 */

/**
 * The desk open at an exchange whose books change thousands of times a second, after the same desk at one where nothing does.
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {{ rate: number, minutes: number, quietSeconds: number }} options
 * @returns {Promise<Storm>}
 */
export async function measureStorm(place, { rate, minutes: wanted, quietSeconds }) {
  const credentials = () => ({
    key: randomBytes(32).toString('hex'),
    secret: randomBytes(32).toString('hex'),
  });
  const [quietKey, stormKey] = [credentials(), credentials()];
  const quiet = await startPaper({ ...quietKey, rate: 0 });
  const storm = await startPaper({ ...stormKey, rate });
  try {
    const desk = await launchDesk(place);
    try {
      await startFrames(desk.terminal);
      await tradeLive(desk, { port: quiet.port, ...quietKey });
      await sleep(settleMs);
      const quietCpu = countCpu(desk.pid, quiet.pid);
      await forgetFrames(desk.terminal);
      await sleep(quietSeconds * 1_000);
      const quietFrames = await takeFrames(desk.terminal);
      const quietShares = quietCpu();
      await quiet.end();

      const { received } = await tradeLive(desk, { port: storm.port, ...stormKey });
      await sleep(settleMs);
      const heapsBefore = await heapsOf(desk);
      const before = await received();
      /** @type {Minute[]} */
      const minutes = [];
      for (let left = wanted * 60; left > 0; left -= 60) {
        const cpu = countCpu(desk.pid, storm.pid);
        await forgetFrames(desk.terminal);
        await sleep(Math.min(left, 60) * 1_000);
        const frames = await takeFrames(desk.terminal);
        // Between the minutes, so that collecting is in no frame that counts.
        minutes.push({ frames, cpu: cpu(), heaps: await heapsOf(desk) });
      }
      const after = await received();
      return {
        rate,
        seconds: wanted * 60,
        quietFrames,
        quietCpu: quietShares,
        heapsBefore,
        minutes,
        received: { messages: after.messages - before.messages, bytes: after.bytes - before.bytes },
        incidents: Object.fromEntries(
          Object.entries(after.counts).map(([kind, count]) => [kind, count - (before.counts[kind] ?? 0)]),
        ),
      };
    } finally {
      await desk.end();
    }
  } finally {
    await Promise.all([quiet.end(), storm.end()]);
  }
}
