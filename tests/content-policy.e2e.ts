import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutDown, multiply } from '../shared/domain/decimal';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { ConfirmPane } from './harness/confirm-pane';
import { SettingsPane } from './harness/settings-pane';
import { launchApp, type LaunchedApp } from './harness/launch';
import { startTrayHost, type TrayHost } from './harness/tray-host';

let environment: TestEnvironment;
let tray: TrayHost;
let app: LaunchedApp;

beforeAll(async () => {
  environment = await startEnvironment();
  tray = await startTrayHost(environment.bus);
  app = await launchApp({ environment });
});

afterAll(async () => {
  await app?.dispose();
  tray?.end();
  await environment?.end();
});

/** Loads the page again and keeps, from its first moment, what it was refused and what it complained of. */
async function watch(page: Page): Promise<() => Promise<string[]>> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(globalThis, { refused });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      refused.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
  });
  await page.reload();
  return async () => [
    ...complaints,
    ...(await page.evaluate(() => Reflect.get(globalThis, 'refused') as string[])),
  ];
}

describe('the content policy', () => {
  it('refuses nothing that the desk and the key window do', async () => {
    const terminal = await app.window('terminal');
    const deskComplaints = await watch(terminal);

    await terminal.getByRole('textbox', { name: 'Search markets' }).fill('eth');
    await terminal
      .getByRole('listbox')
      .getByRole('option', { name: /^ETH\/USDT/ })
      .click();
    await terminal.getByRole('button', { name: 'Clear the search' }).click();
    await terminal.getByRole('button', { name: 'Join bid' }).click();
    await terminal.getByRole('textbox', { name: 'Quantity' }).fill('1,5');
    await terminal.getByRole('textbox', { name: 'Quantity' }).fill('0.5');
    const price = terminal.getByRole('textbox', { name: 'Price' });
    // Far enough below the market to rest in it.
    await price.fill(cutDown(multiply(await price.inputValue(), '0.93'), 0));
    await terminal.getByRole('button', { name: 'Test order' }).click();
    await terminal.getByText('Test passed').waitFor();
    await terminal.getByRole('button', { name: /^Buy 0\.5 ETH at/ }).click();
    await (await ConfirmPane.coming(terminal.context())).accept();
    await terminal.getByRole('button', { name: /^Cancel order/ }).click();
    await terminal.getByText(/is cancelled\.$/).waitFor({ state: 'attached' });
    await terminal.getByRole('tab', { name: 'Balances' }).click();
    await terminal.getByRole('banner').getByRole('button', { name: 'Account' }).click();
    await terminal.getByRole('menuitem', { name: 'Manage accounts…' }).click();
    await terminal.getByRole('dialog').getByRole('button', { name: 'Add account…' }).click();

    const key = await app.window('key');
    const keyComplaints = await watch(key);
    await key.getByRole('textbox', { name: 'Server address' }).fill('http://example.com');
    await key.getByRole('button', { name: 'Check and save' }).click();
    await key.getByRole('alert').first().waitFor();
    expect(await keyComplaints()).toEqual([]);
    const closed = key.waitForEvent('close');
    // The window may be gone before the key is up again.
    await key.keyboard.press('Escape').catch(() => undefined);
    await closed;

    await terminal.keyboard.press('Escape');
    await terminal.locator('dialog').waitFor({ state: 'detached' });
    const settings = new SettingsPane(terminal);
    for (const theme of ['light', 'system', 'dark'] as const) await settings.chooseTheme(theme);
    await settings.chooseLanguage('zh-CN');
    await expect.poll(() => terminal.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await deskComplaints()).toEqual([]);
  });

  it('refuses nothing that the small windows of the tray do', async () => {
    const terminal = await app.window('terminal');
    await terminal.evaluate(() => window.perch.commands['settings.change']({ strip: 'on', language: 'en' }));
    const strip = await app.window('strip');
    const stripComplaints = await watch(strip);
    await strip.getByRole('button', { name: /BTC/ }).first().click();
    await tray.activate();
    const popover = await app.window('popover');
    const popoverComplaints = await watch(popover);
    await popover.getByRole('option').first().waitFor();
    await popover.keyboard.press('ArrowDown');
    await popover.keyboard.press('a');
    await popover.getByRole('textbox').first().fill('1,5');
    await popover.keyboard.press('Escape');
    for (const theme of ['light', 'dark'] as const)
      await terminal.evaluate((chosen) => window.perch.commands['settings.change']({ theme: chosen }), theme);
    expect(await stripComplaints()).toEqual([]);
    expect(await popoverComplaints()).toEqual([]);
  });

  it('is seen by this test when it refuses something', async () => {
    const terminal = await app.window('terminal');
    const complaints = await watch(terminal);
    await terminal.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await expect
      .poll(complaints)
      .toEqual(
        expect.arrayContaining([
          expect.stringContaining('Refused to apply inline style'),
          expect.stringMatching(/^style-src-attr inline/),
        ]),
      );
  });
});
