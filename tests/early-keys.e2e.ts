import { beforeAll, describe, it } from 'vitest';
import { startEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp } from './harness/launch';
import { Terminal, text } from './harness/terminal';

/** A desk of which only the header and the markets are there yet: its other pieces are put up when the window's timers say so. */
let app: LaunchedApp;
let terminal: Terminal;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  await terminal.page.addInitScript(() => {
    const real = globalThis.setTimeout;
    // The desk's next piece is asked for without a time to wait.
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms?: number) => (ms === undefined ? 0 : real(run, ms)),
    });
  });
  await terminal.page.reload();
  await terminal.live();
  return async () => {
    await app.dispose();
    await environment.end();
  };
});

describe('a desk that is not whole yet', () => {
  it('has a ticket, and nothing below its chart', async () => {
    await terminal.ticket.waitFor();
    await terminal.page.getByRole('tab', { name: text('balances.title') }).waitFor({ state: 'detached' });
  });

  it('takes keys and choices all the same', async () => {
    await terminal.page.keyboard.press('ControlOrMeta+,');
    const dialog = terminal.page.getByRole('dialog', { name: text('settings.title'), exact: true });
    await dialog.getByRole('tab', { name: text('settings.language'), exact: true }).click();
    await terminal.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
