import { beforeAll, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { ConfirmPane } from './harness/confirm-pane';
import { startEnvironment } from './harness/environment';
import { addAccount } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { OrderDesk } from './harness/order-desk';
import { pattern, Terminal, text } from './harness/terminal';

const SOON = { timeout: 15_000, interval: 50 };

let app: LaunchedApp;
let terminal: Terminal;
let desk: OrderDesk;
let paper: TestPaper;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  paper = await startPaper({ marketMaker: false, keyId: 'key-of-edits' });
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  desk = new OrderDesk(terminal);
  await addAccount(app, terminal, { name: 'Changes', ...paper });
  await terminal.select('BTC/USDT');
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
  };
});

it('an open order is changed by the keyboard: one question shows both, and the list and both timelines say so', async () => {
  await terminal.showOrders();
  const old = await terminal.rest('BUY', '60000', '0.01');
  const { page } = terminal;
  const row = page.getByRole('table', { name: text('orders.title') }).locator('tbody tr .whole');
  await row.first().focus();
  await row.first().press('Enter');
  const form = page.getByRole('form', { name: text('replace.form', { id: old }) });
  const price = form.getByRole('textbox').first();
  await expect.poll(() => price.evaluate((input) => input === document.activeElement)).toBe(true);
  await price.fill('60500');
  const asked = ConfirmPane.coming(page.context());
  await price.press('Enter');
  const question = await asked;
  expect(await question.page.getByText(text('confirm.replace.note')).isVisible()).toBe(true);
  expect(await question.page.getByText(/60,000\.00/).isVisible()).toBe(true);
  await question.accept();
  await page.getByText(pattern('replace.done')).first().waitFor();
  await expect.poll(() => terminal.openOrders(), SOON).toMatchObject([{ price: '60500', quantity: '0.01' }]);
  expect([...paper.exchange.account.openOrders()]).toHaveLength(1);
  await desk.showHistory();
  await expect.poll(() => desk.history(), SOON).toHaveLength(2);
  await desk.openTimelineOfHistory(0);
  expect(await desk.timeline()).toContainEqual(expect.stringMatching(pattern('timeline.replaces')));
  await desk.closeTimeline();
});

it('a locked balance names the order that locks it', async () => {
  const { page } = terminal;
  await page.getByRole('tab', { name: text('balances.title') }).click();
  await page.getByRole('button', { name: /605 USDT/ }).click();
  const locks = page.getByRole('list', { name: `${text('balances.lockedBy')} USDT` });
  await expect.poll(() => locks.innerText(), SOON).toMatch(/0\.01 BTC[\s\S]*605\.00 USDT/);
});

it('profit is empty before a trade, and says how it is worked out', async () => {
  const { page } = terminal;
  await page.getByRole('tab', { name: text('performance.title') }).click();
  await page.getByText(text('performance.empty')).waitFor();
  await page.getByText(text('profit.method'), { exact: true }).click();
  expect(await page.getByText(text('profit.methodText')).isVisible()).toBe(true);
});
