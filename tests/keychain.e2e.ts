import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TestPaper } from '../electron/paper/testing';
import { addAccount, openKeyWindow, useAccount } from './harness/key-window';
import { keyringItems, unlockKeyring } from './harness/keyring';
import { appOfTest, environmentOfTest, paperOfTest } from './harness/launch-terminal';
import { pattern, text, type Terminal } from './harness/terminal';

const SOON = { timeout: 20_000, interval: 50 };

async function profile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perch-user-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Names of the files below a folder that hold any of the texts. */
async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const holding = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file).catch(() => Buffer.alloc(0));
      return texts.some((wanted) => content.includes(wanted)) ? [file] : [];
    }),
  );
  return holding.flat();
}

async function expectTrades(terminal: Terminal): Promise<void> {
  await terminal.select('BTC/USDT');
  const id = await terminal.rest('BUY', await terminal.priceAt('0.87'), '0.01');
  await terminal.showOrders();
  await expect
    .poll(async () => (await terminal.openOrders()).map((order) => order.orderId), SOON)
    .toContain(id);
  await terminal.cancel(id);
  await expect.poll(() => terminal.openOrders(), SOON).toEqual([]);
}

/** The note in the key window goes, and the account is added with a key for this run. */
async function addForThisRun(
  app: Parameters<typeof openKeyWindow>[0],
  terminal: Terminal,
  server: TestPaper,
): Promise<void> {
  const window = await openKeyWindow(app, terminal);
  await window.fill({ name: 'For this run', ...server });
  const save = window.page.getByRole('button', { name: text('key.save') });
  // Without a choice made on purpose there is no way on.
  await expect.poll(() => save.isDisabled(), SOON).toBe(true);
  await window.page.getByRole('checkbox', { name: text('key.sessionOnly') }).check();
  await window.save();
  await useAccount(terminal, { name: 'For this run', rest: server.rest });
}

describe('without a keychain', () => {
  it.each([
    ['no-bus', 'no-service'],
    ['absent', 'no-secret-service'],
    ['empty', 'no-keyring'],
  ] as const)(
    '(%s) prices live, practice trades, and a key is kept for this run only',
    async (keyring, state) => {
      const environment = await environmentOfTest(keyring);
      const server = await paperOfTest({ keyId: 'key-for-one-run-only' });
      const userData = await profile();
      const { app, terminal } = await appOfTest({ environment, userData });
      await terminal.live();
      await terminal.banner(pattern(`keychain.help.${state}`)).waitFor();
      await terminal.page.getByRole('button', { name: text('keychain.retry') }).waitFor();
      expect(await terminal.badge()).toBe(text('mode.paper'));
      await expectTrades(terminal);

      await addForThisRun(app, terminal, server);
      await expectTrades(terminal);
      expect([...server.exchange.account.orders()]).toHaveLength(1);
      const card = await terminal.accountCard('For this run');
      await card.getByText(text('accounts.secretHome.session')).waitFor();
      await terminal.closeDialog();
      expect(await app.quit()).toBe(0);
      expect(await filesWith(userData, [server.secret, server.key])).toEqual([]);
      expect(app.output()).not.toContain(server.secret);

      const again = await appOfTest({ environment, userData });
      await again.terminal.ticket.getByText(text('accountState.no-key')).waitFor();
      await again.terminal.connectedTo(server.rest);
      await again.terminal.live();
      expect(await again.terminal.badge()).toBe(text('mode.live'));
    },
  );
});

describe('with a keychain that is locked', () => {
  it('says so, overwrites nothing, and works again after unlocking and a retry', async () => {
    const environment = await environmentOfTest('unlocked');
    const server = await paperOfTest({ keyId: 'key-behind-the-lock' });
    const userData = await profile();
    const first = await appOfTest({ environment, userData });
    await first.terminal.live();
    await addAccount(first.app, first.terminal, { name: 'Behind the lock', ...server });
    expect(await first.app.quit()).toBe(0);
    const kept = await keyringItems(environment.bus);
    expect(kept).toHaveLength(2);

    await environment.lockKeyring();
    const { terminal, app } = await appOfTest({ environment, userData });
    await terminal.banner(pattern('keychain.help.locked')).waitFor();
    await terminal.ticket.getByText(text('accountState.keychain-locked')).waitFor();
    await terminal.connectedTo(server.rest);
    await terminal.live();
    expect(await terminal.submit.count()).toBe(0);

    // Paper goes on with a key of this run.
    await terminal.chooseFromAccountMenu('Practice account');
    await expect.poll(() => terminal.badge(), SOON).toBe(text('mode.paper'));
    await expectTrades(terminal);

    // Retrying while it is locked changes nothing.
    const retry = terminal.page.getByRole('button', { name: text('keychain.retry') });
    await retry.click();
    await terminal.banner(pattern('keychain.help.locked')).waitFor();

    await useAccount(terminal, { name: 'Behind the lock', rest: server.rest });
    await unlockKeyring(environment.bus);
    expect(await keyringItems(environment.bus)).toEqual(kept);
    await retry.click();
    await terminal.banner(pattern('keychain.help.locked')).waitFor({ state: 'detached' });
    await terminal.submit.waitFor();
    await expectTrades(terminal);
    expect([...server.exchange.account.orders()]).toHaveLength(1);
    expect(await keyringItems(environment.bus)).toEqual(kept);
    expect(await app.quit()).toBe(0);
    expect(await filesWith(userData, [server.secret])).toEqual([]);
  });
});
