import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { barriers } from './harness/axe';
import { startEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp } from './harness/launch';
import { Terminal, text } from './harness/terminal';
import { CROSSED_LOOKS, EVERY_LOOK, setLook, settled } from './screens/screen';
import { restOrder, screensOf } from './screens/screens';

let app: LaunchedApp;
let terminal: Terminal;
let page: Page;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  page = terminal.page;
  await terminal.showOrders();
  await restOrder({ app, terminal });
  return async () => {
    await app.dispose();
    await environment.end();
  };
}, 60_000);

const set = (changes: Parameters<typeof setLook>[1]): Promise<unknown> => setLook({ app, terminal }, changes);
/** In which screens are opened by their names. */
const ENGLISH = { theme: 'dark', language: 'en' } as const;
const SCREENS = screensOf(() => ({ app, terminal }));

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

describe.each(SCREENS)('$name', ({ open, part, close }) => {
  it('keeps nobody out, in either theme and language', async () => {
    await set(ENGLISH);
    await settled(page, ENGLISH);
    const shown = (await open()) ?? page;
    const found: Record<string, unknown> = {};
    // The desk, which has the most on it, in every pair.
    for (const look of part === undefined && close === undefined ? EVERY_LOOK : CROSSED_LOOKS) {
      await set(look);
      await settled(shown, look);
      const all = await barriers(shown, part);
      if (all.length > 0) found[`${look.theme}, ${look.language}`] = all;
    }
    await close?.(shown);
    expect(found).toEqual({});
  });
});
