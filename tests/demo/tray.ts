import { writeFile } from 'node:fs/promises';
import { startEnvironment } from '../harness/environment';
import { launchApp, type LaunchedApp } from '../harness/launch';
import { startNotificationHost } from '../harness/notification-host';
import { SettingsPane } from '../harness/settings-pane';
import { Terminal, text } from '../harness/terminal';
import { menuText, startTrayHost, type TrayHost } from '../harness/tray-host';
import type { Album } from './album';

const PATIENCE_MS = 20_000;

/** Perch without its desk: what the tray says, read from the bus as a desktop reads it, its popover and the ticker strip. */
export async function showTray(album: Album, folder: string): Promise<void> {
  const environment = await startEnvironment('unlocked');
  const host = await startTrayHost(environment.bus);
  const notifications = await startNotificationHost(environment.bus);
  const app = await launchApp({ environment, closeToTray: 'on' });
  try {
    const terminal = new Terminal(await app.window('terminal'));
    await terminal.live();
    await new SettingsPane(terminal.page).chooseTheme('dark');
    await alertNearby(terminal);
    await host.choose(text('tray.strip'));
    const strip = await app.window('strip');
    await strip.getByRole('button', { name: /BTC/ }).waitFor();
    await album.take(strip, 'ticker-strip');
    await closeDesk(app);

    const popover = await openPopover(app, host);
    await popover.waitForTimeout(2_500);
    await album.take(popover, 'popover');
    await popover.keyboard.press('a');
    await popover.getByRole('form').waitFor();
    await album.take(popover, 'popover-new-alert');

    await until(() => notifications.received.length > 0);
    const icon = await host.icon();
    const told = notifications.received.map(({ title, body }) => `${title}\n${body}`).join('\n\n');
    const page = `# Tooltip\n\n${icon.tooltip}\n\n# Menu\n\n${menuText(await host.menu())}\n\n# Notifications\n\n${told}\n`;
    await writeFile(`${folder}/tray.txt`, page);
  } finally {
    await app.dispose();
    host.end();
    notifications.end();
    await environment.end();
  }
}

/** An alert so near that a market that moves fires it soon. */
async function alertNearby({ page }: Terminal): Promise<void> {
  const answer = await page.evaluate(() =>
    window.perch.commands['alert.create']({
      rule: { kind: 'change', symbol: 'BTCUSDT', direction: 'either', percent: '0.001', minutes: 5 },
      repeat: 'once',
      cooldownSeconds: 60,
      hysteresis: '0.1',
      note: 'It moves',
      sound: true,
      expiresAt: null,
    }),
  );
  if (!answer.ok) throw new Error(answer.error.message);
}

async function closeDesk(app: LaunchedApp): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.webContents.getURL().endsWith('/terminal.html')) window.close();
    }
  });
}

async function openPopover(app: LaunchedApp, host: TrayHost) {
  await host.activate();
  const popover = await app.window('popover');
  await popover.getByRole('option').first().waitFor();
  return popover;
}

async function until(isSo: () => boolean): Promise<void> {
  const limit = Date.now() + PATIENCE_MS;
  while (!isSo()) {
    if (Date.now() > limit) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
