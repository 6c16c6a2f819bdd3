import type { Locator, Page } from 'playwright-core';
import type { Colours, Language, Theme } from '../../shared/domain/settings';
import { translate } from '../../shared/i18n/translate';
import type { MessageKey } from '../../shared/i18n/en';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };
type Section = 'appearance' | 'language' | 'numbers' | 'sounds' | 'trading' | 'system' | 'diagnostics';

/** The settings, in whichever language the desk is now. */
export class SettingsPane {
  constructor(readonly page: Page) {}

  async #language(): Promise<Language> {
    return (await this.page.locator('html').getAttribute('lang')) === 'zh-CN' ? 'zh-CN' : 'en';
  }

  async text(key: MessageKey): Promise<string> {
    return (translate as (language: Language, key: MessageKey) => string)(await this.#language(), key);
  }

  /** Opens the dialog by the keyboard, if need be, and shows a section of it. */
  async open(section: Section): Promise<Locator> {
    const dialog = this.page.getByRole('dialog', { name: await this.text('settings.title'), exact: true });
    if (!(await dialog.isVisible())) await this.page.keyboard.press('ControlOrMeta+,');
    await dialog.getByRole('tab', { name: await this.text(`settings.${section}`), exact: true }).click();
    return dialog;
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.locator('dialog').waitFor({ state: 'detached' });
  }

  async chooseTheme(theme: Theme): Promise<void> {
    await this.#choose('appearance', await this.text(`settings.theme.${theme}`));
    await this.close();
  }

  async chooseColours(colours: Colours): Promise<void> {
    await this.#choose('appearance', await this.text(`settings.colours.${colours}`));
    await this.page.locator(`html[data-colours=${colours}]`).waitFor();
    await this.close();
  }

  async chooseLanguage(language: Language): Promise<void> {
    await this.#choose('language', NAMES[language]);
    await this.page.locator(`html[lang=${language}]`).waitFor();
    await this.close();
  }

  async #choose(section: Section, name: string): Promise<void> {
    const dialog = await this.open(section);
    await dialog.getByRole('radio', { name, exact: true }).check({ force: true });
  }
}
