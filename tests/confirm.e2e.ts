import { randomUUID } from 'node:crypto';
import dbus from 'dbus-next';
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type LimitsState } from '../shared/domain/limits';
import type { Result } from '../shared/domain/result';
import { ConfirmPane } from './harness/confirm-pane';
import { launchApp, type LaunchedApp } from './harness/launch';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { addAccount } from './harness/key-window';
import { paperOfTest } from './harness/launch-terminal';
import { text, Terminal } from './harness/terminal';

/** The limits as the terminal window is told them. */
function limitsIn(page: Page): Promise<LimitsState> {
  return page.evaluate(
    () =>
      new Promise<LimitsState>((resolve) => {
        const stop = window.perch.subscribe('limits', (update) => {
          if (!('whole' in update)) return;
          resolve(update.whole);
          setTimeout(() => stop());
        });
      }),
  );
}

let environment: TestEnvironment;
let app: LaunchedApp;
let terminal: Terminal;
let accountId: string;

beforeAll(async () => {
  environment = await startEnvironment();
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  ({ accountId } = await limitsIn(terminal.page));
  return async () => {
    await app.dispose();
    await environment.end();
  };
});

/** Each test begins with the limits of a new account. */
beforeEach(async () => {
  await terminal.page.keyboard.press('Escape');
  await ConfirmPane.saysYesDuring(terminal.page.context(), change(DEFAULT_LIMITS));
  expect(await current()).toEqual(DEFAULT_LIMITS);
});

/** Asks for a change past everything that the terminal shows, as a window that was taken over would. */
function change(changes: object): Promise<Result<unknown>> {
  return terminal.page.evaluate(
    ([id, wanted]) => window.perch.commands['limits.change']({ accountId: id, changes: wanted }),
    [accountId, changes] as const,
  );
}

/** As a person does who comes back. */
async function unlock(): Promise<void> {
  const unlocking = terminal.page.evaluate(() => window.perch.commands['account.unlock']());
  await (await terminal.asked()).accept();
  await unlocking;
}

const codeOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.error.code);
const current = async () => (await limitsIn(terminal.page)).limits;

describe('limits', () => {
  it('get tighter at once and looser only when a person says yes in a window of its own', async () => {
    expect(codeOf(await change({ largestOrder: '1000', refuseDistance: '10' }))).toBe('ok');
    expect(await current()).toMatchObject({ largestOrder: '1000', refuseDistance: '10' });
    expect(ConfirmPane.open(terminal.page.context())).toBeUndefined();

    const declined = change({ largestOrder: '5000', warnDistance: '2' });
    const first = await terminal.asked();
    expect(await first.headline()).toBe(text('confirm.limits.headline'));
    expect(await first.page.getByRole('row').last().innerText()).toMatch(/1,000\s+5,000/);
    await first.decline();
    expect(codeOf(await declined)).toBe('limit.not-confirmed');
    expect(await current()).toMatchObject({ largestOrder: '1000', warnDistance: '2' });

    const accepted = change({ largestOrder: '5000' });
    await (await terminal.asked()).accept();
    expect(codeOf(await accepted)).toBe('ok');
    expect(await current()).toMatchObject({ largestOrder: '5000' });
  });

  it('stay when the window is closed or crashes, when the account changes, and when the screen is locked', async () => {
    const paper = await paperOfTest();
    await addAccount(app, terminal, { name: 'Other', ...paper });
    await terminal.page.evaluate(
      (id) => window.perch.commands['account.activate']({ accountId: id }),
      accountId,
    );
    await change({ locked: true });
    const endings: readonly ((pane: ConfirmPane) => Promise<unknown>)[] = [
      (pane) => pane.page.close(),
      (pane) => pane.page.keyboard.press('Escape'),
      () =>
        app.electron.evaluate(({ BrowserWindow }) => {
          for (const window of BrowserWindow.getAllWindows()) {
            if (window.webContents.getURL().endsWith('/confirm.html'))
              window.webContents.forcefullyCrashRenderer();
          }
        }),
      () => app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen')),
      () => terminal.chooseFromAccountMenu('Other'),
    ];
    for (const end of endings) {
      const answer = change({ locked: false });
      const pane = await terminal.asked();
      // The window may be gone before it is reported how it ended.
      await end(pane).catch(() => undefined);
      expect(codeOf(await answer)).toBe('limit.not-confirmed');
      await expect.poll(() => ConfirmPane.open(terminal.page.context())).toBeUndefined();
    }
    await unlock();
    await terminal.chooseFromAccountMenu('Practice account');
    await expect.poll(async () => (await limitsIn(terminal.page)).accountId).toBe(accountId);
    expect((await current()).locked).toBe(true);
  });

  it('are not answered for by the terminal, nor by a key that was held down before', async () => {
    await change({ locked: true });
    const answer = change({ locked: false });
    const pane = await terminal.asked();
    const offered = await terminal.page.evaluate(() => Object.keys(window.perch.commands));
    expect(offered).not.toContain('confirm.answer');

    await pane.acceptButton.focus().catch(() => undefined);
    expect(await pane.acceptButton.isDisabled()).toBe(true);
    await pane.page.keyboard.down('Enter');
    await expect.poll(() => pane.acceptButton.isEnabled(), { timeout: 5_000 }).toBe(true);
    await pane.acceptButton.focus();
    await pane.page.keyboard.down('Enter');
    await pane.page.waitForTimeout(200);
    expect(pane.page.isClosed()).toBe(false);
    await pane.page.keyboard.up('Enter');

    await pane.cancelButton.focus();
    await pane.page.keyboard.press('Enter').catch(() => undefined);
    expect(codeOf(await answer)).toBe('limit.not-confirmed');
  });
});

