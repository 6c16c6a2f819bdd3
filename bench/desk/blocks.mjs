import { setTimeout as sleep } from 'node:timers/promises';

/** What holds a thread up for longer than this can be noticed, ms. */
export const blockMs = 50;

/**
 * @typedef {object} Blocks stretches in which a thread did nothing else
 * @property {number[]} window of the terminal's main thread, ms; by the browser's own count of tasks above 50 ms
 * @property {number[]} main how late main's event loop was, ms, where it was late by more than 50 ms
 */

/**
 * Begins to note. Once per desk.
 * @param {import('../lib/desk.mjs').Desk} desk
 * @returns {Promise<() => Promise<Blocks>>} takes what was noted since the last call
 */
export async function watchBlocks({ app, terminal }) {
  await terminal.evaluate(() => {
    /** @type {number[]} */
    const blocks = [];
    Object.assign(globalThis, { perchBenchBlocks: blocks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) blocks.push(duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  await app.evaluate((_electron, most) => {
    /** @type {number[]} */
    const blocks = [];
    Object.assign(globalThis, { perchBenchBlocks: blocks });
    const everyMs = 10;
    let due = performance.now() + everyMs;
    const look = () => {
      const late = performance.now() - due;
      if (late > most) blocks.push(late);
      due = performance.now() + everyMs;
      setTimeout(look, everyMs);
    };
    setTimeout(look, everyMs);
  }, blockMs);
  const take = () => /** @type {number[]} */ (/** @type {any} */ (globalThis).perchBenchBlocks.splice(0));
  return async () => ({ window: await terminal.evaluate(take), main: await app.evaluate(take) });
}

/**
 * Normal use of the desk: another market, something typed into the ticket, tabs, the pointer over book and chart, a dialog.
 * @param {import('playwright-core').Page} page
 * @param {number} ms
 */
export async function useDesk(page, ms) {
  const tabs = page.locator('[role=tab]');
  const quantity = page.getByRole('textbox', { name: 'Quantity', exact: true });
  const end = Date.now() + ms;
  let switches = 0;
  const pause = () => sleep(600 + Math.random() * 600);
  const doings = [
    async () => {
      await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
      await page.keyboard.press(switches++ % 8 < 4 ? '.' : ',');
    },
    async () => {
      await quantity.focus();
      await page.keyboard.type('0.125', { delay: 90 });
      await quantity.fill('');
    },
    () => page.locator('#depth-panel').hover(),
    () => page.getByRole('region', { name: 'Chart', exact: true }).hover(),
    () => tabs.filter({ hasText: 'Balances' }).click(),
    () => tabs.filter({ hasText: 'History' }).click(),
    () => tabs.filter({ hasText: 'Orders' }).first().click(),
    async () => {
      await page.keyboard.press('Control+K');
      await pause();
      await page.keyboard.press('Escape');
    },
    async () => {
      await page.getByRole('textbox', { name: 'Search' }).first().fill('eth');
      await pause();
      await page.keyboard.press('Escape');
    },
  ];
  for (let index = 0; Date.now() < end; index += 1) {
    await doings[index % doings.length]?.();
    await pause();
  }
}
