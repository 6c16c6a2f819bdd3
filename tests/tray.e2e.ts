import { expect, it, onTestFinished } from 'vitest';
import { addAccount } from './harness/key-window';
import { appOfTest, environmentOfTest, paperOfTest } from './harness/launch-terminal';
import { outsideMarket } from './harness/outside-market';
import { text } from './harness/terminal';
import { menuText, startTrayHost } from './harness/tray-host';

const SOON = { timeout: 20_000, interval: 50 };

it('what is watched stands in the tray, and the desk can be closed and found again', async () => {
  const environment = await environmentOfTest();
  const host = await startTrayHost(environment.bus);
  onTestFinished(() => host.end());
  const { app, terminal } = await appOfTest({ environment, closeToTray: 'on' });
  await expect.poll(() => host.items().length, SOON).toBe(1);
  await terminal.live();
  await expect.poll(async () => (await host.icon()).tooltip, SOON).toContain(text('mode.paper'));
  console.log((await host.icon()).tooltip);
  console.log(menuText(await host.menu()));
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const windows = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await expect.poll(windows, SOON).toBe(0);
  await host.choose(text('tray.openDesk'));
  await expect.poll(windows, SOON).toBe(1);
  console.log(JSON.stringify(host.news.slice(0, 40)));
  void addAccount;
  void outsideMarket;
  void paperOfTest;
});
