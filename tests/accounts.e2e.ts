import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { multiply, add, normalize, subtract } from '../shared/domain/decimal';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { accountAt } from './harness/exchange-account';
import { openKeyWindow, useAccount } from './harness/key-window';
import { keyringItems } from './harness/keyring';
import { launchApp, type LaunchedApp } from './harness/launch';
import { pattern, Terminal, text } from './harness/terminal';

const SOON = { timeout: 15_000, interval: 50 };

describe('accounts on other exchanges', () => {
  let environment: TestEnvironment;
  let userData: string;
  let app: LaunchedApp;
  let terminal: Terminal;
  /** Two servers with markets that stand still, each with a key of its own. */
  let first: TestPaper;
  let second: TestPaper;

  async function start(): Promise<void> {
    app = await launchApp({ environment, userData });
    terminal = await new Terminal(await app.window('terminal')).live();
  }

  /** The keys in the keyring, as `id of the key → secret`. */
  async function keptKeys(): Promise<Record<string, string>> {
    const items = (await keyringItems(environment.bus)).filter(({ service }) => service === 'Perch');
    return Object.fromEntries(
      items
        .map((item) => JSON.parse(item.secret) as { keyId: string; secret: string })
        .map(({ keyId, secret }) => [keyId, secret]),
    );
  }

  const clipboardText = (): Promise<string> =>
    app.electron.evaluate(async ({ clipboard }) => clipboard.readText());

  beforeAll(async () => {
    environment = await startEnvironment('unlocked');
    userData = await mkdtemp(join(tmpdir(), 'perch-user-'));
    first = await startPaper({ marketMaker: false, keyId: 'key-of-the-first-server' });
    second = await startPaper({ marketMaker: false, keyId: 'key-of-the-second-server', seed: 11 });
    await start();
    return async () => {
      await app.dispose();
      await first.stop();
      await second.stop();
      await environment.end();
      await rm(userData, { recursive: true, force: true });
    };
  });

  it('are added by typing a key into the key window, and the key goes to the keyring', async () => {
    const window = await openKeyWindow(app, terminal);
    await window.field('name').pressSequentially('First server');
    await window.field('restUrl').pressSequentially(first.rest);
    await window.field('keyId').pressSequentially(first.key);
    await window.field('secret').pressSequentially(first.secret);
    expect(await window.field('secret').getAttribute('type')).toBe('password');
    expect(await window.field('streamUrl').inputValue()).toBe(first.stream);
    await window.save();
    expect(await keptKeys()).toMatchObject({ [first.key]: first.secret });
    const card = await terminal.accountCard('First server');
    await card.getByText(text('accountState.works')).waitFor();
    await card.getByText(text('header.key', { tail: 'rver' })).waitFor();
    await card.getByText(first.rest).waitFor();
    await terminal.closeDialog();
    // The desk goes on with the account it was on.
    expect(await terminal.badge()).toBe(text('mode.paper'));
  });

  it('trade for real money as far as the badge is concerned', async () => {
    await useAccount(terminal, { name: 'First server', rest: first.rest });
    await expect.poll(() => terminal.badge(), SOON).toBe(text('mode.live'));
    await terminal.select('ETH/USDT');
    const exchange = accountAt(first);
    const before = await exchange.holdings();
    const id = await terminal.rest('BUY', '2800.01', '0.5');
    expect(await exchange.openOrders('ETHUSDT')).toMatchObject([{ orderId: id, side: 'BUY' }]);
    expect(await accountAt(second).openOrders('ETHUSDT')).toEqual([]);

    await terminal.fill('SELL', '3000', '0.25');
    await terminal.send();
    await terminal.says(pattern('ticket.result.filled', { quantity: '0.25', asset: 'ETH' }));
    // The exchange's own record of the fills, not what it answered to the app.
    const got = first.exchange.account.trades
      .map(({ ticks, lots, instrument }) => ({ ticks, lots, listing: instrument.listing }))
      .map(({ ticks, lots, listing }) =>
        multiply(scaled(ticks, listing.quotePrecision), scaled(lots, listing.baseAssetPrecision)),
      )
      .reduce(add);
    const locked = multiply('2800.01', '0.5');
    const after = {
      ...before,
      ETH: { free: subtract(before['ETH']!.free, '0.25'), locked: '0' },
      USDT: {
        free: subtract(add(before['USDT']!.free, multiply(got, '0.999')), locked),
        locked: normalize(locked),
      },
    };
    expect(await exchange.holdings()).toEqual(after);
    await expect.poll(async () => (await terminal.balances())['USDT'], SOON).toEqual(after['USDT']);
    expect((await terminal.balances())['ETH']).toEqual(after['ETH']);
  });

  it('are added with a secret from the clipboard, which is empty afterwards', async () => {
    const window = await openKeyWindow(app, terminal);
    await window.fillAllButSecret({ name: 'Second server', ...second });
    await app.electron.evaluate(async ({ clipboard }, secret) => clipboard.writeText(secret), second.secret);
    expect(await clipboardText()).toBe(second.secret);
    await window.page.getByRole('button', { name: text('key.paste') }).click();
    await window.page.getByText(text('key.taken', { characters: second.secret.length })).waitFor();
    expect(await clipboardText()).toBe('');
    expect(await window.page.content()).not.toContain(second.secret);
    await window.save();
    expect(await keptKeys()).toMatchObject({ [second.key]: second.secret, [first.key]: first.secret });
  });

  it('are switched without a restart, each with its own orders, balances and server', async () => {
    await useAccount(terminal, { name: 'Second server', rest: second.rest });
    await terminal.showOrders();
    await expect.poll(() => terminal.page.getByText(text('orders.empty')).isVisible(), SOON).toBe(true);
    await terminal.select('ETH/USDT');
    const id = await terminal.rest('SELL', '3800', '1');
    expect(await accountAt(second).openOrders('ETHUSDT')).toMatchObject([{ orderId: id }]);
    expect(await accountAt(first).openOrders('ETHUSDT')).toHaveLength(1);
    await expect
      .poll(async () => (await terminal.balances())['ETH'], SOON)
      .toEqual({ free: '19', locked: '1' });

    await useAccount(terminal, { name: 'First server', rest: first.rest });
    await terminal.showOrders();
    await expect
      .poll(() => terminal.openOrders(), SOON)
      .toMatchObject([{ market: 'ETH/USDT', side: text('orders.buy'), price: '2800.01' }]);
    await expect
      .poll(async () => (await terminal.balances())['ETH'], SOON)
      .toEqual({ free: '19.75', locked: '0' });

    await terminal.chooseFromAccountMenu('Practice account');
    await expect.poll(() => terminal.badge(), SOON).toBe(text('mode.paper'));
    await terminal.showOrders();
    await terminal.page.getByText(text('orders.empty')).waitFor();
    await useAccount(terminal, { name: 'First server', rest: first.rest });
  });

  it('are renamed', async () => {
    const card = await terminal.accountCard('First server');
    await card.getByRole('button', { name: text('accounts.rename', { name: 'First server' }) }).click();
    await card
      .page()
      .getByRole('textbox', { name: text('accounts.newName') })
      .fill('Rainy days');
    await card
      .page()
      .getByRole('button', { name: text('accounts.save') })
      .click();
    await (await terminal.accountCard('Rainy days')).waitFor();
    await terminal.closeDialog();
    await expect.poll(() => terminal.account(), SOON).toContain('Rainy days');
  });

  it('are there after a restart, with the one that was active', async () => {
    expect(await app.quit()).toBe(0);
    await start();
    expect(await terminal.account()).toContain('Rainy days');
    expect(await terminal.badge()).toBe(text('mode.live'));
    await terminal.connectedTo(first.rest);
    await expect
      .poll(() => terminal.openOrders(), SOON)
      .toMatchObject([{ market: 'ETH/USDT', price: '2800.01', quantity: '0.5' }]);
    await terminal.accountCard('Second server').then((card) => card.waitFor());
    await terminal.closeDialog();
  });

  it('are removed together with their key, and nothing else', async () => {
    const practice = await keptKeys();
    const card = await terminal.accountCard('Rainy days');
    await card.getByRole('button', { name: text('accounts.removeNamed', { name: 'Rainy days' }) }).click();
    await card.getByRole('button', { name: text('accounts.removeConfirm') }).click();
    // An order of it stays live at the exchange: main asks.
    await (await terminal.asked()).accept();
    await card.waitFor({ state: 'detached' });
    await terminal.closeDialog();
    const { [first.key]: gone, ...others } = practice;
    expect(gone).toBe(first.secret);
    expect(await keptKeys()).toEqual(others);
    expect(Object.keys(others)).toHaveLength(2);
    await expect.poll(() => terminal.account(), SOON).not.toContain('Rainy days');
    // Its orders stay on the exchange, as the window said.
    expect(await accountAt(first).openOrders('ETHUSDT')).toHaveLength(1);

    expect(await app.quit()).toBe(0);
    await start();
    expect(await (await terminal.accountCard('Rainy days')).count()).toBe(0);
    await (await terminal.accountCard('Second server')).waitFor();
  });
});

/** Whole ticks or lots as a decimal. */
function scaled(units: number, places: number): string {
  const digits = units.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
