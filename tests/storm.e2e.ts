import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startPaper } from '../electron/paper/testing';
import { addAccount } from './harness/key-window';
import { appOfTest, environmentOfTest } from './harness/launch-terminal';
import { MarketPane } from './harness/market-pane';
import { outsideMarket } from './harness/outside-market';
import { openWholeDesk } from './harness/whole-desk';

const SOON = { timeout: 30_000, interval: 100 };
/** Book changes a second over all symbols. */
const RATE = 10_000;
const WATCHED_MS = 5_000;
const LEVELS = 5;

it('a desk with everything open trades in a storm of 10,000 changes a second, never looks old in it, and is right after it', async () => {
  const environment = await environmentOfTest();
  const paper = await startPaper({ rate: RATE });
  onTestFinished(() => paper.stop());
  const others = outsideMarket(paper, 'BTCUSDT');
  const { app, terminal } = await appOfTest({ environment });
  await terminal.live();
  await addAccount(app, terminal, { name: 'In the storm', ...paper });
  await terminal.select('BTC/USDT');
  const { pane: beside } = await openWholeDesk(app, terminal);
  const pane = new MarketPane(terminal.page);
  await pane.showBook();
  await expect.poll(() => pane.isLive(), SOON).toBe(true);

  // An order far from the market: what is typed stands in the ticket, and is what is sent.
  const far = await terminal.priceAt('0.87');
  const order = await terminal.rest('BUY', far, '0.01');
  await terminal.showOrders();
  await expect
    .poll(async () => (await terminal.openOrders()).map(({ orderId, price }) => [orderId, price]), SOON)
    .toEqual([[order, far]]);

  const prices = new Set<string>();
  for (const end = Date.now() + WATCHED_MS; Date.now() < end; await sleep(200)) {
    prices.add(await pane.lastPrice());
    expect(await pane.stale()).toEqual({ book: false, price: false, chart: false });
    expect(await pane.isLive()).toBe(true);
  }
  expect(prices.size).toBeGreaterThan(3);
  const count = await pane.counts();
  for (const kind of ['malformed', 'unknown', 'duplicate', 'disconnected'] as const) {
    expect([kind, count(kind)]).toEqual([kind, 0]);
  }

  // Another market at once, everywhere.
  await terminal.select('ETH/USDT');
  await expect.poll(() => pane.stale(), SOON).toEqual({ book: false, price: false, chart: false });
  await beside.getByText('ETH/USDT').first().waitFor();
  await terminal.select('BTC/USDT');
  await terminal.cancel(order);
  await expect.poll(() => terminal.openOrders(), SOON).toEqual([]);

  paper.exchange.stop();
  for (const [side, at] of [
    ['BUY', 'bids'],
    ['SELL', 'asks'],
  ] as const) {
    await expect
      .poll(async () => (await pane.levels(at)).slice(0, LEVELS), SOON)
      .toEqual(others.levels(side, LEVELS));
  }
  await expect.poll(() => pane.lastPrice(), SOON).toBe(others.lastPrice());
});
