import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp } from './harness/launch';
import { Terminal, text } from './harness/terminal';

let environment: TestEnvironment;
let userData: string;
let app: LaunchedApp;
let terminal: Terminal;

const LIST = text('watchlist.first');
const SOON = { timeout: 10_000, interval: 50 };

beforeAll(async () => {
  environment = await startEnvironment();
  userData = await mkdtemp(join(tmpdir(), 'perch-user-'));
  await start();
});

afterAll(async () => {
  await app?.dispose();
  await environment?.end();
  await rm(userData, { recursive: true, force: true });
});

async function start(): Promise<void> {
  app = await launchApp({ environment, userData });
  terminal = new Terminal(await app.window('terminal'));
  await terminal.markets.or(terminal.page.getByText(text('watchlist.emptyKnown'))).waitFor();
}

/** Markets in the order of the list. */
async function listed(): Promise<string[]> {
  const labels = await terminal.markets.getByRole('option').evaluateAll((options) =>
    options
      .map((option) => ({ at: Number(option.ariaPosInSet), label: option.ariaLabel ?? '' }))
      .sort((a, b) => a.at - b.at)
      .map(({ label }) => label.split(' ')[0] ?? ''),
  );
  return labels;
}

function tab(name: string) {
  return terminal.page.getByRole('tab', { name, exact: true });
}

it('finds a market by its Chinese name, and the keyboard alone takes it and stars it', async () => {
  const { page, search } = terminal;
  await terminal.live();
  await page.keyboard.press('/');
  await page.keyboard.insertText('以太坊');
  await expect.poll(listed, SOON).toEqual(['ETH/USDT', 'ETH/BTC']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+D');
  await terminal.option('ETH/BTC').and(page.getByLabel(LIST)).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+D');
  await page.keyboard.press('Enter');
  await terminal.ticket.getByRole('radio', { name: text('ticket.buyAsset', { asset: 'ETH' }) }).waitFor();
  expect(await search.inputValue()).toBe('');
  const quantity = terminal.field('quantity');
  await expect.poll(() => quantity.evaluate((input) => input === document.activeElement), SOON).toBe(true);
});

it('draws the day of each market on the screen', async () => {
  const line = terminal.option('BTC/USDT').locator('polyline');
  await expect.poll(async () => (await line.getAttribute('points'))?.split(' ').length, SOON).toBe(49);
});

it('keeps a list in the order of the hand, by pointer and by keyboard', async () => {
  const { page } = terminal;
  for (const market of ['BTC/USDT', 'LTC/USDT']) {
    await terminal
      .option(market)
      .getByTitle(text('watchlist.star', { list: LIST }))
      .click();
  }
  await tab(LIST).click();
  await expect.poll(listed, SOON).toEqual(['ETH/BTC', 'ETH/USDT', 'BTC/USDT', 'LTC/USDT']);

  await terminal.option('LTC/USDT').click();
  await terminal.markets.press('Alt+ArrowUp');
  await expect.poll(listed, SOON).toEqual(['ETH/BTC', 'ETH/USDT', 'LTC/USDT', 'BTC/USDT']);

  const [carried, first] = await Promise.all(
    ['BTC/USDT', 'ETH/BTC'].map((market) => terminal.option(market).boundingBox()),
  );
  await page.mouse.move(carried!.x + 60, carried!.y + 17);
  await page.mouse.down();
  await page.mouse.move(first!.x + 60, first!.y + 12, { steps: 4 });
  await page.mouse.move(first!.x + 60, first!.y + 4);
  await page.mouse.up();
  await expect.poll(listed, SOON).toEqual(['BTC/USDT', 'ETH/BTC', 'ETH/USDT', 'LTC/USDT']);

  await terminal
    .option('ETH/BTC')
    .getByTitle(text('watchlist.unstar', { list: LIST }))
    .click();
  await expect.poll(listed, SOON).toEqual(['BTC/USDT', 'ETH/USDT', 'LTC/USDT']);
});

it('has several lists, each begun with well-known markets if wanted', async () => {
  const { page } = terminal;
  await page.getByRole('button', { name: text('watchlist.menu') }).click();
  await page.getByRole('menuitem', { name: text('watchlist.new') }).click();
  await page.getByRole('textbox', { name: text('watchlist.name') }).fill('<b>Majors</b>');
  await page.getByRole('button', { name: text('watchlist.create'), exact: true }).click();
  await page.getByRole('button', { name: text('watchlist.begin') }).click();
  await expect.poll(async () => (await listed()).slice(0, 2), SOON).toEqual(['BTC/USDT', 'ETH/USDT']);
  await page
    .getByRole('button', { name: text('markets.sortBy', { column: text('markets.sort.name') }) })
    .click();
  await expect.poll(async () => (await listed())[0], SOON).toBe('ADA/USDT');
});

it('shows the same list in the same order after a restart', async () => {
  const before = await listed();
  await app.quit();
  await start();
  await expect.poll(listed, SOON).toEqual(before);
  await expect.poll(() => tab('<b>Majors</b>').getAttribute('aria-selected'), SOON).toBe('true');
  await terminal.page.getByRole('button', { name: text('watchlist.menu') }).click();
  await terminal.page.getByRole('menuitemradio', { name: LIST }).click();
  await expect.poll(listed, SOON).toHaveLength(3);
});
