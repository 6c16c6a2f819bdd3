import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { ConfirmPane } from './harness/confirm-pane';
import { endOfProcess } from './harness/end-of-process';
import { addAccount } from './harness/key-window';
import type { LaunchedApp } from './harness/launch';
import { appOfTest, environmentOfTest, paperOfTest } from './harness/launch-terminal';
import { text, type Terminal } from './harness/terminal';

let app: LaunchedApp;
let terminal: Terminal;
let ended: Promise<number | null>;

beforeEach(async () => {
  const [environment, paper] = [await environmentOfTest(), await paperOfTest()];
  ({ app, terminal } = await appOfTest({ environment }));
  ended = endOfProcess(app.electron.process());
  await terminal.live();
  await addAccount(app, terminal, { name: 'Quiet market', ...paper });
  await terminal.select('BTC/USDT');
});

const closeTerminal = () =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows();
    windows.find((window) => window.webContents.getURL().endsWith('/terminal.html'))?.close();
  });
const quit = () => app.electron.evaluate(({ app: self }) => self.quit());

it('closing the window with an open order says that it stays live, and goes on only with a yes', async () => {
  await terminal.rest('BUY', '57000', '0.01');
  await closeTerminal();
  const first = await terminal.asked();
  expect(await first.headline()).toBe(text('confirm.quit.headlineOpen'));
  expect((await first.reasons()).join()).toContain('Buy 0.01 BTCUSDT at 57,000');
  await first.decline();
  await terminal.showOrders();
  expect(await terminal.openOrders()).toHaveLength(1);

  await quit().catch(() => undefined);
  const second = await terminal.asked();
  await second.accept();
  expect(await ended).toBe(0);
});

it('nobody is asked when nothing is open', async () => {
  await closeTerminal().catch(() => undefined);
  expect(await ended).toBe(0);
});

it('nobody is asked when the system ends Perch', async () => {
  await terminal.rest('BUY', '57000', '0.01');
  const context = terminal.page.context();
  app.electron.process().kill('SIGTERM');
  while ((await Promise.race([ended.then(() => 'ended'), sleep(50)])) !== 'ended') {
    expect(ConfirmPane.open(context)).toBeUndefined();
  }
  expect(await ended).toBe(0);
});
