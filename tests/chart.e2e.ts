import { mkdir } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { addAccount } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { MarketPane } from './harness/market-pane';
import { outsideMarket } from './harness/outside-market';
import { pattern, Terminal, text } from './harness/terminal';

const SOON = { timeout: 20_000, interval: 50 };

let environment: TestEnvironment;
let app: LaunchedApp;
let terminal: Terminal;
let market: MarketPane;
let paper: TestPaper;

/** One app on a market that moves by the test alone. */
beforeAll(async () => {
  environment = await startEnvironment('unlocked');
  paper = await startPaper({ marketMaker: false, keyId: 'key-of-charts' });
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  market = new MarketPane(terminal.page);
  await addAccount(app, terminal, { name: 'Charts', ...paper });
  await terminal.select('BTC/USDT');
  await plot().waitFor();
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
  };
});

function plot(): Locator {
  return market.chart.getByRole('img', { name: /BTC\/USDT/ });
}

function readings(): Locator {
  return market.chart.locator(`dl[aria-label="${text('indicator.legend')}"]`);
}

async function tool(name: string): Promise<void> {
  await market.chart.getByRole('button', { name: text('chart.tools'), exact: true }).click();
  await market.chart.getByRole('menu').getByText(name).click();
}

/** Says what happened, as the chart does. */
function said(message: RegExp): Locator {
  return market.chart.getByRole('status').getByText(message);
}

async function addIndicator(kind: 'sma' | 'rsi'): Promise<void> {
  const name = text('indicator.addOne', { name: text(`indicator.${kind}`) });
  await terminal.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

/** Where the pointer says that something can be moved up and down, px in the window, nearest to the middle of the chart. */
async function handle(): Promise<{ x: number; y: number }> {
  const box = await plot().boundingBox();
  if (!box) throw new Error('there is no chart');
  const x = Math.round(box.x + box.width * 0.6);
  for (let y = Math.round(box.y + 8); y < box.y + box.height - 40; y += 3) {
    await terminal.page.mouse.move(x, y);
    const cursor = await terminal.page.evaluate(
      ([left, top]) => {
        const under = document.elementFromPoint(left, top);
        return under ? getComputedStyle(under).cursor : '';
      },
      [x, y] as const,
    );
    if (cursor === 'ns-resize') return { x, y };
  }
  throw new Error('no line can be moved');
}

function openPrices(): string[] {
  return [...paper.exchange.account.openOrders()].map(({ ticks }) => outsidePrice(Number(ticks)));
}

function outsidePrice(ticks: number): string {
  const found = paper.exchange.markets.get('BTCUSDT');
  return found ? found.instrument.priceText(ticks) : '';
}

async function picture(name: string): Promise<void> {
  const folder = process.env['PERCH_SHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await terminal.page.screenshot({ path: `${folder}/${name}.png` });
}

describe('the chart', () => {
  it('draws the indicators that are added, with their values', async () => {
    await market.chart.getByRole('button', { name: text('indicator.title'), exact: true }).click();
    await addIndicator('sma');
    await addIndicator('rsi');
    await picture('indicators-dialog');
    await terminal.page.keyboard.press('Escape');
    await expect.poll(() => readings().innerText(), SOON).toMatch(/SMA 20\s*[\d,.]+\s*RSI 14\s*\d+\.\d/);
    await picture('indicators');
  });

  it('moves an order by its line, once main was told yes', async () => {
    const [best] = outsideMarket(paper, 'BTCUSDT').levels('BUY', 1);
    await terminal.rest('BUY', String(Math.floor(Number(best?.[0] ?? '0') * 0.9985)), '0.01');
    const [before] = openPrices();
    await expect
      .poll(() => plot().getAttribute('aria-label'), SOON)
      .toContain(text('chart.order.BUY', { quantity: '0.01' }));
    const { x, y } = await handle();
    await terminal.page.mouse.down();
    await terminal.page.mouse.move(x, y + 10);
    await terminal.page.mouse.move(x, y + 24, { steps: 3 });
    await picture('dragging');
    await terminal.page.mouse.up();
    await (await terminal.asked()).accept();
    await said(pattern('chart.moved')).waitFor();
    const [after] = openPrices();
    expect(openPrices()).toHaveLength(1);
    expect(Number(after)).toBeLessThan(Number(before));
    await picture('moved');
  });

  it('sets an alert at the price that was clicked', async () => {
    await plot().click({ button: 'right', position: { x: 120, y: 140 } });
    await terminal.page.getByRole('menu', { name: text('chart.menu') }).waitFor();
    await picture('menu');
    await terminal.page.getByRole('menuitem', { name: pattern('chart.menuAlert') }).click();
    await said(pattern('chart.alertSet')).waitFor();
    await picture('alert');
  });

  it('copies a picture', async () => {
    await tool(text('chart.shotClipboard'));
    await said(pattern('chart.shotCopied')).waitFor();
    const magic = await app.electron.evaluate(async ({ clipboard }) => {
      // What an Electron before 45 has in place of items.
      const older = clipboard as { readImage?: () => { toPNG: () => Uint8Array } };
      let bytes = older.readImage?.().toPNG();
      if (!bytes) {
        const [item] = await clipboard.read();
        const blob = await item?.getType('image/png');
        bytes = blob instanceof Blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array();
      }
      return { head: [...bytes.subarray(0, 8)], all: Buffer.from(bytes).toString('base64') };
    });
    expect(magic.head).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const folder = process.env['PERCH_SHOTS'];
    if (folder !== undefined) {
      const { writeFile } = await import('node:fs/promises');
      await writeFile(`${folder}/copied.png`, Buffer.from(magic.all, 'base64'));
    }
  });

  it('has a logarithmic scale, and after a restart the same scale and the same indicators', async () => {
    await tool(text('chart.log'));
    await picture('log');
    await app.quit();
    app = await launchApp({ environment, userData: app.userData });
    terminal = await new Terminal(await app.window('terminal')).live();
    market = new MarketPane(terminal.page);
    await expect.poll(() => readings().innerText(), SOON).toMatch(/SMA 20\s*[\d,.]+\s*RSI 14/);
    await market.chart.getByRole('button', { name: text('chart.tools'), exact: true }).click();
    const scale = market.chart.getByRole('menuitemradio', { name: text('chart.log') });
    expect(await scale.getAttribute('aria-checked')).toBe('true');
  });
});
