import { execFile } from 'node:child_process';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountsState } from '@shared/contract/topics';
import { ConfirmPane } from './harness/confirm-pane';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { appCommand, launchApp, type LaunchedApp } from './harness/launch';
import { Terminal } from './harness/terminal';

let environment: TestEnvironment;
let app: LaunchedApp;

beforeAll(async () => {
  environment = await startEnvironment();
  app = await launchApp({ environment });
  const page = await app.window('terminal');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
});

afterAll(async () => {
  await app?.dispose();
  await environment?.end();
});

/** Everything below a folder, with the bits by which others than its owner may come at it. */
async function openToOthers(folder: string): Promise<{ files: string[]; open: string[] }> {
  const entries = await readdir(folder, { recursive: true });
  const files: string[] = [];
  const open: string[] = [];
  for (const name of ['', ...entries]) {
    const found = await lstat(join(folder, name)).catch(() => undefined);
    if (found === undefined || found.isSymbolicLink()) continue;
    files.push(name);
    if ((found.mode & 0o077) !== 0) open.push(`${name} ${(found.mode & 0o777).toString(8)}`);
  }
  return { files, open };
}

/** An order that rests, so that the paper exchange has something to keep. Gives the refusal's code, or nothing. */
function placeOrder(page: Page, price: string): Promise<string | undefined> {
  const answered = page.evaluate(async (at) => {
    const { activeId } = await new Promise<{ activeId: string }>((resolve) => {
      const end = window.perch.subscribe('accounts', (update) => {
        const { whole } = update as { whole: AccountsState };
        if (whole.activeId === '') return;
        resolve(whole);
        setTimeout(() => end());
      });
    });
    const answer = await window.perch.commands['order.place']({
      intentId: crypto.randomUUID(),
      accountId: activeId,
      intent: { symbol: 'BTCUSDT', side: 'BUY', price: at, quantity: '0.1' },
    });
    return answer.ok ? undefined : answer.error.code;
  }, price);
  return ConfirmPane.saysYesDuring(page.context(), answered);
}

describe('the folder of the user', () => {
  it("is the user's alone, with everything in it", async () => {
    const page = await app.window('terminal');
    const price = await new Terminal(page).priceAt('0.87');
    await expect.poll(() => placeOrder(page, price), { timeout: 15_000 }).toBeUndefined();
    const kept = ['perch.sqlite', join('logs', 'perch.log'), 'paper-exchange.json'];
    await expect
      .poll(async () => (await openToOthers(app.userData)).files, { timeout: 10_000 })
      .toEqual(expect.arrayContaining(kept));
    expect((await openToOthers(app.userData)).open).toEqual([]);
  });
});

describe('a second start', () => {
  it('shows the window of the first, takes no other notice of it, and ends with 0', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const visible = (): Promise<boolean[]> =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isVisible()),
      );
    expect(await visible()).toEqual([false]);
    const { program, args } = appCommand(app.userData);
    const second = await promisify(execFile)(program, [...args, 'app://perch/key.html'], {
      env: { ...process.env, ...environment.env },
      timeout: 30_000,
    });
    // Said to whoever started it by hand; nothing of the argument is.
    expect(second.stdout).toBe('Perch is already running: its window was brought to the front.\n');
    await expect.poll(visible).toEqual([true]);
    expect((await app.window('terminal')).url()).toBe('app://perch/terminal.html');
  });
});
