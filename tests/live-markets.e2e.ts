import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { INCIDENT_KINDS } from '../shared/domain/diagnostics';
import { STALE_AFTER_MS } from '../shared/domain/market';
import { startEnvironment } from './harness/environment';
import { addAccount } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { MarketPane } from './harness/market-pane';
import { outsideMarket } from './harness/outside-market';
import { recordRequests } from './harness/recorded-requests';
import { pattern, Terminal } from './harness/terminal';

const SOON = { timeout: 20_000, interval: 50 };
/** Test after test breaks connections before one was live for 30 s, so the wait for the next attempt grows up to 30 s. */
const AGAIN = { timeout: 45_000, interval: 50 };
const KEY = { keyId: 'key-of-live-markets', secret: 'secret-of-live-markets'.padEnd(64, '0') };
/** What is broken here in two minutes costs more than an exchange allows in them, and then the desk would wait, as it should. */
const WEIGHT_LIMIT = 12_000;
const DEPTH = '/api/v1/spot/depth';
/** Levels compared: as many as every size of window shows. */
const LEVELS = 5;
/** With or without how often they are asked for instead. */
const STREAMS_BANNER = /^Streams cannot be reached\./;

let app: LaunchedApp;
let terminal: Terminal;
let pane: MarketPane;
let paper: TestPaper;
let others: ReturnType<typeof outsideMarket>;
let stopPulse: () => void = () => undefined;
let folder: string;

async function startExchange(port: number): Promise<void> {
  const stateFile = join(folder, 'exchange.json');
  paper = await startPaper({ marketMaker: false, stateFile, port, weightLimit: WEIGHT_LIMIT, ...KEY });
  others = outsideMarket(paper, 'BTCUSDT');
}

/** One app and one exchange whose market moves by the test alone; each test breaks something and sees it mended. */
beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  folder = await mkdtemp(join(tmpdir(), 'perch-exchange-'));
  await startExchange(0);
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  await addAccount(app, terminal, { name: 'Watched market', ...paper });
  pane = new MarketPane(terminal.page);
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
    await rm(folder, { recursive: true, force: true });
  };
});

beforeEach(async () => {
  await terminal.select('BTC/USDT');
  await pane.showBook();
  stopPulse = others.pulse();
  await allLive();
});

afterEach(() => {
  stopPulse();
  paper.faults([]);
});

/** Everything is live, fresh, and as the exchange has it. */
async function allLive(): Promise<void> {
  await expect.poll(() => pane.isLive(), AGAIN).toBe(true);
  await expect.poll(() => pane.stale(), AGAIN).toEqual({ book: false, price: false, chart: false });
}

/** What went wrong so far, when nothing of it goes on: what was broken before is mended everywhere. */
async function settledCounts(): Promise<Awaited<ReturnType<MarketPane['counts']>>> {
  let before = { all: '', since: 0 };
  for (;;) {
    const count = await pane.counts();
    const all = JSON.stringify(INCIDENT_KINDS.map(count));
    if (all !== before.all) before = { all, since: Date.now() };
    // What the window is told is a second old at most.
    else if (Date.now() - before.since > 1_200) return count;
    await sleep(100);
  }
}

/** With a market that stands still, the window's book is the exchange's. */
async function sameBook(): Promise<void> {
  stopPulse();
  await pane.showBook();
  for (const [side, at] of [
    ['BUY', 'bids'],
    ['SELL', 'asks'],
  ] as const) {
    await expect
      .poll(async () => (await pane.levels(at)).slice(0, LEVELS), SOON)
      .toEqual(others.levels(side, LEVELS));
  }
}

/** As the system tells of the end of a sleep. */
function wake(): Promise<void> {
  return app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
}

/** What was tried in vain before counts no more: the tests before have broken connections so often that it would be waited for up to 30 s. */
async function freshlyConnected(): Promise<void> {
  await wake();
  await allLive();
}

/** Everything is greyed with its age, and the header does not say live. */
async function allOld(): Promise<void> {
  await expect.poll(() => pane.stale(), SOON).toEqual({ book: true, price: true, chart: true });
  expect(await pane.isLive()).toBe(false);
  await terminal.header.getByText(pattern('feed.old')).waitFor();
}

