import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { countCpu } from '../lib/desk-cpu.mjs';
import { launchDesk } from '../lib/desk.mjs';
import { forgetFrames, startFrames, takeFrames } from '../lib/frames.mjs';
import { startPaper } from '../lib/paper.mjs';
import { processesOf } from '../lib/process-tree.mjs';
import { tradeLive } from '../lib/trade-live.mjs';

const settleMs = 15_000;

/**
 * One run of the desk.
 * @typedef {object} SymbolsRun
 * @property {number} mainCpu share of one processor, while nobody touches the desk
 * @property {number} windowCpu the same of the terminal's process
 * @property {number} mainPssMb
 * @property {number} windowPssMb
 * @property {import('../lib/frames.mjs').Frames} restFrames while nobody touches the desk
 * @property {import('../lib/frames.mjs').Frames} scrollFrames while the table of markets is scrolled from end to end
 *
 * @typedef {object} SymbolsCount
 * @property {number} symbols
 * @property {SymbolsRun[]} runs
 */

/**
 * The desk at exchanges that list more and more symbols, each with its own quiet pace. Rounds of all counts by turns.
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {{ counts: readonly number[], rounds: number, seconds: number }} options `seconds` of rest, and of scrolling
 * @returns {Promise<SymbolsCount[]>}
 */
export async function measureSymbols(place, { counts, rounds, seconds }) {
  const results = counts.map((symbols) => ({ symbols, runs: /** @type {SymbolsRun[]} */ ([]) }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { symbols, runs } of round % 2 === 0 ? results : [...results].reverse())
      runs.push(await runWith(place, symbols, seconds));
  }
  return results;
}

/**
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {number} symbols
 * @param {number} seconds
 * @returns {Promise<SymbolsRun>}
 */
async function runWith(place, symbols, seconds) {
  const account = { key: randomBytes(32).toString('hex'), secret: randomBytes(32).toString('hex') };
  const paper = await startPaper({ ...account, symbols });
  try {
    const desk = await launchDesk(place);
    try {
      await tradeLive(desk, { port: paper.port, ...account });
      await startFrames(desk.terminal);
      await sleep(settleMs);
      const cpu = countCpu(desk.pid, paper.pid);
      await forgetFrames(desk.terminal);
      await sleep(seconds * 1_000);
      const restFrames = await takeFrames(desk.terminal);
      const shares = cpu();
      await forgetFrames(desk.terminal);
      await scrollMarkets(desk.terminal, seconds * 1_000);
      const scrollFrames = await takeFrames(desk.terminal);
      const pssMb = (/** @type {string} */ kind) =>
        processesOf(desk.pid)
          .filter((process) => process.kind === kind)
          .reduce((sum, { pssKb }) => sum + pssKb / 1024, 0);
      return {
        mainCpu: shares['browser'] ?? Number.NaN,
        windowCpu: shares['renderer'] ?? Number.NaN,
        mainPssMb: pssMb('browser'),
        windowPssMb: pssMb('renderer'),
        restFrames,
        scrollFrames,
      };
    } finally {
      await desk.end();
    }
  } finally {
    await paper.end();
  }
}

/**
 * Turns the wheel over the table, three rows a frame, down to the end and back, for so long.
 * @param {import('playwright-core').Page} page
 * @param {number} ms
 */
function scrollMarkets(page, ms) {
  return page.evaluate(async (duration) => {
    const table = document.querySelector('#market-list');
    if (!table) throw new Error('There is no table of markets.');
    const end = performance.now() + duration;
    let step = 3 * 34;
    await new Promise((resolve) => {
      const turn = () => {
        const before = table.scrollTop;
        table.scrollTop += step;
        if (table.scrollTop === before) step = -step;
        if (performance.now() < end) requestAnimationFrame(turn);
        else resolve(undefined);
      };
      requestAnimationFrame(turn);
    });
  }, ms);
}
