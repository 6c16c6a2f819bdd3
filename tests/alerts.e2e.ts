import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { amountText } from '../shared/i18n/figures';
import { addAccount } from './harness/key-window';
import { appOfTest, environmentOfTest, paperOfTest } from './harness/launch-terminal';
import { startNotificationHost } from './harness/notification-host';
import { marketBelowItsAsks, outsideMarket } from './harness/outside-market';
import { pattern, text, type Terminal } from './harness/terminal';

const SOON = { timeout: 20_000, interval: 50 };

async function makeAlert({ page }: Terminal, price: string, note: string): Promise<void> {
  // Letters are typed where the focus is, as in the search for a market.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('a');
  const form = page.getByRole('dialog', { name: text('alerts.new.title') });
  await form.getByLabel(text('alerts.field.kind')).selectOption('rises');
  await form.getByLabel(text('alerts.field.price'), { exact: true }).fill(price);
  await form.getByLabel(text('alerts.field.note')).fill(note);
  await form.getByRole('button', { name: text('alerts.create') }).click();
  await form.waitFor({ state: 'detached' });
}

it('a price that is crossed is told once, with the price that did it; also one that was crossed while Perch was not there', async () => {
  const userData = await mkdtemp(join(tmpdir(), 'perch-alerts-'));
  onTestFinished(() => rm(userData, { recursive: true, force: true }));
  const [environment, paper] = [await environmentOfTest(), await paperOfTest()];
  const host = await startNotificationHost(environment.bus);
  onTestFinished(() => host.end());
  const { symbol, name: market, quotePrecision } = marketBelowItsAsks(paper);
  const told = (price: string): string => amountText(price, quotePrecision, 'comma');
  const others = outsideMarket(paper, symbol);
  others.trade('SELL', 1);
  const [, near = '', far = ''] = others.levels('SELL', 3).map(([price]) => price);

  const { app, terminal } = await appOfTest({ environment, userData });
  await terminal.live();
  await addAccount(app, terminal, { name: 'Quiet market', ...paper });
  await terminal.select(market);
  await makeAlert(terminal, near, 'near');
  await makeAlert(terminal, far, 'far');
  const tab = terminal.page.getByRole('tab', { name: new RegExp(`^${text('alerts.title')}`) });
  await expect.poll(() => tab.textContent(), SOON).toMatch(/2$/);
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  });

  others.reachSecond('BUY');
  await expect.poll(() => host.received.length, SOON).toBe(1);
  const [notice] = host.received;
  expect(notice?.title).toMatch(pattern('alerts.fired.rises', { market, price: told(near) }));
  expect(notice?.body).toContain('near');

  host.click(notice?.id ?? 0);
  const history = terminal.page.getByRole('tab', { name: new RegExp(`^${text('alerts.history')}`) });
  await history.click();
  const rows = terminal.page.getByRole('table', { name: text('alerts.history') }).locator('tbody tr');
  expect(await rows.count()).toBe(1);
  await app.quit();

  // All that is left at the near price, then one at the far one, and back.
  others.trade('BUY', 1_000_000);
  others.trade('BUY', 1);
  others.trade('SELL', 1);
  const again = await appOfTest({ environment, userData });
  await again.terminal.live();
  await expect.poll(() => host.received.length, SOON).toBe(2);
  expect(host.received[1]?.title).toMatch(pattern('alerts.firedAway.rises', { market, price: told(far) }));
  expect(host.received[1]?.body).toMatch(new RegExp(pattern('alerts.away').source.slice(1, -1)));
});