describe('a market over streams', () => {
  it('shows the book of the exchange and follows every change of it', async () => {
    await sameBook();
    others.trade('BUY', 2_000);
    others.trade('SELL', 3_000);
    await sameBook();
  });

  it('shows a trade on the tape, as the last price and in the running candle', async () => {
    stopPulse();
    others.trade('BUY', 123);
    const last = others.lastPrice();
    await expect.poll(async () => (await pane.trades())[0], SOON).toEqual([last, '0.00123']);
    await expect.poll(() => pane.lastPrice(), SOON).toBe(last);
    await expect.poll(() => pane.lastClose(), SOON).toBe(last);
    others.trade('SELL', 77);
    await expect.poll(async () => (await pane.trades())[0], SOON).toEqual([others.lastPrice(), '0.00077']);
    await expect.poll(() => pane.lastClose(), SOON).toBe(others.lastPrice());
  });

  it('shows an order that another client placed, and its fill in the balances', async () => {
    const before = (await terminal.balances())['BTC'];
    await terminal.showOrders();
    const id = await others.place('BUY', '41000', '0.01');
    await expect
      .poll(async () => (await terminal.openOrders()).map((order) => order.orderId), SOON)
      .toContain(id);
    const [best] = others.levels('SELL', 1);
    await others.place('BUY', best?.[0] ?? '', '0.001');
    await expect.poll(async () => (await terminal.balances())['BTC']?.free, SOON).not.toBe(before?.free);
    await terminal.showOrders();
    await terminal.cancel(id);
    await expect.poll(() => terminal.openOrders(), SOON).toEqual([]);
  });
});