describe('trading', () => {
  const dialog = () => terminal.page.getByRole('dialog', { name: text('limits.title') });
  const tag = () => terminal.header.getByRole('button', { name: text('limits.tag') });

  it('is locked at once, shows it, and is unlocked only by a yes', async () => {
    await terminal.chooseFromAccountMenu(text('limits.open'));
    await dialog()
      .getByRole('button', { name: text('limits.locked.lock') })
      .click();
    await tag().waitFor();
    const unlock = dialog().getByRole('button', { name: text('limits.locked.unlock') });
    await unlock.click();
    await (await terminal.asked()).decline();
    await dialog().getByText(text('error.limit.not-confirmed')).waitFor();
    expect(await tag().isVisible()).toBe(true);
    await unlock.click();
    await (await terminal.asked()).accept();
    await tag().waitFor({ state: 'detached' });
  });

  it('has limits that are read as the ticket reads amounts, and says before what will be asked', async () => {
    await terminal.chooseFromAccountMenu(text('limits.open'));
    const largest = dialog().getByLabel(text('limitField.largestOrder'));
    const save = dialog().getByRole('button', { name: text('limits.save'), exact: true });
    await largest.fill('1,234');
    await dialog().getByText(text('amount.comma')).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await largest.fill('1,234.50');
    await save.click();
    await dialog().getByText(text('limits.saved')).waitFor();
    expect((await current()).largestOrder).toBe('1234.50');
    await largest.fill('');
    await dialog()
      .getByText(text('limits.asks', { fields: text('limitField.largestOrder') }))
      .waitFor();
    await dialog()
      .getByRole('button', { name: text('limits.saveAsks') })
      .click();
    await (await terminal.asked()).accept();
    await expect.poll(async () => (await current()).largestOrder).toBeNull();
  });
});

describe('locked accounts', () => {
  const face = () => terminal.ticket.getByText(text('accountState.locked'));
  const place = (intentId: string, price: string) =>
    terminal.page.evaluate(
      ([account, id, at]) =>
        window.perch.commands['order.place']({
          intentId: id,
          accountId: account,
          intent: { symbol: 'BTCUSDT', side: 'BUY', price: at, quantity: '0.01' },
        }),
      [accountId, intentId, price] as const,
    );
  /** Secrets in main's memory, after a collection: each is an object of that class. */
  const secretsHeld = () =>
    app.electron.evaluate(() => {
      const { queryObjects } = process.getBuiltinModule('node:v8');
      const { createSecretKey } = process.getBuiltinModule('node:crypto');
      const secret = Object.getPrototypeOf(createSecretKey('x', 'utf8')) as { constructor: () => void };
      return Number(queryObjects(secret.constructor, { format: 'count' }));
    });

  it('have no key in memory and nothing can be sent, while prices go on; orders are there again after a yes', async () => {
    const price = await terminal.priceAt('0.87');
    const orderId = await terminal.rest('BUY', price, '0.01');
    const armed = terminal.ticket.getByRole('switch', { name: text('hotkeys.title'), exact: true });
    await armed.click();
    await terminal.ticket.getByRole('switch', { name: text('hotkeys.title'), checked: true }).waitFor();
    const before = await secretsHeld();
    await terminal.chooseFromAccountMenu(text('accounts.lock'));
    await face().waitFor();
    await terminal.page.getByText(text('accounts.lockedOrders')).waitFor();
    await expect.poll(secretsHeld, { timeout: 10_000 }).toBeLessThan(before);
    expect(codeOf(await place(randomUUID(), price))).toBe('account.locked');
    const opened = await terminal.page.evaluate(() => window.perch.commands['account.openKeyWindow']({}));
    expect(codeOf(opened)).toBe('account.locked');
    await terminal.live();

    await terminal.ticket.getByRole('button', { name: text('accounts.unlock') }).click();
    await (await terminal.asked()).decline();
    await face().waitFor();
    await unlock();
    await face().waitFor({ state: 'detached' });
    // Keys that trade are not armed any more.
    expect(await armed.getAttribute('aria-checked')).toBe('false');
    await terminal.cancel(orderId);
  });

  it.each(['lock-screen', 'suspend'] as const)('are so after %s', async (event) => {
    await app.electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
    await face().waitFor();
    await unlock();
    await face().waitFor({ state: 'detached' });
  });

  it('are so when a desktop of Linux tells on the session bus that its screen is locked', async () => {
    const bus = dbus.sessionBus({ busAddress: environment.bus });
    const tell = (active: boolean) =>
      bus.send(
        dbus.Message.newSignal('/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver', 'ActiveChanged', 'b', [
          active,
        ]),
      );
    await new Promise((resolve) => bus.once('connect', resolve));
    tell(false);
    await terminal.page.waitForTimeout(300);
    expect(await face().count()).toBe(0);
    tell(true);
    await face().waitFor();
    bus.disconnect();
    await unlock();
    await face().waitFor({ state: 'detached' });
  });
});
