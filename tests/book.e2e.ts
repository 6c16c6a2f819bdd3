import type { Locator } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { depthRows } from '../shared/domain/book-depth';
import { normalize } from '../shared/domain/decimal';
import type { Level } from '../shared/domain/market';
import { askAnything } from './harness/confirm-pane';
import { startEnvironment } from './harness/environment';
import { addAccount } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { pattern, Terminal, text } from './harness/terminal';

const SOON = { timeout: 15_000, interval: 50 };
const BASE = { asset: 'BTC' };
const FINE = '0.01';
const COARSE = '10';

interface ShownRow {
  readonly price: string;
  readonly quantity: string;
  readonly total: string;
}

/** One account on an exchange whose market stands still, so that every level is known. */
let app: LaunchedApp;
let terminal: Terminal;
let paper: TestPaper;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  paper = await startPaper({ marketMaker: false });
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  await addAccount(app, terminal, { name: 'Quiet market', ...paper });
  await terminal.select('BTC/USDT');
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
  };
});

function grid(): Locator {
  return terminal.page.getByRole('grid', { name: text('book.title') });
}

function row(side: 'asks' | 'bids', index: number): Locator {
  return grid().locator(`[data-side=${side}][data-index="${index}"]`);
}

/** Figures without separators and needless zeros, best first. */
async function shown(side: 'asks' | 'bids', most: number): Promise<ShownRow[]> {
  const cells = await grid()
    .locator(`[data-side=${side}]`)
    .evaluateAll((rows) =>
      rows.map((one) => [...one.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent.trim())),
    );
  const plain = (figure = ''): string => normalize(figure.replace(/,/g, ''));
  return cells.slice(0, most).map(([price, quantity, total]) => ({
    price: plain(price),
    quantity: plain(quantity),
    total: plain(total),
  }));
}

/** The same rows as the exchange itself tells them. */
async function expected(side: 'asks' | 'bids', step: string, most: number): Promise<ShownRow[]> {
  const answer = await fetch(`${paper.rest}/api/v1/spot/depth?symbol=BTCUSDT`);
  const depth = (await answer.json()) as Record<'asks' | 'bids', [string, string][]>;
  const levels = depth[side].map(([price, quantity]): Level => [price, quantity]);
  return depthRows(side, levels, step, most).map(({ price, quantity, total }) => ({
    price: normalize(price),
    quantity,
    total,
  }));
}

/**
 * Chooses from the menu of a row. It goes when its window loses the focus, as a menu does, and on a display that others use the focus can
 * go at any moment: then it is opened again.
 */
