import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startPaper } from '../../electron/paper/testing';
import type { Language } from '../../shared/domain/settings';
import type { MessageKey } from '../../shared/i18n/en';
import { translate } from '../../shared/i18n/translate';
import { ConfirmPane } from '../harness/confirm-pane';
import { startEnvironment } from '../harness/environment';
import { KeyWindow } from '../harness/key-window';
import { launchApp, type LaunchedApp } from '../harness/launch';
import { pattern, Terminal } from '../harness/terminal';
import { INDICATORS } from '../screens/more-screens';
import { startTrayHost, type TrayHost } from '../harness/tray-host';
import { act, setLook, settled } from '../screens/screen';
import { resize } from './album';
import { indexedPng } from './indexed-png';

const NAMES: Readonly<Record<Language, string>> = { en: 'Main account', 'zh-CN': '主账户' };
const NOTES: Readonly<Record<Language, string>> = { en: 'Time to look again', 'zh-CN': '该再看一眼了' };
const KEY = { key: 'mzCUDxGbWbPQ3mJcH8sU7vKq', secret: 'a-secret-of-the-demo-alone' };

/** Goes the way of a newcomer in each language, and leaves the pictures of docs/guide.md: `<folder>/guide-<step>-<language>.png`. */
export async function pictureGuide(folder: string, onPicture: (file: string) => void): Promise<void> {
  for (const language of ['en', 'zh-CN'] as const) {
    const environment = await startEnvironment('unlocked');
    const host = await startTrayHost(environment.bus);
    const app = await launchApp({ environment, welcome: true, closeToTray: 'on' });
    try {
      const take = async (page: Page, step: string): Promise<void> => {
        const path = join(folder, `guide-${step}-${language}.png`);
        await page.mouse.move(0, 0);
        await writeFile(path, indexedPng(await page.screenshot({ animations: 'disabled' })));
        onPicture(path);
      };
      await goThrough(app, language, take);
      await lookAtTray(app, host, language, take);
    } finally {
      await app.dispose();
      host.end();
      await environment.end();
    }
  }
}

async function goThrough(
  app: LaunchedApp,
  language: Language,
  take: (page: Page, step: string) => Promise<void>,
): Promise<void> {
  const terminal = new Terminal(await app.window('terminal'));
  const { page } = terminal;
  const t = (key: MessageKey): string =>
    (translate as (language: Language, key: MessageKey) => string)(language, key);
  await resize(app, page, 1280, 800);
  await page.getByRole('dialog', { name: translate('en', 'welcome.title') }).waitFor();
  await setLook({ app, terminal }, { language });
  await settled(page, { theme: 'dark', language });
  await page.waitForTimeout(3_000);
  await take(page, 'welcome');

  await page.getByRole('button', { name: t('welcome.next') }).click();
  await page.getByRole('heading', { name: t('welcome.paper') }).waitFor();
  await page.getByRole('button', { name: t('welcome.next') }).click();
  await page
    .locator('button[type=submit]')
    .and(page.getByRole('button', { name: pattern('ticket.submit.buy', {}, language) }))
    .waitFor();
  await page.waitForTimeout(3_000);
  await take(page, 'first-trade');
  await page.locator('#area-ticket button[type=submit]').click();
  const question = await ConfirmPane.coming(page.context());
  // It takes no answer for a moment, and is faint meanwhile.
  await question.page.getByRole('alertdialog').getByRole('button', { disabled: false }).nth(1).waitFor();
  await take(question.page, 'confirm');
  await question.accept();
  await page.getByRole('region', { name: t('welcome.done') }).waitFor();
  await take(page, 'first-trade-done');
  await page.getByRole('button', { name: t('welcome.done.end') }).click();

  await addKey(app, page, language, take);
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('a');
  const form = page.getByRole('dialog', { name: t('alerts.new.title') });
  await form.getByLabel(t('alerts.field.kind')).selectOption('rises');
  const price = form.getByLabel(t('alerts.field.price'), { exact: true });
  await price.fill(String(Math.round(Number(await price.inputValue()) * 1.006)));
  await form.getByLabel(t('alerts.field.note')).fill(NOTES[language]);
  await take(page, 'alert');
  await form.getByRole('button', { name: t('alerts.create') }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: new RegExp(`^${t('alerts.title')}`) }).click();
  await take(page, 'alerts');

  await page.getByRole('tab', { name: t('watchlist.first'), exact: true }).click();
  await page.getByRole('button', { name: t('watchlist.begin') }).click();
  await page.getByRole('tab', { name: new RegExp(`^${t('balances.title')}`) }).click();
  await resize(app, page, 1440, 900);
  const theme = language === 'en' ? 'dark' : 'light';
  await setLook({ app, terminal }, { theme, indicators: INDICATORS });
  await settled(page, { theme, language });
  await page.waitForTimeout(4_000);
  await take(page, 'desk');
}

/** An account on a server of its own; it is there afterwards and not used. */
async function addKey(
  app: LaunchedApp,
  page: Page,
  language: Language,
  take: (page: Page, step: string) => Promise<void>,
): Promise<void> {
  const exchange = await startPaper({ seed: 11, keyId: KEY.key, secret: KEY.secret });
  try {
    await act({ app, terminal: new Terminal(page) }, 'account.add');
    const window = await app.window('key');
    const fields = { name: NAMES[language], restUrl: exchange.rest, keyId: KEY.key, secret: KEY.secret };
    for (const [name, value] of Object.entries(fields))
      await window.locator(`input[name=${name}]`).fill(value);
    await take(new KeyWindow(window).page, 'key');
    const closed = window.waitForEvent('close');
    await window.getByRole('button', { name: translate(language, 'key.save') }).click();
    await closed;
    await act({ app, terminal: new Terminal(page) }, 'account.manage');
    await page.getByRole('article', { name: NAMES[language] }).waitFor();
    await take(page, 'accounts');
    await page.keyboard.press('Escape');
  } finally {
    await exchange.stop();
  }
}

async function lookAtTray(
  app: LaunchedApp,
  host: TrayHost,
  language: Language,
  take: (page: Page, step: string) => Promise<void>,
): Promise<void> {
  await host.choose(translate(language, 'tray.strip'));
  const strip = await app.window('strip');
  await strip.getByRole('button', { name: /BTC/ }).waitFor();
  await strip.waitForTimeout(1_500);
  await take(strip, 'strip');
  await host.activate();
  const popover = await app.window('popover');
  await popover.getByRole('option').first().waitFor();
  await popover.waitForTimeout(2_500);
  await take(popover, 'popover');
}
