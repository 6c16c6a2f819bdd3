import { expect, it, onTestFinished } from 'vitest';
import { addAccount } from './harness/key-window';
import { appOfTest, environmentOfTest, paperOfTest } from './harness/launch-terminal';
import { startNotificationHost } from './harness/notification-host';
import { outsideMarket } from './harness/outside-market';
import { pattern, text } from './harness/terminal';

const SOON = { timeout: 20_000, interval: 50 };

it('a fill that nobody looks at is told by a notification, once for all of its parts, and a click shows the desk', async () => {
  const [environment, paper] = [await environmentOfTest(), await paperOfTest()];
  const host = await startNotificationHost(environment.bus);
  onTestFinished(() => host.end());
  const { app, terminal } = await appOfTest({ environment });
  await terminal.live();
  await addAccount(app, terminal, { name: 'Quiet market', ...paper });
  await terminal.select('BTC/USDT');
  const id = await terminal.rest('BUY', '60000', '0.02');

  const others = outsideMarket(paper, 'BTCUSDT');
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  });
  others.fillHalf(id);
  others.fillHalf(id);
  await expect.poll(() => host.received.length, SOON).toBe(1);
  const [notice] = host.received;
  expect(notice?.title).toMatch(
    pattern('notice.bought', { quantity: '0.015', base: 'BTC', price: '60,000', quote: 'USDT' }),
  );
  expect(notice?.body).toMatch(
    pattern('notice.part', {
      mode: text('mode.live'),
      account: 'Quiet market',
      executed: '0.015',
      quantity: '0.02',
      base: 'BTC',
    }),
  );

  host.click(notice?.id ?? 0);
  const isShown = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isVisible()),
    );
  await expect.poll(isShown, SOON).toBe(true);
});