describe('a market that can not be trusted', () => {
  it('is greyed with its age within 5 s when the server freezes with all sockets open, and heals by itself', async () => {
    paper.faults([{ action: { kind: 'freeze' } }]);
    const frozenAt = Date.now();
    await allOld();
    // 5 s after the last confirmation, a look twice a second, and a second for each of the two that a busy machine adds.
    expect(Date.now() - frozenAt).toBeLessThan(STALE_AFTER_MS + 3_000);
    await terminal.ticket.getByText(pattern('ticket.stale')).waitFor();
    paper.faults([]);
    await allLive();
    await sameBook();
  });

  it('is back after all connections were cut, with what happened meanwhile', async () => {
    stopPulse();
    paper.faults([
      { stream: '*', action: { kind: 'cut' } },
      { stream: '*', action: { kind: 'refuse' }, count: 2 },
    ]);
    others.trade('BUY', 321);
    const id = await others.place('BUY', '42000', '0.01');
    await expect.poll(async () => (await pane.trades())[0], SOON).toEqual([others.lastPrice(), '0.00321']);
    await terminal.showOrders();
    await expect
      .poll(async () => (await terminal.openOrders()).map((order) => order.orderId), SOON)
      .toContain(id);
    await allLive();
    await sameBook();
    await terminal.cancel(id);
  });

  it('is mended where one stream alone falls silent, without a disturbance of the prices', async () => {
    const before = (await pane.counts())('silent');
    paper.faults([{ stream: '*@spotDepth', action: { kind: 'silence' } }]);
    others.trade('BUY', 5_000);
    await expect.poll(async () => (await pane.counts())('silent'), SOON).toBeGreaterThan(before);
    paper.faults([]);
    await allLive();
    await sameBook();
  });

  it('is polled while streams can not be reached, and the window says so', async () => {
    await freshlyConnected();
    paper.faults([
      { stream: '*', action: { kind: 'cut' } },
      { stream: '*', action: { kind: 'refuse' } },
    ]);
    await expect.poll(() => pane.connection(), SOON).toMatch(pattern('connection.polling'));
    await terminal.page.getByText(STREAMS_BANNER).waitFor();
    others.trade('SELL', 6_000);
    await sameBook();
    await expect.poll(() => pane.stale(), SOON).toEqual({ book: false, price: false, chart: false });
    paper.faults([]);
    await allLive();
    await terminal.page.getByText(STREAMS_BANNER).waitFor({ state: 'hidden' });
  });

  it('is rebuilt with one snapshot where a difference was lost', async () => {
    const before = await settledCounts();
    const asked = recordRequests(paper.rest);
    onTestFinished(() => asked.stop());
    paper.faults([{ stream: '*@spotDepth', action: { kind: 'drop' }, count: 1 }]);
    await expect.poll(async () => (await pane.counts())('gap'), SOON).toBe(before('gap') + 1);
    await expect.poll(async () => (await pane.counts())('rebuilt'), SOON).toBe(before('rebuilt') + 1);
    const snapshots = asked.requests.filter(
      ({ path, query }) => path === DEPTH && query.includes('limit=60'),
    );
    expect(snapshots).toHaveLength(1);
    await allLive();
    await sameBook();
  });

  it('survives what is corrupt, doubled, out of order or too large, and counts it', async () => {
    const before = await pane.counts();
    paper.faults([
      { stream: '*@spotTrade', action: { kind: 'corrupt', how: 'json' }, count: 2 },
      { stream: '*@spotDepth', action: { kind: 'duplicate' }, count: 2 },
      { stream: '*@spotKline*', action: { kind: 'corrupt', how: 'type', field: 'k.c' }, count: 1 },
    ]);
    await expect
      .poll(async () => (await pane.counts())('malformed'), SOON)
      .toBeGreaterThanOrEqual(before('malformed') + 3);
    await expect
      .poll(async () => (await pane.counts())('duplicate'), SOON)
      .toBeGreaterThan(before('duplicate'));
    paper.faults([{ stream: '*@spotDepth', action: { kind: 'oversize' }, count: 1 }]);
    await expect.poll(async () => (await pane.counts())('oversized'), SOON).toBe(before('oversized') + 1);
    expect((await pane.shownCounts())('oversized')).toBe(before('oversized') + 1);
    paper.faults([]);
    await allLive();
    await sameBook();
  });

  it('shows nothing as fresh while the exchange is gone, and is right when it has started again', async () => {
    await freshlyConnected();
    stopPulse();
    const port = Number(new URL(paper.rest).port);
    await paper.stop();
    await allOld();
    await startExchange(port);
    others.trade('BUY', 2_468);
    await allLive();
    await sameBook();
    // A price that was confirmed just before that trade is fresh as well; it may not outlive the next confirmation.
    await expect.poll(() => pane.lastPrice(), { ...SOON, timeout: STALE_AFTER_MS }).toBe(others.lastPrice());
  });

  it('asks for everything again after the machine stood still, before anything counts as fresh', async () => {
    const before = (await pane.counts())('woken');
    const { pid } = app.electron.process();
    if (pid === undefined) throw new Error('the app has no process');
    process.kill(pid, 'SIGSTOP');
    try {
      // 10 s are a standstill.
      await sleep(10_500);
      // The window's own process runs on: it must know by itself that nothing was confirmed any more.
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expect.poll(async () => (await pane.counts())('woken'), SOON).toBeGreaterThan(before);
    await allLive();
    await sameBook();
  });

  it('asks for everything again when the system says that it woke', async () => {
    // Several reasons within two seconds are taken for one sleep.
    await sleep(2_500);
    const before = (await pane.counts())('woken');
    await wake();
    await expect.poll(async () => (await pane.counts())('woken'), SOON).toBe(before + 1);
    await allLive();
    await sameBook();
  });
});

describe('what nobody looks at', () => {
  it('is not followed: quick changes of the market leave the streams of the last one', async () => {
    const markets = ['ETH/USDT', 'LTC/USDT', 'BNB/USDT', 'XRP/USDT'];
    for (let turn = 0; turn < 2; turn += 1) {
      for (const market of markets) await terminal.select(market);
    }
    await terminal.select('BTC/USDT');
    await allLive();
    await expect
      .poll(() => paper.followed().filter((name) => !name.startsWith('!')), {
        timeout: 40_000,
        interval: 250,
      })
      .toEqual(expect.arrayContaining(['btcusdt@spotDepth']));
    await expect
      .poll(() => paper.followed().filter((name) => /^(eth|ltc|bnb|xrp)/.test(name)), {
        timeout: 40_000,
        interval: 250,
      })
      .toEqual([]);
    await sameBook();
  });

  it('is not followed: without a window only the account is, and a new window has everything again', async () => {
    // Until the tray keeps the app alive, its last window would end it.
    await app.electron.evaluate(({ app: electron }) => {
      electron.removeAllListeners('window-all-closed');
      electron.on('window-all-closed', () => undefined);
    });
    await terminal.page.close();
    await expect.poll(() => paper.followed(), SOON).toEqual(['account']);
    await app.electron.evaluate(({ app: electron }) => void electron.emit('second-instance', {}, []));
    terminal = await new Terminal(await app.window('terminal')).live();
    pane = new MarketPane(terminal.page);
    await allLive();
    await sameBook();
  });

  it('leaves no listen key behind when the desk goes to another account', async () => {
    const sent = recordRequests(paper.rest);
    onTestFinished(() => sent.stop());
    await expect.poll(() => paper.followed(), SOON).toContain('account');
    await terminal.chooseFromAccountMenu('Practice account');
    await expect.poll(() => paper.followed(), SOON).toEqual([]);
    expect(sent.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
      '/api/v1/userDataStream',
    ]);
  });
});
