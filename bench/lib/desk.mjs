import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron } from 'playwright-core';
import { root } from '../../scripts/lib/paths.mjs';

const patienceMs = 40_000;

/** Electron is not ready before Playwright has attached; Playwright adds this by itself only when it finds Electron by itself. */
const attachBeforeReady = join(
  dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'lib/server/electron/loader.js',
);

/**
 * @typedef {object} ExchangeAccount where an exchange listens on this machine, with a key of its account
 * @property {number} port
 * @property {string} key
 * @property {string} secret
 *
 * @typedef {object} Desk Perch with its terminal open
 * @property {import('playwright-core').ElectronApplication} app
 * @property {number} pid of main
 * @property {import('playwright-core').Page} terminal
 * @property {(account: ExchangeAccount) => Promise<string>} trade adds a custom account, activates it, and answers its id when its symbols and balances are there
 * @property {() => Promise<void>} end
 */

/**
 * @param {import('../app-start/measure.mjs').Place} place
 * @returns {Promise<Desk>}
 */
export async function launchDesk(place) {
  const userData = mkdtempSync(join(tmpdir(), 'perch-bench-'));
  const app = await launchIn(place, userData, root);
  const end = async () => {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  };
  try {
    const terminal = await windowOf(app, 'terminal');
    const pid = Number(app.process().pid);
    return { app, pid, terminal, trade: (account) => addAccount(app, terminal, account), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/**
 * @param {import('../app-start/measure.mjs').Place} place
 * @param {string} userData
 * @param {string} folder of the app
 */
export function launchIn(place, userData, folder) {
  return _electron.launch({
    executablePath: place.electron,
    args: ['-r', attachBeforeReady, folder, `--user-data-dir=${userData}`, ...place.switches],
    env: { .../** @type {Record<string, string>} */ (process.env), ...place.env },
    chromiumSandbox: true,
    timeout: patienceMs,
  });
}

/**
 * As a user would: the terminal asks for the key window, the key window saves the key, the terminal activates the account.
 * @param {import('playwright-core').ElectronApplication} app
 * @param {import('playwright-core').Page} terminal
 * @param {ExchangeAccount} account
 * @returns {Promise<string>} the account's id, once its balances and symbols are there
 */
async function addAccount(app, terminal, { port, key, secret }) {
  await call(terminal, 'account.openKeyWindow', {});
  const keyWindow = await windowOf(app, 'key');
  const saved = call(keyWindow, 'key.save', {
    name: 'Bench',
    restUrl: `http://127.0.0.1:${port}`,
    streamUrl: `ws://127.0.0.1:${port}`,
    keyId: key,
    secret: { from: 'typed', text: secret },
    keep: 'keychain',
  });
  // A key that was saved closes its window, sometimes before the answer arrives: the terminal hears of the account in any case.
  const refused = saved.then(
    () => new Promise(() => undefined),
    (error) => (keyWindow.isClosed() ? new Promise(() => undefined) : Promise.reject(error)),
  );
  const restUrl = `http://127.0.0.1:${port}`;
  const accountId = /** @type {string} */ (await Promise.race([accountAt(terminal, restUrl), refused]));
  await call(terminal, 'account.activate', { accountId });
  await terminal.evaluate((id) => {
    const { perch } = /** @type {any} */ (globalThis);
    return new Promise((resolve) => {
      const missing = new Set(['symbols', 'balances']);
      /** @param {string} topic @param {boolean} there */
      const seen = (topic, there) => {
        if (there) missing.delete(topic);
        if (missing.size === 0) resolve(undefined);
      };
      perch.subscribe('balances', (/** @type {any} */ { whole }) =>
        seen('balances', whole?.accountId === id),
      );
      perch.subscribe('symbols', (/** @type {any} */ { whole }) =>
        seen('symbols', whole?.symbols.length > 0),
      );
    });
  }, accountId);
  return accountId;
}

/**
 * Ordinary orders are asked about no more: main asks whether that is meant, and somebody says yes.
 * @param {import('playwright-core').ElectronApplication} app
 * @param {import('playwright-core').Page} terminal
 * @param {string} accountId
 */
export async function askNoMore(app, terminal, accountId) {
  const changed = call(terminal, 'limits.change', { accountId, changes: { confirm: 'unusual' } });
  const question = await windowOf(app, 'confirm');
  // The window may be gone before the click has been reported.
  void question
    .getByRole('alertdialog')
    .getByRole('button')
    .last()
    .click()
    .catch(() => undefined);
  await changed;
}

/** @param {import('playwright-core').Page} terminal @param {string} restUrl @returns {Promise<string>} the id of the account there */
function accountAt(terminal, restUrl) {
  return terminal.evaluate((url) => {
    const { perch } = /** @type {any} */ (globalThis);
    return new Promise((resolve) => {
      perch.subscribe('accounts', (/** @type {any} */ { whole }) => {
        const there = whole.accounts.find((/** @type {any} */ account) => account.restUrl === url);
        if (there?.kind === 'custom') resolve(there.id);
      });
    });
  }, restUrl);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} command
 * @param {object} input
 * @returns {Promise<any>} the value; rejects with the refusal
 */
export async function call(page, command, input) {
  const result = await page.evaluate(
    ([name, argument]) => /** @type {any} */ (globalThis).perch.commands[String(name)](argument),
    [command, input],
  );
  if (!result.ok) throw new Error(`${command}: ${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** @param {import('playwright-core').ElectronApplication} app @param {'terminal' | 'key' | 'confirm'} kind */
async function windowOf(app, kind) {
  const limit = Date.now() + patienceMs;
  for (;;) {
    const page = app.windows().find((candidate) => candidate.url().includes(`/${kind}.html`));
    if (page !== undefined) {
      await page.waitForLoadState('load');
      return page;
    }
    if (Date.now() > limit) throw new Error(`no ${kind} window`);
    await sleep(25);
  }
}
