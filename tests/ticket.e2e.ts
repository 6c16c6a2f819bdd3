import { beforeAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { normalize } from '../shared/domain/decimal';
import type { Level } from '../shared/domain/market';
import { startEnvironment } from './harness/environment';
import { addAccount } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { pattern, Terminal, text } from './harness/terminal';

const SOON = { timeout: 15_000, interval: 50 };
/** From a symbol to a placed order, what is typed apart. */
const MOST_KEYS = 6;

/** An exchange whose market stands still, so that every level is known. */
let app: LaunchedApp;
let terminal: Terminal;
let paper: TestPaper;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
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

async function levels(side: 'asks' | 'bids', symbol: string): Promise<readonly Level[]> {
  const answer = await fetch(`${paper.rest}/api/v1/spot/depth?symbol=${symbol}`);
  const depth = (await answer.json()) as Record<'asks' | 'bids', [string, string][]>;
  return depth[side];
}

function band() {
  return terminal.page.getByRole('region', { name: text('hotkeys.title') });
}

describe('the ticket by keys', () => {
  it(`leads from a symbol to a placed order in at most ${MOST_KEYS} keys`, async () => {
    const { keyboard } = terminal.page;
    let pressed = 0;
    const press = async (key: string): Promise<void> => {
      pressed += 1;
      await keyboard.press(key);
    };
    await press('/');
    await keyboard.type('ETH/USDT');
    await press('Enter');
    await terminal.ticket.getByRole('radio', { name: text('ticket.buyAsset', { asset: 'ETH' }) }).waitFor();
    await expect.poll(() => terminal.field('price').inputValue(), SOON).not.toBe('');
    await press('Alt+B');
    await keyboard.type('0.02');
    await press('Enter');
    const question = await terminal.asked();
    // The question takes no answer before it could be read.
    await expect
      .poll(() => question.acceptButton.evaluate((button) => button.matches(':focus')), SOON)
      .toBe(true);
    pressed += 1;
    await question.page.keyboard.press('Enter').catch(() => undefined);
    await terminal.says(pattern('ticket.result.resting', { quantity: '0.02', asset: 'ETH' }));
    expect(pressed).toBeLessThanOrEqual(MOST_KEYS);
    await terminal.dismiss();
  });
});

describe('a level that is clicked with Shift', () => {
  it('fills the price and all up to there, as far as the balance reaches', async () => {
    await terminal.select('BTC/USDT');
    const [first, second] = await levels('asks', 'BTCUSDT');
    const row = terminal.page.locator('[data-side=asks][data-index="1"]');
    await row
      .getByRole('gridcell')
      .first()
      .click({ modifiers: ['Shift'] });
    await expect
      .poll(async () => normalize(await terminal.field('price').inputValue()), SOON)
      .toBe(normalize(second![0]));
    const all = Number(first![1]) + Number(second![1]);
    expect(Number(await terminal.field('quantity').inputValue())).toBeCloseTo(all, 8);
  });
});

describe('trading hotkeys', () => {
  it('trade only while armed, one order a press, and are disarmed by their key', async () => {
    const { page } = terminal;
    await terminal.field('quantity').fill('0.01');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('ControlOrMeta+Shift+H');
    await band().getByText(text('hotkeys.band.custom'), { exact: true }).waitFor();

    await page.keyboard.press('Shift+J');
    const question = await terminal.asked();
    await page.keyboard.press('Shift+J');
    await band().getByText(text('hotkeys.ignored'), { exact: true }).waitFor();
    await question.accept();
    await terminal.says(pattern('ticket.result.resting', { quantity: '0.01', asset: 'BTC' }));
    expect(await terminal.field('quantity').inputValue()).toBe('0.01');

    await page.keyboard.press('ControlOrMeta+Shift+H');
    await band().waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+J');
    const [best] = await levels('bids', 'BTCUSDT');
    const orders = (await terminal.openOrders()).filter(({ market }) => market === 'BTC/USDT');
    expect(orders.map(({ price, quantity }) => [price, quantity])).toEqual([[normalize(best![0]), '0.01']]);
  });
});
