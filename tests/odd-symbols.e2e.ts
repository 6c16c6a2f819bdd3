import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { fixed } from '../electron/paper/money/fixed';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { oddListings } from '../electron/paper/testing-listings';
import { toPlaces } from '../shared/domain/decimal';
import { visibleText } from '../shared/domain/visible-text';
import { cutFigures } from './harness/cut-figures';
import { startEnvironment } from './harness/environment';
import { addAccount, openKeyWindow } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { MarketPane } from './harness/market-pane';
import { outsideMarket } from './harness/outside-market';
import { pattern, Terminal, text } from './harness/terminal';
import { unreachable } from './harness/unreachable';

const SOON = { timeout: 15_000, interval: 50 };

/** What the account has of the odd assets, and of what they are paid with. */
const OWNED = {
  USDT: '98765432109876.54321',
  TINY: '1234567890123456',
  HUGE: '0.000000123456789012',
  LONGQUOTEASSET: '1000',
  [oddListings.rightToLeft.baseAsset]: '1000.5',
} as const;

/** One account on an exchange that lists markets at the edges of the protocol and stands still. */
let app: LaunchedApp;
let terminal: Terminal;
let paper: TestPaper;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  paper = await startPaper({ marketMaker: false, extraListings: Object.values(oddListings) });
  for (const [asset, amount] of Object.entries(OWNED))
    paper.exchange.account.ledger.credit(asset, fixed(amount));
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900),
  );
  await addAccount(app, terminal, { name: 'Odd markets', ...paper });
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
  };
}, 60_000);

type Odd = (typeof oddListings)[keyof typeof oddListings];

/** By its symbol, which is plain whatever its assets are called. */
async function show({ symbol, baseAsset }: Odd): Promise<void> {
  await terminal.search.fill(symbol);
  await terminal.search.press('Enter');
  const heading = terminal.page.getByRole('heading', { level: 1 });
  await expect.poll(() => heading.textContent(), SOON).toContain(visibleText(baseAsset));
  await terminal.page.getByRole('grid', { name: text('book.title') }).waitFor();
}

it.each([oddListings.tiny, oddListings.huge])(
  'every digit of $symbol is shown, from the list of markets to the order that rests',
  async (listing) => {
    const { page } = terminal;
    const pane = new MarketPane(page);
    const bids = () =>
      page
        .locator('[data-side=bids] .price')
        .evaluateAll((cells) => cells.slice(0, 2).map((cell) => cell.textContent.replaceAll(',', '')));
    await show(listing);
    const others = outsideMarket(paper, listing.symbol);
    const [[bid = ''] = [], [next = ''] = []] = others.levels('BUY', 2);
    const [, quantity = ''] = others.levels('SELL', 1)[0] ?? [];
    const { length } = listing.centre.split('.')[1] ?? '';
    const written = (price: string) => toPlaces(price, length);
    await expect.poll(bids, SOON).toEqual([written(bid), written(next)]);
    expect(await pane.lastPrice()).toBe(others.lastPrice());
    await terminal.fill('BUY', next, quantity);
    expect(await cutFigures(page)).toEqual([]);

    await terminal.submit.click();
    const asked = await terminal.asked();
    expect((await asked.headline()).replaceAll(',', '')).toContain(written(next));
    expect(await cutFigures(asked.page)).toEqual([]);
    await asked.accept();
    await terminal.says(pattern('ticket.result.resting'));
    await terminal.showOrders();
    await expect
      .poll(async () => (await terminal.openOrders())[0], SOON)
      .toMatchObject({ price: next, quantity });
    await page.getByRole('tab', { name: text('tape.title'), exact: true }).click();
    await page.getByRole('list', { name: text('tape.title') }).waitFor();
    expect(await cutFigures(page)).toEqual([]);
    await pane.showBook();
  },
);

it('long, Chinese, right-to-left and marked-up names are plain text everywhere', async () => {
  const { page } = terminal;
  for (const listing of [
    oddListings.long,
    oddListings.chinese,
    oddListings.rightToLeft,
    oddListings.markup,
  ]) {
    await show(listing);
    const [[price = ''] = []] = outsideMarket(paper, listing.symbol).levels('BUY', 1);
    await terminal.fill('BUY', price, '4');
    expect(await terminal.submit.innerText()).toContain(visibleText(listing.baseAsset));
    expect(await cutFigures(page)).toEqual([]);
  }
  await terminal.submit.click();
  const asked = await terminal.asked();
  expect(await asked.headline()).toContain('<b>BOLD</b>&amp;');
  await asked.accept();
  await terminal.says(pattern('ticket.result.resting'));
  expect((await terminal.openOrders())[0]?.market).toBe('<b>BOLD</b>&amp;/USDT');
  expect(await page.locator('b', { hasText: /^BOLD$/ }).count()).toBe(0);
});

it('what is asked, and where a key is typed, can be reached and read at twice the size', async () => {
  const { page } = terminal;
  const zoom = (percent: '100' | '200') =>
    page.evaluate((value) => window.perch.commands['settings.change']({ zoom: value }), percent);
  const largest = async (shown: Page, close: () => Promise<unknown>) => {
    const before = await shown.evaluate(() => devicePixelRatio);
    await zoom('200');
    await expect.poll(() => shown.evaluate(() => devicePixelRatio), SOON).toBe(2 * before);
    // The window grows with its page, a moment later.
    const found = async () => [...(await unreachable(shown)), ...(await cutFigures(shown))];
    await expect.poll(found, { timeout: 5_000 }).toEqual([]);
    await zoom('100');
    await close();
  };
  await show(oddListings.long);
  const [[price = ''] = []] = outsideMarket(paper, oddListings.long.symbol).levels('BUY', 1);
  await terminal.fill('BUY', price, '4');
  await terminal.submit.click();
  const asked = await terminal.asked();
  await largest(asked.page, () => asked.page.close());
  const key = await openKeyWindow(app, terminal);
  await largest(key.page, () => key.cancel());
});

it('balances are shown to the last digit', async () => {
  const shown = await terminal.balances();
  const held = paper.exchange.account.ledger.balance('HUGE');
  expect(held.free > 0n).toBe(true);
  expect(shown).toMatchObject({ HUGE: { free: OWNED.HUGE }, TINY: { free: OWNED.TINY } });
  expect(shown[visibleText(oddListings.rightToLeft.baseAsset)]).toMatchObject({ free: '1000.5' });
  expect(await cutFigures(terminal.page)).toEqual([]);
});
