import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/lib/paths.mjs';
import { countCpu } from '../lib/desk-cpu.mjs';
import { call, launchDesk, launchIn } from '../lib/desk.mjs';
import { startPaper } from '../lib/paper.mjs';
import { NODE_SERVICE, processesOf } from '../lib/process-tree.mjs';
import { tradeLive } from '../lib/trade-live.mjs';
import { startTrayDesktop } from './desktop.mjs';
import { noticeTimes } from './notices.mjs';

/** Symbols that are watched, and alerts that wait. */
const watched = 50;
const armed = 10;
const opensAndCloses = 5;
const patienceMs = 30_000;

/**
 * @typedef {object} TrayFigures
 * @property {number[]} bareMb PSS of a bare app with an icon, by round
 * @property {number[]} perchMb of Perch without a window, all processes but the paper exchange
 * @property {number[]} againMb the same after the desk was opened and closed five times
 * @property {number} renderers alive while there is no window
 * @property {number} cpu share of one core at 20 prices a second, of all processes but the paper exchange
 * @property {number} bareCpu of the bare app in the same time
 * @property {number[]} deskMs from the click on "Open desk" to the desk painted
 * @property {number[]} popoverMs from the press on the icon to the popover painted
 * @property {number[]} noticeMs from the message with the price to the notification at the desktop
 */

/**
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {{ rounds: number, settleMs: number, cpuSeconds: number, clicks: number, alerts: number }} options
 * @returns {Promise<TrayFigures>}
 */
export async function measureTray(place, options) {
  const desktop = await startTrayDesktop(String(place.env['DBUS_SESSION_BUS_ADDRESS']));
  /** @type {TrayFigures} */
  const figures = {
    bareMb: [],
    perchMb: [],
    againMb: [],
    renderers: 0,
    cpu: 0,
    bareCpu: 0,
    deskMs: [],
    popoverMs: [],
    noticeMs: [],
  };
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const isLast = round === options.rounds - 1;
      await runBare(place, options, desktop, figures, isLast);
      await runPerch(place, options, desktop, figures, isLast);
    }
  } finally {
    desktop.end();
  }
  return figures;
}

/**
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {Parameters<typeof measureTray>[1]} options
 * @param {import('./desktop.mjs').TrayDesktop} desktop
 * @param {TrayFigures} figures
 * @param {boolean} isLast then the processor is read too
 */
async function runBare(place, { settleMs, cpuSeconds }, desktop, figures, isLast) {
  const userData = mkdtempSync(join(tmpdir(), 'perch-bench-'));
  const app = await launchIn(place, userData, join(root, 'bench/bare-tray'));
  try {
    await desktop.registered();
    await sleep(settleMs);
    const pid = Number(app.process().pid);
    figures.bareMb.push(pssMb(pid));
    if (!isLast) return;
    const shares = countCpu(pid, process.pid);
    await sleep(cpuSeconds * 1000);
    figures.bareCpu = ofApp(shares());
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

/**
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {Parameters<typeof measureTray>[1]} options
 * @param {import('./desktop.mjs').TrayDesktop} desktop
 * @param {TrayFigures} figures
 * @param {boolean} isLast memory is read in each round; processor, popovers and notices once, which take the most time
 */
async function runPerch(place, { settleMs, cpuSeconds, clicks, alerts }, desktop, figures, isLast) {
  const account = { key: randomBytes(32).toString('hex'), secret: randomBytes(32).toString('hex') };
  const paper = await startPaper({ ...account, symbols: watched, rate: 20 });
  const desk = await launchDesk(place);
  try {
    await tradeLive(desk, { port: paper.port, ...account });
    await call(desk.terminal, 'settings.change', { closeToTray: 'on', welcomed: 'on' });
    const symbol = await watchAll(desk.terminal);
    for (let at = 0; at < armed; at += 1) await addAlert(desk.terminal, symbol, `${900_000 + at}`);
    await closeDesk(desk.app);
    await sleep(settleMs);
    figures.perchMb.push(pssMb(desk.pid));
    figures.renderers = Math.max(figures.renderers, renderersOf(desk.pid));
    if (isLast) {
      const shares = countCpu(desk.pid, paper.pid);
      await sleep(cpuSeconds * 1000);
      figures.cpu = ofApp(shares());
    }
    for (let at = 0; at < (isLast ? Math.max(clicks, opensAndCloses) : opensAndCloses); at += 1) {
      figures.deskMs.push(await paintedAfter(desk.app, 'terminal', () => desktop.choose('Open desk')));
      await closeDesk(desk.app);
      await sleep(500);
      if (at + 1 === opensAndCloses) {
        await sleep(settleMs);
        figures.againMb.push(pssMb(desk.pid));
        figures.renderers = Math.max(figures.renderers, renderersOf(desk.pid));
      }
    }
    if (!isLast) return;
    for (let at = 0; at < clicks; at += 1) {
      figures.popoverMs.push(await paintedAfter(desk.app, 'popover', () => desktop.activate()));
      await desk.app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close();
      });
      await sleep(500);
    }
    await desktop.choose('Open desk');
    const terminal = await pageOf(desk.app, 'terminal');
    const { rest, stream } = paper;
    figures.noticeMs.push(
      ...(await noticeTimes(terminal, desktop, { rest, stream, alerts, armed: () => closeDesk(desk.app) })),
    );
  } finally {
    await desk.end();
    await paper.end();
  }
}

