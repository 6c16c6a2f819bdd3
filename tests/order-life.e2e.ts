import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import type { FaultRuleInput } from '../electron/paper/faults/rule';
import { startEnvironment } from './harness/environment';
import { accountAt } from './harness/exchange-account';
import { addAccount } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { OrderDesk } from './harness/order-desk';
import { outsideMarket } from './harness/outside-market';
import { pattern, Terminal, text } from './harness/terminal';

const SOON = { timeout: 25_000, interval: 50 };
const ORDER = '/api/v1/spot/order';
const OPEN_ORDERS = '/api/v1/spot/openOrders';
const HISTORY = '/api/v1/spot/historyOrders';
const ACCOUNT = '/api/v1/account';

let app: LaunchedApp;
let terminal: Terminal;
let desk: OrderDesk;
let paper: TestPaper;
let others: ReturnType<typeof outsideMarket>;
let folder: string;

/** One app on a market that moves by the test alone; each test begins without orders and without faults. */
beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  folder = await mkdtemp(join(tmpdir(), 'perch-csv-'));
  paper = await startPaper({ marketMaker: false, keyId: 'key-of-order-lives' });
  others = outsideMarket(paper, 'BTCUSDT');
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  desk = new OrderDesk(terminal);
  await addAccount(app, terminal, { name: 'Lives of orders', ...paper });
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
    await rm(folder, { recursive: true, force: true });
  };
});

beforeEach(async () => {
  await terminal.select('BTC/USDT');
  await terminal.showOrders();
});

afterEach(async () => {
  paper.faults([]);
  await expect.poll(() => desk.inDoubt(), SOON).toBe(0);
  await terminal.dismiss();
  if (openIds().length > 0) await desk.cancelAll('all');
  await expect.poll(openIds, SOON).toEqual([]);
});

/** A price that rests some two percent below the best bid, `less` whole units lower. */
function below(less: number, symbol = 'BTCUSDT'): string {
  const [best] = outsideMarket(paper, symbol).levels('BUY', 1);
  return String(Math.floor(Number(best?.[0] ?? '0') * 0.98) - less);
}

function openIds(): string[] {
  return [...paper.exchange.account.openOrders()].map((order) => String(order.id));
}

/** The exchange answers, but not what was asked. */
const FAULTY = {
  kind: 'answer',
  status: 503,
  body: '{"code":-1001,"msg":"DISCONNECTED"}',
  when: 'before',
} as const;

/** The answer to an order is lost after it took effect, and for now nobody tells of it: neither lists nor the account's stream. */
const LOST_AND_SILENT: readonly FaultRuleInput[] = [
  { method: 'POST', path: ORDER, count: 1, action: { kind: 'drop' } },
  { path: OPEN_ORDERS, action: FAULTY },
  { path: HISTORY, action: FAULTY },
  { path: ACCOUNT, action: FAULTY },
  { stream: 'account', action: { kind: 'drop' } },
];

/** Sends an order whose answer is lost, and waits until the ticket says so. */
async function loseAnswer(price: string, quantity: string): Promise<void> {
  paper.faults(LOST_AND_SILENT);
  await terminal.fill('BUY', price, quantity);
  await terminal.send();
  await terminal.says(pattern('ticket.result.unknown'));
}

describe('an order whose answer was lost', () => {
  it('is shown as not known, is looked up, and is settled as open without being sent again', async () => {
    const price = below(0);
    await loseAnswer(price, '0.01');
    await expect.poll(() => desk.inDoubt(), SOON).toBe(1);
    const [doubt = ''] = await desk.doubts();
    expect(doubt).toContain(text('doubt.unknown', { age: '' }).trim());
    expect(await terminal.openOrders()).toMatchObject([{ market: 'BTC/USDT', price, orderId: '' }]);

    paper.faults([]);
    await terminal.says(/^Found: the order was placed/);
    await expect.poll(() => desk.inDoubt(), SOON).toBe(0);
    expect(openIds()).toHaveLength(1);
    await expect
      .poll(async () => (await terminal.openOrders()).map(({ orderId }) => orderId), SOON)
      .toEqual(openIds());
  });

  it('can be looked at once, and its life says in words what is being done', async () => {
    await loseAnswer(below(10), '0.01');
    await desk.doubtButton('timeline').click();
    expect((await desk.timeline()).at(0)).toBe(text('timeline.committed'));
    await desk.timelineDialog.getByText(text('doubt.explainOrder')).waitFor();
    // Pressed while nobody tells: once the exchange does, it may be found before a press.
    await desk.timelineDialog.getByRole('button', { name: text('doubt.lookNow') }).click();
    paper.faults([]);
    await expect.poll(() => desk.timeline(), SOON).toContainEqual(expect.stringMatching(/^Found /));
    await desk.closeTimeline();
  });

  it('that had no effect is settled as never placed', async () => {
    paper.faults([{ method: 'POST', path: ORDER, count: 1, action: { kind: 'drop', when: 'before' } }]);
    await terminal.fill('BUY', below(20), '0.01');
    await terminal.send();
    await terminal.says(pattern('ticket.fate.never-placed'));
    expect(openIds()).toEqual([]);
    await desk.showHistory();
    await expect.poll(async () => (await desk.history())[0]?.state, SOON).toBe(text('phase.never-placed'));
  });

  it('holds back an identical one, and only a person can send it all the same', async () => {
    await loseAnswer(below(30), '0.01');
    await terminal.dismiss();
    await terminal.submit.click();
    await desk.held.waitFor();
    expect(await desk.held.innerText()).toContain(text('ticket.held.nothing'));
    expect(openIds()).toHaveLength(1);

    await desk.sendDespiteHold();
    const declined = await terminal.asked();
    await declined.decline();
    await terminal.says(pattern('ticket.declined'));
    expect(openIds()).toHaveLength(1);

    await terminal.dismiss();
    await desk.sendDespiteHold();
    const question = await terminal.asked();
    await question.accept();
    await expect.poll(openIds, SOON).toHaveLength(2);
    paper.faults([]);
    // Two identical orders are told apart by count: neither is shown twice, neither is lost.
    await expect.poll(() => desk.inDoubt(), SOON).toBe(0);
    await terminal.showOrders();
    await expect
      .poll(async () => (await terminal.openOrders()).map(({ orderId }) => orderId).sort(), SOON)
      .toEqual(openIds().sort());
  });
});

