import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Colours } from '../shared/domain/settings';
import { translate } from '../shared/i18n/translate';
import { startEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp } from './harness/launch';
import { SettingsPane } from './harness/settings-pane';
import { Terminal, text } from './harness/terminal';

/** The desk of the practice account with a configuration folder of its own. */
let app: LaunchedApp;
let terminal: Terminal;
let settings: SettingsPane;
let folder: string;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  folder = await mkdtemp(join(tmpdir(), 'perch-settings-'));
  app = await launchApp({ environment, env: { XDG_CONFIG_HOME: folder } });
  terminal = await new Terminal(await app.window('terminal')).live();
  settings = new SettingsPane(terminal.page);
  return async () => {
    await app.dispose();
    await environment.end();
    await rm(folder, { recursive: true, force: true });
  };
});

const root = (attribute: string): Promise<string | null> =>
  terminal.page.locator('html').getAttribute(attribute);

describe('settings', () => {
  it('change the language at once, of everything, and back', async () => {
    await settings.chooseLanguage('zh-CN');
    for (const key of ['ticket.title', 'markets.title'] as const) {
      await terminal.page.getByRole('region', { name: translate('zh-CN', key), exact: true }).waitFor();
    }
    await terminal.page.getByRole('tab', { name: translate('zh-CN', 'balances.title') }).waitFor();
    expect(await terminal.page.getByText(text('ticket.price'), { exact: true }).count()).toBe(0);
    await settings.chooseLanguage('en');
    await terminal.ticket.waitFor();
  });

  it('change theme and colours at once, and buying has the colour of rising', async () => {
    const look = async (colours: Colours): Promise<{ buy: string; background: string }> => {
      await settings.chooseColours(colours);
      return terminal.submit.evaluate((button) => ({
        buy: getComputedStyle(button).backgroundColor,
        background: getComputedStyle(document.body).backgroundColor,
      }));
    };
    await settings.chooseTheme('light');
    expect(await root('data-theme')).toBe('light');
    const light = [await look('red-up'), await look('colour-blind'), await look('green-up')];
    await settings.chooseTheme('dark');
    expect(await root('data-theme')).toBe('dark');
    const dark = [await look('red-up'), await look('colour-blind'), await look('green-up')];
    expect(new Set([...light, ...dark].map(({ buy }) => buy)).size).toBe(6);
    expect(new Set([...light, ...dark].map(({ background }) => background)).size).toBe(2);
  });

  it('write numbers and moments as they are wanted', async () => {
    const dialog = await settings.open('numbers');
    const choose = (name: string): Promise<void> =>
      dialog.getByRole('radio', { name, exact: true }).check({ force: true });
    await choose(text('settings.grouping.space'));
    await choose(text('settings.clock.12h'));
    await choose(text('settings.timeZone.utc'));
    await settings.close();
    const last = terminal.header.getByRole('status', { name: text('header.last') });
    await expect.poll(() => last.textContent()).toMatch(/^\d+\u202f\d{3}\.\d+$/);
    const clock = terminal.page.getByRole('contentinfo').getByText(/^\d{1,2}:\d\d:\d\d [AP]M UTC$/);
    await clock.waitFor();
  });

  it('start Perch at login by an entry of the desktop', async () => {
    const dialog = await settings.open('system');
    const start = dialog.getByRole('switch', { name: text('settings.startAtLogin') });
    await start.click();
    await dialog.getByRole('switch', { checked: true, name: text('settings.startAtLogin') }).waitFor();
    const entry = await readFile(join(folder, 'autostart', 'perch.desktop'), 'utf8');
    expect(entry).toMatch(/^Exec=".*" "--hidden"$/m);
    await start.click();
    await expect.poll(() => readdir(join(folder, 'autostart'))).toEqual([]);
    await dialog.getByText(app.userData, { exact: true }).waitFor();
    await settings.close();
  });
});

describe('the report', () => {
  it('is saved where the user wants it, and tells of nobody', async () => {
    const path = join(folder, 'report.txt');
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    const dialog = await settings.open('diagnostics');
    await dialog.getByRole('button', { name: text('settings.diagnostics.open') }).click();
    await terminal.page.getByRole('button', { name: text('report.save') }).click();
    await terminal.page.getByText(text('report.saved', { path }), { exact: true }).waitFor();
    const report = await readFile(path, 'utf8');
    expect(report).toMatch(/^Perch report, \d{4}-.*\nPerch \d.*, Electron \d/);
    expect(report).toMatch(/^account: paper, works/m);
    for (const word of ['Practice account', app.userData, tmpdir()]) expect(report).not.toContain(word);
    await settings.close();
  });
});
