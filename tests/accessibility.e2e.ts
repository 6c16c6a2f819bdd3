import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MenuActionId } from '../shared/domain/menu';
import type { Language, Settings, Theme } from '../shared/domain/settings';
import { barriers } from './harness/axe';
import { askAnything } from './harness/confirm-pane';
import { startEnvironment } from './harness/environment';
import { openKeyWindow } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { pattern, Terminal, text } from './harness/terminal';

/** A screen that somebody has to be able to use: how to come to it from the desk, and what of the page it is. */
interface Screen {
  readonly name: string;
  /** Brings it up in English. Answers its page where that is not the terminal's. */
  readonly open: () => Promise<Page | void>;
  /** CSS selector; default the whole page. Where the rest of the page was looked at before, it is left out for time. */
  readonly part?: string;
  readonly close?: (page: Page) => Promise<unknown>;
}

let app: LaunchedApp;
let terminal: Terminal;
let page: Page;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  page = terminal.page;
  await terminal.showOrders();
  await restOrder();
  return async () => {
    await app.dispose();
    await environment.end();
  };
}, 60_000);

/** So that there is a row with its buttons, a balance that is locked, and an order with a story. */
async function restOrder(): Promise<void> {
  await terminal.ticket.getByRole('button', { name: text('ticket.joinBid') }).click();
  const bid = Number(await terminal.field('price').inputValue());
  await terminal.field('price').fill(String(Math.floor(bid * 0.99)));
  await terminal.field('quantity').fill('0.01');
  await terminal.send();
  await page
    .getByRole('button', { name: new RegExp(`^${text('orders.cancel')} `) })
    .first()
    .waitFor();
}

function set(changes: Partial<Pick<Settings, 'theme' | 'language' | 'zoom' | 'welcomed'>>): Promise<unknown> {
  return page.evaluate((wanted) => window.perch.commands['settings.change'](wanted), changes);
}