describe('cancelling all', () => {
  it('of a symbol leaves the others, and of all leaves none', async () => {
    await terminal.rest('BUY', below(40), '0.01');
    await terminal.rest('BUY', below(50), '0.01');
    await terminal.select('ETH/USDT');
    const ether = await terminal.rest('BUY', below(1, 'ETHUSDT'), '0.1');
    await terminal.select('BTC/USDT');
    expect(await desk.cancelAll('this')).toBe(text('cancelAll.done', { cancelled: 2 }));
    expect(openIds()).toEqual([ether]);
    expect(await desk.cancelAll('all')).toBe(text('cancelAll.done', { cancelled: 1 }));
    expect(openIds()).toEqual([]);
  });

  it('goes on after one that fails, and names it with the reason', async () => {
    const first = await terminal.rest('BUY', below(40), '0.01');
    await terminal.rest('BUY', below(50), '0.01');
    const body = JSON.stringify({ code: -2011, msg: 'UNKNOWN_ORDER' });
    paper.faults([
      {
        method: 'DELETE',
        path: ORDER,
        count: 1,
        action: { kind: 'answer', status: 400, body, when: 'before' },
      },
    ]);
    const said = await desk.cancelAll('all');
    expect(said).toContain('1 cancelled, 1 not');
    expect(openIds()).toHaveLength(1);
    expect(first).not.toBe('');
  });
});

describe('the history', () => {
  it('has what became of each order, newest first, and can be filtered', async () => {
    const price = below(60);
    const id = await terminal.rest('BUY', price, '0.01');
    await terminal.showOrders();
    await terminal.cancel(id);
    await expect.poll(openIds, SOON).toEqual([]);
    const [best] = others.levels('SELL', 1);
    await terminal.fill('BUY', best?.[0] ?? '', '0.002');
    await terminal.send();
    await terminal.says(pattern('ticket.result.filled'));

    await desk.showHistory();
    await expect
      .poll(async () => (await desk.history()).slice(0, 2), SOON)
      .toMatchObject([
        { market: 'BTC/USDT', quantity: '0.002', filled: '0.002', state: text('phase.filled') },
        { market: 'BTC/USDT', price, filled: '', state: text('phase.cancelled') },
      ]);
    await desk.filterHistory('state', 'filled');
    await expect
      .poll(async () => new Set((await desk.history()).map(({ state }) => state)), SOON)
      .toEqual(new Set([text('phase.filled')]));
    await desk.filterHistory('state', 'all');
  });

  it('shows an order that another client placed, and marks it', async () => {
    const id = await others.place('BUY', '41400', '0.01');
    await desk.showHistory();
    await desk.filterHistory('origin', 'elsewhere');
    await expect.poll(async () => (await desk.history())[0], SOON).toMatchObject({ price: '41400' });
    expect(openIds()).toEqual([id]);
    await desk.filterHistory('origin', 'all');
  });

  it('opens the life of an order by the keyboard, and Escape leads back to its row', async () => {
    const price = below(70);
    const id = await terminal.rest('BUY', price, '0.01');
    await terminal.showOrders();
    await terminal.cancel(id);
    await expect.poll(openIds, SOON).toEqual([]);
    await desk.showHistory();
    await expect.poll(async () => (await desk.history())[0], SOON).toMatchObject({ price });
    await desk.openTimelineOfHistory(0);
    await expect
      .poll(() => desk.timeline(), SOON)
      .toEqual([
        text('timeline.committed'),
        text('timeline.accepted', { orderId: id }),
        text('timeline.cancel-asked'),
        text('timeline.cancelled'),
      ]);
    await desk.closeTimeline();
    const focused = await terminal.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(focused).toMatch(pattern('history.rowOf'));
  });

  it('is written as CSV with exact decimals, where the user says', async () => {
    const path = join(folder, 'orders.csv');
    await app.electron.evaluate(({ dialog }, filePath) => {
      // The system's own dialog can not be driven by a test.
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    const price = `${below(80)}.5`;
    const id = await terminal.rest('BUY', price, '0.01234');
    await desk.showHistory();
    expect(await desk.exportHistory()).toMatch(pattern('history.exported', { file: 'orders.csv' }));
    const csv = await readFile(path, 'utf8');
    const line = csv.split('\n').find((candidate) => candidate.includes(id)) ?? '';
    expect(line).toContain(price);
    expect(line).toContain('0.01234');
    const held = await accountAt(paper).openOrders('BTCUSDT');
    expect(held.map(({ orderId }) => orderId)).toEqual([id]);
  });
});
