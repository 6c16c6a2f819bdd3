import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { normalize } from '../shared/domain/decimal';
import { ConfirmPane } from './harness/confirm-pane';
import { startEnvironment } from './harness/environment';
import { accountAt } from './harness/exchange-account';
import { addAccount } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { recordRequests } from './harness/recorded-requests';
import { pattern, Terminal, text } from './harness/terminal';

const PLACE = '/api/v1/spot/order';

/** One account on an exchange whose market stands still, so that every price is known. */
let app: LaunchedApp;
let terminal: Terminal;
let paper: TestPaper;
let sent: ReturnType<typeof recordRequests>;

beforeAll(async () => {
  const environment = await startEnvironment();
  paper = await startPaper({ marketMaker: false });
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  await addAccount(app, terminal, { name: 'Quiet market', ...paper });
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
  };
});

beforeEach(async () => {
  await terminal.select('BTC/USDT');
  sent = recordRequests(paper.rest);
  return () => sent.stop();
});

const placed = () => sent.requests.filter(({ method, path }) => method === 'POST' && path === PLACE);

/** A buy between the best prices, far below what is free. */
async function ordinary(quantity: string): Promise<ConfirmPane> {
  await terminal.ticket.getByRole('radio').first().click();
  await terminal.ticket.getByRole('button', { name: text('ticket.joinBid') }).click();
  await terminal.field('quantity').fill(quantity);
  await terminal.submit.click();
  return terminal.asked();
}

/** Waits for the pause after which answers are taken. */
const ready = (pane: ConfirmPane) => expect.poll(() => pane.acceptButton.isEnabled()).toBe(true);

describe('an ordinary order', () => {
  it('is shown as it will be sent, and nothing is sent before the yes', async () => {
    const pane = await ordinary('0.0010');
    const price = await terminal.field('price').inputValue();
    const shown = Number(price).toLocaleString('en-US', { minimumFractionDigits: 2 });
    expect(await pane.headline()).toBe(`Buy 0.0010 BTC at ${shown} USDT`);
    expect(await pane.page.locator('header strong').innerText()).toBe(text('mode.live'));
    expect(await pane.reasons()).toEqual([]);
    expect(placed()).toEqual([]);

    // Enter is enough for an ordinary one, once answers are taken.
    await pane.page.keyboard.press('Enter');
    expect(pane.page.isClosed()).toBe(false);
    await ready(pane);
    await expect.poll(() => pane.acceptButton.evaluate((it) => it === document.activeElement)).toBe(true);
    await pane.page.keyboard.press('Enter').catch(() => undefined);
    await terminal.says(pattern('ticket.result.resting'));
    expect(placed()).toHaveLength(1);
    const orders = await accountAt(paper).openOrders('BTCUSDT');
    const amounts = orders.map((order) => [order.side, normalize(order.price), normalize(order.origQty)]);
    expect(amounts).toEqual([['BUY', normalize(price), '0.001']]);
  });

  it('is not sent after a no, and the ticket says so', async () => {
    const pane = await ordinary('0.0011');
    await pane.decline();
    await terminal.says(pattern('ticket.declined'));
    expect(placed()).toEqual([]);
  });

  it('is not sent once another symbol is on the screen', async () => {
    await ordinary('0.0012');
    await terminal.select('ETH/USDT');
    await expect.poll(() => ConfirmPane.open(terminal.page.context())).toBeUndefined();
    expect(placed()).toEqual([]);
  });
});

describe('an unusual order', () => {
  it('says why, and begins with the focus on Cancel', async () => {
    await terminal.fill('BUY', '57000', '0.001');
    await terminal.submit.click();
    const pane = await terminal.asked();
    expect((await pane.reasons()).join()).toMatch(/from the best bid/);
    await ready(pane);
    expect(await pane.cancelButton.evaluate((it) => it === document.activeElement)).toBe(true);
    await pane.decline();
    expect(placed()).toEqual([]);
  });

  it('is refused unasked when its price is beyond what the account may do', async () => {
    await terminal.fill('BUY', '10000', '0.01');
    await terminal.submit.click();
    await terminal.says(/20 %/);
    expect([placed().length, ConfirmPane.open(terminal.page.context())]).toEqual([0, undefined]);
  });
});