async function chooseAt(
  side: 'asks' | 'bids',
  index: number,
  entry: 'book.menu.sell' | 'book.menu.upTo' | 'book.menu.alert',
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await row(side, index).click({ button: 'right' });
    try {
      return await terminal.page.getByRole('menuitem', { name: pattern(entry) }).click({ timeout: 4_000 });
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

async function group(step: string): Promise<void> {
  await terminal.page.getByRole('button', { name: pattern('book.grouping') }).click();
  await terminal.page.getByRole('menuitemradio', { name: new RegExp(`^${step}( |$)`) }).click();
}

describe('the order book', () => {
  beforeEach(async () => {
    await grid().waitFor();
  });

  it.each(['asks', 'bids'] as const)(
    'shows the %s of the exchange with their running totals',
    async (side) => {
      await expect.poll(() => shown(side, 8), SOON).toEqual(await expected(side, FINE, 8));
    },
  );

  it('groups prices, never making them look better than they are', async () => {
    await group(COARSE);
    for (const side of ['asks', 'bids'] as const) {
      await expect.poll(() => shown(side, 3), SOON).toEqual(await expected(side, COARSE, 3));
    }
    await group(FINE);
  });

  it('puts a price that is clicked into the ticket, and with a quantity all up to there', async () => {
    const [, second, third] = await expected('asks', FINE, 3);
    await terminal.field('quantity').fill('');
    await row('asks', 1).getByRole('gridcell').first().click();
    expect(normalize(await terminal.field('price').inputValue())).toBe(second!.price);
    expect(await terminal.field('quantity').inputValue()).toBe('');

    await row('asks', 2).locator('[data-cell=quantity]').click();
    await expect.poll(() => terminal.field('quantity').inputValue(), SOON).toBe(third!.total);
    expect(normalize(await terminal.field('price').inputValue())).toBe(third!.price);
    await terminal.ticket.getByText(text('ticket.takes'), { exact: true }).waitFor();
  });

  it('begins an order at a level by its menu', async () => {
    const [, , , fourth] = await expected('asks', FINE, 4);
    await terminal.field('price').fill('');
    await chooseAt('asks', 3, 'book.menu.sell');
    await expect
      .poll(async () => normalize(await terminal.field('price').inputValue()), SOON)
      .toBe(fourth!.price);
    await terminal.ticket
      .getByRole('radio', { name: text('ticket.sellAsset', BASE), checked: true })
      .waitFor();

    await chooseAt('asks', 3, 'book.menu.upTo');
    await expect.poll(() => terminal.field('quantity').inputValue(), SOON).toBe(fourth!.total);
    await terminal.ticket
      .getByRole('radio', { name: text('ticket.buyAsset', BASE), checked: true })
      .waitFor();
  });

  it('opens the form of an alert at a level by its menu', async () => {
    const [, second] = await expected('asks', FINE, 2);
    await chooseAt('asks', 1, 'book.menu.alert');
    const form = terminal.page.getByRole('dialog', { name: text('alerts.new.title') });
    const field = form.getByLabel(text('alerts.field.price'), { exact: true });
    expect(normalize(await field.inputValue())).toBe(second!.price);
    await terminal.page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('is used by keys alone', async () => {
    const [best] = await expected('bids', FINE, 1);
    // The pointer has left the book.
    await terminal.field('price').hover();
    await grid().focus();
    await grid().press('ArrowDown');
    await grid().press('Enter');
    await expect
      .poll(async () => normalize(await terminal.field('price').inputValue()), SOON)
      .toBe(best!.price);
  });

  it('says what all up to the row under the pointer comes to', async () => {
    const [, , third] = await expected('bids', FINE, 3);
    const note = terminal.page.getByRole('note').getByText(`${third!.total} ${BASE.asset}`);
    // On a busy machine a single movement of the pointer was not told to the page now and then: it is moved there anew.
    await vi.waitFor(async () => {
      await terminal.field('price').hover();
      await row('bids', 2).hover();
      await note.waitFor({ timeout: 2_000 });
    }, SOON);
    await terminal.field('price').hover();
    await terminal.page.getByRole('note').waitFor({ state: 'detached' });
  });

  it('marks the level at which an own order rests, until it is cancelled', async () => {
    const [best] = await expected('bids', FINE, 1);
    const id = await terminal.rest('BUY', best!.price, '0.01');
    const mark = row('bids', 0).getByRole('img', { name: pattern('book.own') });
    await mark.waitFor();
    await terminal.showOrders();
    await terminal.cancel(id);
    await mark.waitFor({ state: 'detached' });
  });
});

describe('diagnostics', () => {
  it('open from the status bar, tell of the streams, and are copied as text', async () => {
    await terminal.page.getByRole('button', { name: pattern('statusBar.diagnostics') }).click();
    const dialog = terminal.page.getByRole('dialog', { name: text('diagnostics.title') });
    const connections = dialog.getByRole('table', { name: text('diagnostics.connections') });
    await connections.getByText('btcusdt@spotDepth').waitFor();
    await app.electron.evaluate(({ clipboard }) => clipboard.writeText('before'));
    await dialog.getByRole('button', { name: text('diagnostics.copy') }).click();
    await dialog.getByText(text('diagnostics.copied'), { exact: true }).waitFor();
    const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain(`server: ${paper.rest}`);
    expect(copied).toContain('btcusdt@spotDepth');
    expect(copied).not.toContain(paper.key);
    await terminal.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

// The last: what is asked in it leaves trading locked.
it('a book in a window of its own fills the ticket, of its own market too, and nothing while a question is open', async () => {
  await terminal.page
    .getByRole('button', { name: text('pane.openBook') })
    .last()
    .click();
  const pane = await app.window('pane');
  const level = pane.locator('[data-side=asks][data-index="1"] .price');
  const [, second] = await expected('asks', FINE, 2);
  await level.click();
  const price = async () => normalize((await terminal.field('price').inputValue()) || '0');
  await expect.poll(price, SOON).toBe(second!.price);
  await pane.getByRole('button', { name: pattern('pane.pin') }).click();
  await pane.getByRole('button', { name: pattern('pane.pin'), pressed: true }).waitFor();
  await terminal.select('ETH/USDT');
  await terminal.field('price').fill('3000');
  await level.click();
  await terminal.ticket.getByRole('radio', { name: text('ticket.buyAsset', BASE) }).waitFor();
  await expect.poll(price, SOON).toBe(second!.price);

  const question = await askAnything(app);
  await terminal.field('price').fill('66000');
  await level.click();
  await pane.getByRole('alert').getByText(text('error.ticket.asking')).waitFor();
  expect(await price()).toBe('66000');
  await question.close();
  await pane.close();
});
