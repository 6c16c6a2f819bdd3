import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp } from './harness/launch';
import { MarketPane } from './harness/market-pane';
import { Terminal, text } from './harness/terminal';

const SOON = { timeout: 15_000, interval: 50 };
const MARKETS = text('workspace.area.markets');
const TICKET = text('workspace.area.ticket');
const BOTTOM = text('workspace.area.bottom');

/** One desk through the whole file, quit and started again on the way. */
let environment: TestEnvironment;
let userData: string;
let app: LaunchedApp;
let terminal: Terminal;

async function start(): Promise<void> {
  app = await launchApp({ environment, userData });
  terminal = await new Terminal(await app.window('terminal')).live();
}

beforeAll(async () => {
  environment = await startEnvironment('unlocked');
  userData = await mkdtemp(join(tmpdir(), 'perch-workspace-'));
  await start();
  return async () => {
    await app.dispose();
    await rm(userData, { recursive: true, force: true });
    await environment.end();
  };
});

const line = (area: string) =>
  terminal.page.getByRole('separator', { name: text('workspace.resize', { area }) });
const rail = (area: string) => terminal.page.getByRole('button', { name: text('workspace.open', { area }) });

async function sizeOf(area: string): Promise<number> {
  return Number(await line(area).getAttribute('aria-valuenow'));
}

async function chooseLayout(name: string): Promise<void> {
  await terminal.header.getByRole('button', { name: text('workspace.menu') }).click();
  await terminal.page.getByRole('menu').getByText(name, { exact: true }).click();
}

/** Width and height of the window whose page ends so, as the system has them. */
function boundsOf(ending: string): Promise<Electron.Rectangle | undefined> {
  return app.electron.evaluate(
    ({ BrowserWindow }, page) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().endsWith(page))
        ?.getBounds(),
    ending,
  );
}

describe('areas of the desk', () => {
  it('are resized by keyboard, as far as the chart has room', async () => {
    const before = await sizeOf(MARKETS);
    await line(MARKETS).focus();
    for (let press = 0; press < 3; press += 1) await terminal.page.keyboard.press('ArrowRight');
    expect(await sizeOf(MARKETS)).toBe(before + 24);
    expect((await terminal.page.locator('#area-markets').boundingBox())?.width).toBe(before + 24);
    await line(TICKET).focus();
    await terminal.page.keyboard.press('End');
    expect(String(await sizeOf(TICKET))).toBe(await line(TICKET).getAttribute('aria-valuemax'));
    await terminal.page.keyboard.press('Home');
    expect(String(await sizeOf(TICKET))).toBe(await line(TICKET).getAttribute('aria-valuemin'));
  });

  it('are closed and opened by key, by button and by what needs them', async () => {
    await terminal.page.keyboard.press('ControlOrMeta+2');
    await rail(BOTTOM).click();
    await line(BOTTOM).waitFor();
    await line(MARKETS).focus();
    await terminal.page.keyboard.press('Enter');
    await rail(MARKETS).waitFor();
    await terminal.page.keyboard.press('/');
    await expect
      .poll(() => terminal.search.evaluate((input) => input === document.activeElement), SOON)
      .toBe(true);
    await terminal.search.blur();

    await terminal.field('quantity').fill('0.25');
    await terminal.page.keyboard.press('ControlOrMeta+4');
    await rail(TICKET).waitFor();
    await terminal.page.locator('[data-side=bids][data-index="2"] .price').click();
    await terminal.ticket.waitFor();
    expect(await terminal.field('quantity').inputValue()).toBe('0.25');
    expect(await terminal.field('price').inputValue()).not.toBe('');
  });

  it('are arranged by layouts with a name, which are saved, used and deleted', async () => {
    const { page } = terminal;
    const own = await sizeOf(MARKETS);
    await chooseLayout(text('workspace.manage'));
    await page.getByRole('textbox', { name: text('workspace.name') }).fill('My desk');
    await page.getByRole('button', { name: text('workspace.saveButton'), exact: true }).click();
    await page.getByRole('listitem').getByText('My desk').waitFor();
    await terminal.closeDialog();

    await chooseLayout(text('workspace.layout.chart'));
    await Promise.all([rail(MARKETS).waitFor(), rail(BOTTOM).waitFor()]);
    await chooseLayout('My desk');
    await expect.poll(() => sizeOf(MARKETS), SOON).toBe(own);

    await chooseLayout(text('workspace.manage'));
    await page.getByRole('button', { name: text('workspace.removeNamed', { name: 'My desk' }) }).click();
    await page.getByText(text('workspace.none')).waitFor();
    await terminal.closeDialog();
  });
});

