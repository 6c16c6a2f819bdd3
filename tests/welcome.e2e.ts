import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Language } from '../shared/domain/settings';
import { translate } from '../shared/i18n/translate';
import { appOfTest, environmentOfTest } from './harness/launch-terminal';
import { pattern } from './harness/terminal';

/** A first start may take no longer than this until its practice order is placed (ms). */
const MINUTE_MS = 60_000;

describe.each<Language>(['en', 'zh-CN'])('a first start in %s', (language) => {
  it('ends in a practice trade within a minute, by the keyboard alone', async () => {
    const environment = await environmentOfTest();
    const began = Date.now();
    const { app, terminal } = await appOfTest({ environment, welcome: true });
    const { page } = terminal;
    const press = (key: string): Promise<void> => page.keyboard.press(key);

    await page.getByRole('dialog', { name: translate('en', 'welcome.title') }).waitFor();
    await page.getByRole('radio', { name: 'English' }).and(page.locator(':focus')).waitFor();
    if (language === 'zh-CN') {
      await press('ArrowRight');
      await page.locator('html[lang=zh-CN]').waitFor();
    }
    await press('Enter');
    await page.getByRole('heading', { name: translate(language, 'welcome.paper') }).waitFor();
    await press('Enter');

    const send = page
      .locator('button[type=submit]:focus')
      .and(page.getByRole('button', { name: pattern('ticket.submit.buy', {}, language) }));
    await send.waitFor();
    await press('Enter');
    await confirmByKeyboard(await app.window('confirm'), language);

    await page.getByRole('region', { name: translate(language, 'welcome.done') }).waitFor();
    expect(Date.now() - began).toBeLessThan(MINUTE_MS);
    await page
      .getByRole('button', { name: translate(language, 'welcome.done.end') })
      .and(page.locator(':focus'))
      .waitFor();
    await press('Enter');
    await page
      .getByRole('region', { name: translate(language, 'welcome.done') })
      .waitFor({ state: 'detached' });
  });
});

/** The question takes no answer in its first moments; then Enter is yes. */
async function confirmByKeyboard(page: Page, language: Language): Promise<void> {
  const accept = page
    .getByRole('button', { name: pattern('confirm.order.accept.BUY', {}, language) })
    .and(page.locator(':focus'));
  await accept.waitFor();
  await page.keyboard.press('Enter').catch(() => undefined);
}
