import type { Page } from 'playwright-core';
import type { MenuActionId } from '../../shared/domain/menu';
import type { Language, Settings, Theme } from '../../shared/domain/settings';
import type { LaunchedApp } from '../harness/launch';
import type { Terminal } from '../harness/terminal';

/** A screen that somebody uses: how to come to it from the desk, and what of the page it is. */
export interface Screen {
  readonly name: string;
  /** Name of its picture. */
  readonly slug: string;
  /** Brings it up in English. Answers its page where that is not the terminal's. */
  readonly open: () => Promise<Page | void>;
  /** CSS selector; default the whole page. Where the rest of the page is another screen's, it is left out for time. */
  readonly part?: string;
  readonly close?: (page: Page) => Promise<unknown>;
}

export interface Desk {
  readonly app: LaunchedApp;
  readonly terminal: Terminal;
}

type Changes = Partial<
  Pick<Settings, 'theme' | 'language' | 'zoom' | 'welcomed' | 'indicators' | 'interval'>
>;

export function setLook({ terminal }: Desk, changes: Changes): Promise<unknown> {
  return terminal.page.evaluate((wanted) => window.perch.commands['settings.change'](wanted), changes);
}

/** Through the menu of the application, which is the way of every action for which the desk has no button. */
export function act({ app }: Desk, action: MenuActionId): Promise<void> {
  return app.electron.evaluate(({ Menu }, id) => {
    Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, action);
}

/** Colours of a theme that is fading in are neither the old ones nor the new ones. What never ends says that something is awaited. */
export async function settled(shown: Page, { theme, language }: Look): Promise<void> {
  await shown.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor({ state: 'attached' });
  await shown.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
      ),
  );
}

export interface Look {
  readonly theme: Exclude<Theme, 'system'>;
  readonly language: Language;
}

/** Each theme and each language once: what a theme does to colours it does in both languages. Dark English comes last. */
export const CROSSED_LOOKS: readonly Look[] = [
  { theme: 'light', language: 'zh-CN' },
  { theme: 'dark', language: 'en' },
];

export const EVERY_LOOK: readonly Look[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'zh-CN' },
  ...CROSSED_LOOKS,
];
