import { expect, it } from 'vitest';
import type { Settings } from '@shared/domain/settings';
import { barriers } from './harness/axe';
import { appOfTest, environmentOfTest } from './harness/launch-terminal';
import { pressKeys } from './harness/press-keys';
import { text, Terminal } from './harness/terminal';
import { alive, closeDesk, crash, factsOf, noticesOfTest, trayOfTest } from './harness/tray-desk';
import { menuText } from './harness/tray-host';
import { CROSSED_LOOKS, settled } from './screens/screen';

const SOON = { timeout: 20_000, interval: 50 };
const KEY = 'CommandOrControl+Alt+P';

function set({ page }: Terminal, changes: Partial<Settings>): Promise<unknown> {
  return page.evaluate((wanted) => window.perch.commands['settings.change'](wanted), changes);
}

it('the small windows of the tray stand where they should, keep nobody out, and nothing that crashes stays gone', async () => {
  const environment = await environmentOfTest();
  const [host, notices] = [await trayOfTest(environment.bus), await noticesOfTest(environment.bus)];
  const { app, terminal } = await appOfTest({ environment, closeToTray: 'on' });
  await terminal.live();
  await expect.poll(() => host.items().length, SOON).toBe(1);
  const menu = async () => menuText(await host.menu());
  async function popover(open: () => Promise<void>) {
    await open();
    const page = await app.window('popover');
    await page.getByRole('option').first().waitFor();
    await expect.poll(() => factsOf(app, 'popover'), SOON).toMatchObject({ isVisible: true, isOnTop: true });
    return page;
  }

  // The strip stays above other windows, comes back where it was put, and is loaded again when it crashes.
  await host.choose(text('tray.strip'));
  const strip = await app.window('strip');
  await expect.poll(() => factsOf(app, 'strip'), SOON).toMatchObject({ isVisible: true, isOnTop: true });
  await app.electron.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows();
    windows.find((each) => each.webContents.getURL().includes('/strip.html'))?.setPosition(300, 200);
  });
  await expect.poll(() => factsOf(app, 'strip'), SOON).toMatchObject({ x: 300, y: 200 });
  await strip.getByRole('button', { name: text('strip.close') }).click();
  await expect.poll(() => factsOf(app, 'strip'), SOON).toBeUndefined();
  await expect.poll(menu, SOON).toContain(`[ ] ${text('tray.strip')}`);
  await host.choose(text('tray.strip'));
  const again = await app.window('strip');
  await expect.poll(() => factsOf(app, 'strip'), SOON).toMatchObject({ isVisible: true, x: 300, y: 200 });
  await again.getByRole('button').first().waitFor();

  const pages = [again, await popover(() => host.activate())];
  for (const look of CROSSED_LOOKS) {
    await set(terminal, look);
    for (const page of pages) {
      await settled(page, look);
      expect(await barriers(page)).toEqual([]);
    }
  }

  // Dark English came last; the menu says so within a second.
  await expect.poll(menu, SOON).toContain(text('tray.showPrices'));

  // The popover goes with the focus.
  await app.electron.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows();
    windows.find((each) => each.webContents.getURL().includes('/terminal.html'))?.focus();
  });
  await expect.poll(() => factsOf(app, 'popover'), SOON).toBeUndefined();

  // What crashes is closed where it is opened with one press, and loaded again elsewhere.
  await popover(() => host.choose(text('tray.showPrices')));
  expect(await crash(app, 'popover')).toBeUndefined();
  expect(await factsOf(app, 'popover')).toBeUndefined();
  await popover(() => host.choose(text('tray.showPrices')));
  expect(await crash(app, 'strip')).toBeGreaterThan(1);
  expect(await crash(app, 'terminal')).toBeGreaterThan(1);
  // Playwright has given the crashed page up.
  await closeDesk(app);
  await expect.poll(() => factsOf(app, 'terminal'), SOON).toBeUndefined();
  await host.choose(text('tray.openDesk'));
  const next = await new Terminal(await app.window('terminal')).live();
  const made = await next.page.evaluate(() =>
    window.perch.commands['alert.create']({
      rule: { kind: 'change', symbol: 'BTCUSDT', direction: 'either', percent: '0.0001', minutes: 1 },
      repeat: 'once',
      cooldownSeconds: 0,
      hysteresis: '0',
      note: '',
      sound: true,
      expiresAt: null,
    }),
  );
  expect(made.ok).toBe(true);
  await expect.poll(() => notices.received.length, SOON).toBe(1);
  await expect.poll(menu, SOON).toContain(text('tray.dismissAll'));
  notices.press(notices.received[0]!, text('alerts.notice.dismiss'));
  await expect.poll(menu, SOON).not.toContain(text('tray.dismissAll'));

  // The key of the user's choice shows and hides the desk, from wherever it is pressed, and does nothing else.
  const isTaken = () =>
    app.electron.evaluate(({ globalShortcut }, key) => globalShortcut.isRegistered(key), KEY);
  expect(await isTaken()).toBe(false);
  await set(next, { showKey: KEY, strip: 'off' });
  expect(await isTaken()).toBe(true);
  await next.showOrders();
  const orders = await next.openOrders();
  await closeDesk(app);
  await expect.poll(() => alive(app), SOON).toEqual({ windows: 0, renderers: 0 });
  await pressKeys('control', 'alt', 'p');
  const back = await new Terminal(await app.window('terminal')).live();
  await expect.poll(() => factsOf(app, 'terminal'), SOON).toMatchObject({ isVisible: true });
  await back.showOrders();
  expect(await back.openOrders()).toEqual(orders);
  await pressKeys('control', 'alt', 'p');
  await expect.poll(() => factsOf(app, 'terminal'), SOON).toMatchObject({ isVisible: false });
  await set(back, { showKey: 'off' });
  expect(await isTaken()).toBe(false);
});
