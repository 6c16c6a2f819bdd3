import { setTimeout as sleep } from 'node:timers/promises';
import { watched } from './whole-desk.mjs';

/** Between two switches, so that streams of the one before are there (ms); and a part of that which differs. */
const pauseMs = 1_500;
const jitterMs = 400;
const patienceMs = 15_000;

/**
 * From the press of the key that shows the next market of the list, from its first on, to the end of the frame in which heading, ticket, chart, book and trades are
 * those of the new symbol.
 * @param {import('playwright-core').Page} page
 * @param {{ warmUp: number, count: number }} options so many for nothing before, which compile code
 * @returns {Promise<number[]>} ms
 */
export async function measureSwitches(page, { warmUp, count }) {
  await page.evaluate(() => {
    const bench = /** @type {any} */ (globalThis);
    const shown = () => {
      const busy = document.querySelector('main [aria-busy=true]') !== null;
      const rows = document.querySelectorAll('#depth-panel [data-side]').length;
      const curve = document.querySelectorAll('#depth-panel svg path').length;
      const legend = document.querySelector('main .legend') !== null;
      return { busy, drawn: legend && rows + curve > 1, heading: document.querySelector('h1')?.textContent };
    };
    bench.perchBenchSwitch = { took: undefined };
    addEventListener(
      'keydown',
      (event) => {
        const before = shown().heading;
        const began = event.timeStamp;
        bench.perchBenchSwitch.took = undefined;
        const channel = new MessageChannel();
        // A message that is sent in a frame comes after it was painted.
        channel.port1.onmessage = () => (bench.perchBenchSwitch.took = performance.now() - began);
        const look = () => {
          const { busy, drawn, heading } = shown();
          if (heading !== before && drawn && !busy) channel.port2.postMessage(undefined);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
  // The keyboard is nowhere where a letter is written.
  await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
  /** @type {number[]} */
  const times = [];
  for (let index = 0; index < warmUp + count; index += 1) {
    // Down the list to its end and up again.
    await page.keyboard.press(Math.floor(index / (watched.length - 1)) % 2 === 0 ? '.' : ',');
    const handle = await page.waitForFunction(
      () => /** @type {any} */ (globalThis).perchBenchSwitch.took,
      undefined,
      {
        timeout: patienceMs,
        polling: 100,
      },
    );
    times.push(Number(await handle.jsonValue()));
    await sleep(pauseMs + Math.random() * jitterMs);
  }
  return times.slice(warmUp);
}