describe('a window of its own', () => {
  const markets = async (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
  let pane: Page;

  it('follows the market of the desk until it is pinned to one', async () => {
    await terminal.select('BTC/USDT');
    await terminal.page.getByRole('button', { name: text('pane.openChart') }).click();
    pane = await app.window('pane');
    await expect.poll(() => markets(pane), SOON).toBe('BTC/USDT');
    await terminal.select('ETH/USDT');
    await expect.poll(() => markets(pane), SOON).toBe('ETH/USDT');
    await pane.getByRole('button', { name: text('pane.pin', { symbol: 'ETH/USDT' }) }).click();
    await pane
      .getByRole('button', { name: text('pane.pin', { symbol: 'ETH/USDT' }), pressed: true })
      .waitFor();

    await terminal.select('LTC/USDT');
    const [desk, own] = [new MarketPane(terminal.page), new MarketPane(pane)];
    await expect.poll(async () => Number(await own.lastClose()), SOON).toBeGreaterThan(1_000);
    await expect.poll(async () => Number(await desk.lastClose()), SOON).toBeLessThan(1_000);
    expect(await markets(pane)).toBe('ETH/USDT');
  });

  it('has an interval of its own and nothing to order with', async () => {
    await pane.getByRole('button', { name: text('intervalName.1h'), exact: true }).click();
    const pressed = (page: Page) => page.getByRole('toolbar').locator('[aria-pressed=true]').innerText();
    await expect.poll(() => pressed(pane), SOON).toBe(text('interval.1h'));
    expect(await pressed(terminal.page)).not.toBe(text('interval.1h'));
    const offered = await pane.evaluate(() => Object.keys(window.perch.commands));
    expect(offered.filter((name) => /^(order|limits|account|symbol)\./.test(name))).toEqual([]);
  });

  it('comes back with the desk, where it was, as does the layout', async () => {
    await line(MARKETS).focus();
    await terminal.page.keyboard.press('Shift+ArrowRight');
    const size = await sizeOf(MARKETS);
    const [desk, own] = [
      { x: 200, y: 100, width: 1300, height: 820 },
      { x: 40, y: 60, width: 700, height: 440 },
    ];
    await app.electron.evaluate(
      ({ BrowserWindow }, places) => {
        for (const window of BrowserWindow.getAllWindows()) {
          window.setBounds(places[window.webContents.getURL().endsWith('/pane.html') ? 1 : 0]!);
        }
      },
      [desk, own] as const,
    );
    // The display tells of it when it has done it.
    await expect.poll(() => boundsOf('/terminal.html'), SOON).toEqual(desk);
    await expect.poll(() => boundsOf('/pane.html'), SOON).toEqual(own);
    // Places are written when windows rest.
    await terminal.page.waitForTimeout(800);
    expect(await app.quit()).toBe(0);

    await start();
    pane = await app.window('pane');
    expect(await sizeOf(MARKETS)).toBe(size);
    await expect.poll(() => markets(pane), SOON).toBe('ETH/USDT');
    expect(await boundsOf('/terminal.html')).toEqual(desk);
    expect(await boundsOf('/pane.html')).toEqual(own);
  });

  it('is forgotten when it is closed', async () => {
    const closed = pane.waitForEvent('close');
    // The window is gone before the key is up again.
    await pane.keyboard.press('ControlOrMeta+W').catch(() => undefined);
    await closed;
    await terminal.page.getByRole('button', { name: text('pane.openBook') }).click();
    const book = new MarketPane(await app.window('pane'));
    await expect.poll(async () => (await book.levels('asks')).length, SOON).toBeGreaterThan(3);
  });
});
