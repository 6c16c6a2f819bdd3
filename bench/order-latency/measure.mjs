import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askNoMore, call, launchDesk } from '../lib/desk.mjs';
import { startPaper } from '../lib/paper.mjs';
import { startWorker } from '../lib/workers.mjs';

/**
 * @typedef {object} OrderLatency
 * @property {number[]} testMs from the call in the window to the first byte at the exchange, `order.test`
 * @property {number[]} placeMs the same, `order.place`
 * @property {number[]} ipcMs round trip of a call that main answers at once, without the exchange: what the system's IPC takes
 * @property {number} resolutionMs of the window's clock
 * @property {number} failed calls that were not answered well, and are in neither list
 * @property {number} leastBackMs shortest time from the exchange's answer to its arrival in the window: were the clocks of window and
 *   exchange apart, either this or the shortest way there would be below zero
 *
 * @typedef {{ price: string, calledAt: number, answeredAt: number, ok: boolean }} Called times: ms since the page's time origin
 * @typedef {Record<string, import('./stamping-proxy.mjs').Stamp>} Stamps
 */

/**
 * From `perch.commands['order.…']` in the terminal window to the first byte of the request at the exchange, in the real app.
 * Test orders take the same way as orders and spend no limit of orders, so there can be many; a few real ones show that they
 * are no slower.
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {{ tests: number, places: number }} options
 * @returns {Promise<OrderLatency>}
 */
export async function measureOrderLatency(place, { tests, places }) {
  const credentials = { key: randomBytes(32).toString('hex'), secret: randomBytes(32).toString('hex') };
  const paper = await startPaper(credentials);
  const proxy = startWorker(join(import.meta.dirname, 'stamping-proxy.mjs'));
  try {
    const { port } = await proxy.ask({ listenFor: { host: '127.0.0.1', port: paper.port } });
    const { app, terminal, trade, end } = await launchDesk(place);
    try {
      const accountId = await trade({ port, ...credentials });
      await askNoMore(app, terminal, accountId);
      const near = await nearPrice(paper.port);
      // The desk has settled on the new account, as it has when a person trades.
      await sleep(2_000);
      const timeOriginMs = await timeOriginOf(terminal);
      // Pauses keep within the venue's limits (PROTOCOL: 1200 weight a minute, the desk's own polling included).
      const tested = await callPaced(terminal, {
        command: 'order.test',
        accountId,
        count: tests,
        pauseMs: 125,
        from: near,
      });
      const placed = await callPaced(terminal, {
        command: 'order.place',
        accountId,
        count: places,
        pauseMs: 700,
        from: near + tests / 100,
      });
      // Else Perch asks before it ends whether they may stay.
      await call(terminal, 'order.cancelAll', { accountId });
      const stamps = await proxy.ask({ stamps: true });
      return {
        testMs: ways(tested.called, stamps, timeOriginMs).map(({ thereMs }) => thereMs),
        placeMs: ways(placed.called, stamps, timeOriginMs).map(({ thereMs }) => thereMs),
        leastBackMs: Math.min(...ways(tested.called, stamps, timeOriginMs).map(({ backMs }) => backMs)),
        ipcMs: [...tested.ipcMs, ...placed.ipcMs],
        resolutionMs: tested.resolutionMs,
        failed: [...tested.called, ...placed.called].filter(({ ok }) => !ok).length,
      };
    } finally {
      await end();
    }
  } finally {
    await proxy.end();
    await paper.end();
  }
}

/**
 * @param {readonly Called[]} called
 * @param {Stamps} stamps
 * @param {number} timeOriginMs
 */
function ways(called, stamps, timeOriginMs) {
  return called.flatMap(({ ok, price, calledAt, answeredAt }) => {
    const stamp = stamps[price];
    if (!ok || stamp === undefined) return [];
    return [
      {
        thereMs: stamp.arrivedAt - (timeOriginMs + calledAt),
        backMs: timeOriginMs + answeredAt - stamp.answeredAt,
      },
    ];
  });
}

/**
 * Whole dollars below the market of now: an order rests there, and is not so far away that it is refused or asked about.
 * @param {number} port of the exchange
 */
async function nearPrice(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/spot/ticker/price?symbol=BTCUSDT`);
  const { price } = /** @type {{ price: string }} */ (await answer.json());
  return Math.floor(Number(price) * 0.97);
}

/**
 * The page's time origin on CLOCK_MONOTONIC, ms. `performance.timeOrigin` is on the wall clock and can be off by milliseconds;
 * Chromium's own record of the navigation's start is the origin that performance.now() counts from.
 * @param {import('playwright-core').Page} page
 */
async function timeOriginOf(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const { metrics } = await client.send('Performance.getMetrics');
  await client.detach();
  const start = metrics.find(({ name }) => name === 'NavigationStart')?.value;
  if (start === undefined) throw new Error('Chromium does not tell when the page began.');
  return start * 1_000;
}

/**
 * Calls one after another, each with a price of its own by which it is found again, below the market.
 * @param {import('playwright-core').Page} page
 * @param {{ command: string, accountId: string, count: number, pauseMs: number, from: number }} options
 * @returns {Promise<{ called: Called[], ipcMs: number[], resolutionMs: number }>}
 */
function callPaced(page, options) {
  return page.evaluate(async ({ command, accountId, count, pauseMs, from }) => {
    const { perch } = /** @type {any} */ (globalThis);
    /** @type {Called[]} */
    const called = [];
    const ipcMs = [];
    for (let n = 0; n < count; n += 1) {
      const price = (from + n / 100).toFixed(2);
      const intent = { symbol: 'BTCUSDT', side: 'BUY', price, quantity: '0.01' };
      const input =
        command === 'order.test'
          ? { accountId, intent }
          : { intentId: crypto.randomUUID(), accountId, intent };
      const calledAt = performance.now();
      const { ok } = await perch.commands[command](input);
      called.push({ price, calledAt, answeredAt: performance.now(), ok });
      const askedAt = performance.now();
      await perch.commands['order.cancel']({ accountId: 'none', symbol: 'BTCUSDT', orderId: '1' });
      ipcMs.push(performance.now() - askedAt);
      // Uneven, so that no timer of the app is always met at the same moment.
      await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.8 + 0.4 * Math.random())));
    }
    const ticks = Array.from({ length: 20_000 }, () => performance.now());
    const steps = ticks.slice(1).map((tick, index) => tick - Number(ticks[index]));
    return { called, ipcMs, resolutionMs: Math.min(...steps.filter((step) => step > 0)) };
  }, options);
}