/**
 * From just before the doing to the frame that shows the window's content.
 * @param {import('playwright-core').ElectronApplication} app
 * @param {'terminal' | 'popover'} kind
 * @param {() => Promise<void>} act
 */
async function paintedAfter(app, kind, act) {
  await app.evaluate(({ ipcMain }, page) => {
    // Electron keeps its handlers in this map and offers no other way to listen.
    const handlers = /** @type {any} */ (ipcMain)._invokeHandlers;
    const answer = handlers.get('perch:command');
    Object.assign(globalThis, {
      painted: new Promise((resolve) => {
        handlers.set('perch:command', (/** @type {any} */ event, /** @type {unknown[]} */ ...rest) => {
          if (rest[0] === 'window.painted' && event.sender.getURL().includes(page)) {
            handlers.set('perch:command', answer);
            resolve(Date.now());
          }
          return answer(event, ...rest);
        });
      }),
    });
  }, `/${kind}.html`);
  const began = performance.timeOrigin + performance.now();
  await act();
  const at = await app.evaluate(() => /** @type {any} */ (globalThis).painted);
  return at - began;
}

/** @param {import('playwright-core').ElectronApplication} app */
async function closeDesk(app) {
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  const limit = Date.now() + patienceMs;
  while ((await windowCount(app)) !== 0) {
    if (Date.now() > limit) throw new Error('the desk does not close: there is no tray');
    await sleep(20);
  }
}

/**
 * V8 holds the promise of an evaluation weakly, and now and then a collection takes it with the answer.
 * @param {import('playwright-core').ElectronApplication} app
 * @returns {Promise<number | undefined>} undefined when the answer was lost
 */
async function windowCount(app) {
  try {
    return await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  } catch (error) {
    if (String(error).includes('garbage collected')) return undefined;
    throw error;
  }
}

/** @param {import('playwright-core').Page} terminal @returns {Promise<string>} a symbol that is watched */
async function watchAll(terminal) {
  return terminal.evaluate(async () => {
    const { perch } = /** @type {any} */ (globalThis);
    const [symbols, watchlists] = await Promise.all(
      ['symbols', 'watchlists'].map(
        (topic) =>
          new Promise((resolve) => perch.subscribe(topic, (/** @type {any} */ { whole }) => resolve(whole))),
      ),
    );
    await perch.commands['watchlist.watch']({
      id: watchlists.lists[0].id,
      symbols: symbols.symbols.map((/** @type {any} */ { symbol }) => symbol),
      watched: true,
    });
    return symbols.symbols[0].symbol;
  });
}

/** @param {import('playwright-core').Page} terminal @param {string} symbol @param {string} price */
async function addAlert(terminal, symbol, price) {
  await call(terminal, 'alert.create', { rule: { kind: 'rises', symbol, price } });
}

/** @param {import('playwright-core').ElectronApplication} app @param {string} kind */
async function pageOf(app, kind) {
  const limit = Date.now() + patienceMs;
  for (;;) {
    // One that has just been closed may still be listed.
    for (const page of app.windows().filter((each) => each.url().includes(`/${kind}.html`))) {
      const answers = await page.evaluate(() => document.readyState === 'complete').catch(() => false);
      if (answers) return page;
    }
    if (Date.now() > limit) throw new Error(`no ${kind}`);
    await sleep(20);
  }
}

/** @param {number} pid of main */
const pssMb = (pid) =>
  processesOf(pid)
    .filter(({ kind }) => kind !== NODE_SERVICE)
    .reduce((sum, { pssKb }) => sum + pssKb / 1024, 0);

/** @param {number} pid */
const renderersOf = (pid) => processesOf(pid).filter(({ kind }) => kind === 'renderer').length;

/** @param {import('../lib/desk-cpu.mjs').CpuShares} shares */
function ofApp({ exchange: _exchange, ...shares }) {
  return Object.values(shares).reduce((sum, share) => sum + share, 0);
}
