import { onTestFinished } from 'vitest';
import type { LaunchedApp, WindowKind } from './launch';
import { startNotificationHost, type NotificationHost } from './notification-host';
import { startTrayHost, type TrayHost } from './tray-host';

export async function trayOfTest(bus: string): Promise<TrayHost> {
  const host = await startTrayHost(bus);
  onTestFinished(() => host.end());
  return host;
}

export async function noticesOfTest(bus: string): Promise<NotificationHost> {
  const host = await startNotificationHost(bus);
  onTestFinished(() => host.end());
  return host;
}

/** Windows, and processes that draw one. */
export function alive({ electron }: LaunchedApp): Promise<{ windows: number; renderers: number }> {
  return electron.evaluate(({ app, BrowserWindow }) => ({
    windows: BrowserWindow.getAllWindows().length,
    renderers: app.getAppMetrics().filter(({ type }) => type === 'Tab').length,
  }));
}

export async function closeDesk({ electron }: LaunchedApp): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.webContents.getURL().endsWith('/terminal.html')) window.close();
    }
  });
}

interface WindowFacts {
  readonly isVisible: boolean;
  readonly isMinimized: boolean;
  readonly isOnTop: boolean;
  readonly x: number;
  readonly y: number;
}

/** What the system knows of a window; undefined when there is none of that kind. */
export function factsOf({ electron }: LaunchedApp, kind: WindowKind): Promise<WindowFacts | undefined> {
  return electron.evaluate(({ BrowserWindow }, page) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(page));
    if (!window) return undefined;
    const { x, y } = window.getBounds();
    return {
      isVisible: window.isVisible(),
      isMinimized: window.isMinimized(),
      isOnTop: window.isAlwaysOnTop(),
      x,
      y,
    };
  }, `/${kind}.html`);
}

/**
 * Ends the process that draws a window, as a defect of Chromium would, and answers what has become of the window within ten seconds.
 * Asked through main: Playwright gives up a page that has crashed.
 * @returns how many buttons the page has that was loaded again; undefined when none was
 */
export function crash({ electron }: LaunchedApp, kind: WindowKind): Promise<number | undefined> {
  return electron.evaluate(({ BrowserWindow }, page) => {
    const windows = BrowserWindow.getAllWindows();
    const contents = windows.find((each) => each.webContents.getURL().includes(page))?.webContents;
    if (!contents) throw new Error(`no ${page}`);
    return new Promise<number | undefined>((resolve) => {
      setTimeout(() => resolve(undefined), 10_000);
      contents.once('destroyed', () => resolve(undefined));
      contents.once('did-finish-load', () => {
        const count = `new Promise((resolve) => {
          const look = () => {
            const { length } = document.querySelectorAll('button');
            if (length > 1) resolve(length);
            else setTimeout(look, 20);
          };
          look();
        })`;
        contents.executeJavaScript(count).then(resolve, () => resolve(undefined));
      });
      contents.forcefullyCrashRenderer();
    });
  }, `/${kind}.html`);
}
