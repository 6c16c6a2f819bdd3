import { quantile } from './statistics.mjs';

/**
 * Times from one animation frame to the next, as the page sees them.
 * @typedef {object} Frames
 * @property {number} count
 * @property {number} p50 ms
 * @property {number} p99 ms
 * @property {number} most ms
 */

/**
 * Has the page note its frames, also while nothing moves. Once per page.
 * @param {import('playwright-core').Page} page
 */
export async function startFrames(page) {
  await page.evaluate(() => {
    const bench = /** @type {any} */ (globalThis);
    // Room for ten minutes at 120 Hz, so that noting makes no garbage.
    const deltas = new Float32Array(72_000);
    const frames = { deltas, count: 0, last: Number.NaN };
    bench.perchBenchFrames = frames;
    const note = (/** @type {number} */ now) => {
      const delta = now - frames.last;
      frames.last = now;
      if (delta >= 0 && frames.count < deltas.length) {
        deltas[frames.count] = delta;
        frames.count += 1;
      }
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
}

/**
 * Forgets what was noted until now.
 * @param {import('playwright-core').Page} page
 */
export async function forgetFrames(page) {
  await page.evaluate(() => {
    const frames = /** @type {any} */ (globalThis).perchBenchFrames;
    frames.count = 0;
    frames.last = Number.NaN;
  });
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Frames>} of the frames since they were last forgotten
 */
export async function takeFrames(page) {
  const deltas = await page.evaluate(() => {
    const { deltas: noted, count } = /** @type {any} */ (globalThis).perchBenchFrames;
    return /** @type {number[]} */ (Array.from(noted.subarray(0, count)));
  });
  if (deltas.length === 0) throw new Error('The page had no frames: it is hidden.');
  return {
    count: deltas.length,
    p50: quantile(deltas, 0.5),
    p99: quantile(deltas, 0.99),
    most: deltas.reduce((most, delta) => Math.max(most, delta), 0),
  };
}
