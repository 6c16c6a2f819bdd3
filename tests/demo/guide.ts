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
import { act, setLook, settled } from '../screens/screen';
import { resize } from './album';

const NAMES: Readonly<Record<Language, string>> = { en: 'Main account', 'zh-CN': '主账户' };
const NOTES: Readonly<Record<Language, string>> = { en: 'Time to look again', 'zh-CN': '该再看一眼了' };
const KEY = { key: 'mzCUDxGbWbPQ3mJcH8sU7vKq', secret: 'a-secret-of-the-demo-alone' };

/** Goes the way of a newcomer in each language, and leaves the pictures of docs/guide.md: `<folder>/guide-<step>-<language>.png`. */
export async function pictureGuide(folder: string, onPicture: (file: string) => void): Promise<void> {
  for (const language of ['en', 'zh-CN'] as const) {
    const environment = await startEnvironment('unlocked');
    const app = await launchApp({ environment, welcome: true });
    try {
      await goThrough(app, language, async (page, step) => {
        const path = join(folder, `guide-${step}-${language}.png`);
        await page.mouse.move(0, 0);
        await page.screenshot({ path, animations: 'disabled' });
        onPicture(path);
      });
    } finally {
      await app.dispose();
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
