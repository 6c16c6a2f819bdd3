import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { call } from '../lib/desk.mjs';

/** Until enough of a market that moves by itself has moved by two ticks. */
const patienceMs = 90_000;

/**
 * @typedef {object} Asked an alert of this run
 * @property {string} note by which its notification is known
 * @property {string} symbol
 * @property {'rises' | 'falls'} kind
 * @property {number} level
 * @property {number} since Unix ms: when Perch had it
 */

/**
 * From the message of the stream that carries a price beyond an alert to the call that the desktop gets, Unix ms on one clock: this process
 * follows the same stream as Perch does. Alerts stand two ticks above and below the price of every symbol; the market fires them by itself.
 * @param {import('playwright-core').Page} terminal
 * @param {import('./desktop.mjs').TrayDesktop} desktop
 * @param {{ rest: string, stream: string, alerts: number, armed: () => Promise<void> }} of `armed` is called when all alerts are there
 * @returns {Promise<number[]>} ms, one for each alert that was told
 */
export async function noticeTimes(terminal, desktop, { rest, stream, alerts, armed }) {
  const prices = await followPrices(stream);
  try {
    const asked = await besideEveryPrice(terminal, rest);
    await armed();
    const limit = Date.now() + patienceMs;
    /** @type {number[]} */
    let times = [];
    while (times.length < alerts && Date.now() < limit) {
      await sleep(500);
      times = asked.flatMap((alert) => timeOf(alert, prices.seen, desktop.notices) ?? []);
    }
    return times;
  } finally {
    prices.end();
  }
}

/** @param {Asked} alert @param {Map<string, { price: number, at: number }[]>} seen @param {readonly { body: string, at: number }[]} notices */
function timeOf({ note, symbol, kind, level, since }, seen, notices) {
  const told = notices.find(({ body }) => body.startsWith(`${note}\n`));
  const crossed = seen
    .get(symbol)
    ?.find(({ price, at }) => at > since && (kind === 'rises' ? price >= level : price <= level));
  return told && crossed && told.at - crossed.at;
}

/** @param {string} stream address of the exchange's streams */
async function followPrices(stream) {
  /** @type {Map<string, { price: number, at: number }[]>} */
  const seen = new Map();
  const socket = new WebSocket(`${stream}/ws/!spotMiniTicker@arr`);
  socket.on('message', (data) => {
    const at = Date.now();
    for (const { s: symbol, c: price } of /** @type {{ s: string, c: string }[]} */ (
      JSON.parse(String(data))
    )) {
      const list = seen.get(symbol) ?? [];
      seen.set(symbol, list);
      list.push({ price: Number(price), at });
    }
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { seen, end: () => socket.terminate() };
}

/** @param {import('playwright-core').Page} terminal @param {string} rest @returns {Promise<Asked[]>} */
async function besideEveryPrice(terminal, rest) {
  const answer = await fetch(`${rest}/api/v1/spot/ticker/price`);
  const prices = /** @type {{ symbol: string, price: string }[]} */ (await answer.json());
  /** @type {Asked[]} */
  const asked = [];
  for (const { symbol, price } of prices) {
    const digits = (price.split('.')[1] ?? '').replace(/0+$/, '').length;
    const step = 2 * 10 ** -digits;
    for (const [kind, level] of /** @type {const} */ ([
      ['rises', Number(price) + step],
      ['falls', Number(price) - step],
    ])) {
      const note = `${kind} ${symbol}`;
      await call(terminal, 'alert.create', { rule: { kind, symbol, price: level.toFixed(digits) }, note });
      asked.push({ note, symbol, kind, level: Number(level.toFixed(digits)), since: Date.now() });
    }
  }
  return asked;
}