/** Through the menu of the application, which is the way of every action for which the desk has no button. */
function act(action: MenuActionId): Promise<void> {
  return app.electron.evaluate(({ Menu }, id) => {
    Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, action);
}

function tab(name: string): Screen {
  const open = () => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  return { name: `the desk with ${name}`, open, part: 'section:has(> #bottom-panel)' };
}

function dialog(name: string, open: () => Promise<unknown>): Screen {
  return {
    name: `the dialog ${name}`,
    part: 'dialog[open]',
    async open() {
      await open();
      await page.getByRole('dialog', { name, exact: true }).waitFor();
    },
    async close() {
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    },
  };
}

const SCREENS: readonly Screen[] = [
  { name: 'the desk', open: () => Promise.resolve() },
  tab(text('history.title')),
  tab(text('balances.title')),
  tab(text('market.title')),
  tab(text('performance.title')),
  tab(text('alerts.title')),
  tab(text('orders.title')),
  {
    name: 'the change of an order',
    open: () =>
      page
        .getByRole('button', { name: pattern('orders.timelineOf') })
        .first()
        .press('Enter'),
    part: 'section:has(> #bottom-panel)',
    close: () => page.keyboard.press('Escape'),
  },
  dialog(text('palette.title'), () => page.keyboard.press('Control+K')),
  dialog(text('shortcuts.title'), () => act('app.shortcuts')),
  dialog(text('about.title'), () => act('app.about')),
  dialog(text('settings.title'), () => act('app.settings')),
  dialog(text('timeline.title'), () =>
    page
      .getByRole('button', { name: pattern('orders.timelineOf') })
      .first()
      .click(),
  ),
  dialog(text('welcome.title'), () => set({ welcomed: 'off' })),
  dialog(text('accounts.title'), () => act('account.manage')),
  dialog(text('limits.title'), () => act('account.limits')),
  dialog(text('diagnostics.title'), () => act('app.diagnostics')),
  {
    name: 'the key window',
    open: async () => (await openKeyWindow(app, terminal)).page,
    close: (window) => window.close(),
  },
  {
    name: 'the confirm window',
    async open() {
      const question = await askAnything(app);
      // It takes no answer for a moment, and what can not be pressed may be faint.
      await question.getByRole('alertdialog').getByRole('button', { disabled: false }).nth(1).waitFor();
      return question;
    },
    close: (window) => window.close(),
  },
];

interface Face {
  readonly theme: Exclude<Theme, 'system'>;
  readonly language: Language;
}

/** Crossed: each theme and each language once. What a theme does to colours it does in both languages. */
const CROSSED: readonly Face[] = [
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-CN' },
];
/** The desk, which has the most on it, in every pair. */
const EVERY: readonly Face[] = [
  ...CROSSED,
  { theme: 'dark', language: 'zh-CN' },
  { theme: 'light', language: 'en' },
];

/** Where the focus is, by its accessible name or text. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('aria-label') ?? element?.getAttribute('name') ?? element?.tagName ?? '';
  });
}

/** What a failed test left open does not fail the next one. */
beforeEach(async () => {
  if ((await page.locator('dialog[open]').count()) > 0) await page.keyboard.press('Escape');
});

describe('the keyboard', () => {
  it('goes to a market through the palette, and comes back to where it was', async () => {
    // The ticket of another market is another ticket.
    await terminal.search.focus();
    const before = await focused();
    await page.keyboard.press('Control+K');
    await page.getByRole('combobox', { name: text('palette.input') }).fill('ethusdt');
    await page.getByRole('option', { name: /^ETH\/USDT/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^ETH/ }).waitFor();
    expect(await focused()).toBe(before);
  });

  it('goes from the palette into a dialog, which stays, and back', async () => {
    await terminal.field('quantity').focus();
    const before = await focused();
    await page.keyboard.press('Control+K');
    await page.keyboard.type('keyboard sh');
    await page.keyboard.press('Enter');
    const list = page.getByRole('dialog', { name: text('shortcuts.title') });
    await list.getByText(text('action.palette')).waitFor();
    await list.getByRole('button', { name: text('accounts.close') }).click();
    await list.waitFor({ state: 'detached' });
    expect(await focused()).toBe(before);
  });
});

it('the menus speak the language of the desk', async () => {
  const labels = () =>
    app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
  await set({ language: 'zh-CN' });
  await expect.poll(labels).toContain('编辑');
  await set({ language: 'en' });
  await expect.poll(labels).toContain('Edit');
});

it('drawn at twice its size, everything can still be reached', async () => {
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900),
  );
  await set({ zoom: '200' });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(720);
  const unreachable = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, [tabindex="0"]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        const { left, top, width, height } = element.getBoundingClientRect();
        // Its middle counts: a list is larger than the window.
        const x = left + Math.min(width, innerWidth) / 2;
        const y = top + Math.min(height, innerHeight) / 2;
        return width === 0 || x < 0 || y < 0 || x > innerWidth || y > innerHeight;
      })
      .map((element) => element.outerHTML.slice(0, 200)),
  );
  await set({ zoom: '100' });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1440);
  expect(unreachable).toEqual([]);
});

/** Colours of a theme that is fading in are neither the old ones nor the new ones. */
async function settled(shown: Page, { theme, language }: Face): Promise<void> {
  await shown.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor({ state: 'attached' });
  await shown.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
}

describe.each(SCREENS)('$name', ({ open, part, close }) => {
  it('keeps nobody out, in either theme and language', async () => {
    const [first, ...others] = part === undefined && close === undefined ? EVERY : CROSSED;
    if (first === undefined) throw new Error('no theme and language to look at');
    await set(first);
    await settled(page, first);
    const shown = (await open()) ?? page;
    const found: Record<string, unknown> = {};
    for (const face of [first, ...others]) {
      if (face !== first) await set(face);
      await settled(shown, face);
      const all = await barriers(shown, part);
      if (all.length > 0) found[`${face.theme}, ${face.language}`] = all;
    }
    await close?.(shown);
    expect(found).toEqual({});
  });
});
