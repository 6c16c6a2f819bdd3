import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../scripts/lib/paths.mjs';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp, type WindowKind } from './harness/launch';
import { startOutside, type Outside } from './harness/outside';
import { askAnything } from './harness/confirm-pane';
import { startTrayHost, type TrayHost } from './harness/tray-host';
import { reachByPeerConnection, reachByRequest } from './harness/reach-out';

const KINDS = ['terminal', 'pane', 'key', 'confirm', 'strip', 'popover'] as const;
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
  'trusted-types svelte-trusted-html';

let environment: TestEnvironment;
let tray: TrayHost;
let app: LaunchedApp;
let outside: Outside;
let pages: Readonly<Record<WindowKind, Page>>;

beforeAll(async () => {
  environment = await startEnvironment();
  outside = await startOutside();
  tray = await startTrayHost(environment.bus);
  app = await launchApp({ environment });
  const terminal = await app.window('terminal');
  await terminal.evaluate(() => window.perch.commands['account.openKeyWindow']({}));
  await terminal.evaluate(() => window.perch.commands['pane.open']({ content: 'chart' }));
  const pane = await app.window('pane');
  const [key, confirm] = [await app.window('key'), await askAnything(app)];
  await terminal.evaluate(() => window.perch.commands['settings.change']({ strip: 'on' }));
  const strip = await app.window('strip');
  // Last, because it closes when another window is looked at.
  await tray.activate();
  pages = { terminal, pane, key, confirm, strip, popover: await app.window('popover') };
});

afterAll(async () => {
  await app?.dispose();
  tray?.end();
  await outside?.close();
  await environment?.end();
});

describe.each(KINDS)('the %s window', (kind) => {
  it('has a sandboxed, isolated page without Node, webview or spell checking', async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }, page) => {
      const contents = BrowserWindow.getAllWindows()
        .map((window) => window.webContents)
        .find((candidate) => candidate.getURL().includes(page));
      // Electron has this call and leaves it out of its types.
      const asked = contents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return { ...asked.getLastWebPreferences(), spelling: contents?.session.isSpellCheckerEnabled() };
    }, `/${kind}.html`);
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      safeDialogs: true,
      spelling: false,
    });
  });

  it('shows no trace of Node or Electron to its page', async () => {
    const types = await pages[kind].evaluate(() =>
      ['process', 'require', 'module', 'exports', 'Buffer', 'global', 'setImmediate', 'electron'].map(
        (name) => typeof Reflect.get(globalThis, name),
      ),
    );
    expect(new Set(types)).toEqual(new Set(['undefined']));
  });

  it('gets its page with the content policy, whole and exact', async () => {
    const headers = await app.electron.evaluate(async ({ BrowserWindow }, page) => {
      const contents = BrowserWindow.getAllWindows()
        .map((window) => window.webContents)
        .find((candidate) => candidate.getURL().includes(page));
      const answer = await contents?.session.fetch(contents.getURL());
      return [...(answer?.headers ?? [])];
    }, `/${kind}.html`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': POLICY,
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });

  it('runs no text as script and takes no markup or style from text', async () => {
    const outcomes = await pages[kind].evaluate(async () => {
      // What the developer tools evaluate may use eval at once; only a later task is under the page's own rules.
      await new Promise((resolve) => setTimeout(resolve));
      const attempt = (action: () => unknown): string => {
        try {
          action();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : 'thrown';
        }
      };
      const styled = document.createElement('p');
      document.body.append(styled);
      styled.setAttribute('style', 'position: fixed');
      const outcome = {
        eval: attempt(() => (0, eval)('1')),
        function: attempt(() => Reflect.construct(Function, ['return 1'])),
        markup: attempt(() => styled.insertAdjacentHTML('beforeend', '<b>x</b>')),
        policy: attempt(() =>
          (
            globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy('another', {}),
        ),
        style: getComputedStyle(styled).position,
      };
      styled.remove();
      return outcome;
    });
    expect(outcomes).toEqual({
      eval: 'EvalError',
      function: 'EvalError',
      markup: 'TypeError',
      policy: 'TypeError',
      style: 'static',
    });
  });

  it('reaches no server by any request of its page', async () => {
    const before = outside.seen().length;
    expect(await pages[kind].evaluate(reachByRequest, outside.http)).toEqual([]);
    expect(outside.seen().slice(before)).toEqual([]);
  });

  it('reaches no server through WebRTC', async () => {
    const before = outside.seen().length;
    const { udpPort, tcpPort } = outside;
    await pages[kind].evaluate(reachByPeerConnection, { udpPort, tcpPort });
    expect(outside.seen().slice(before)).toEqual([]);
  });

  it('is denied every permission, asked or checked', async () => {
    const page = pages[kind];
    // Some are refused for want of the focus before anybody is asked.
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    const outcomes = await page.evaluate(async () => {
      const refused = (attempt: Promise<unknown>): Promise<string> =>
        attempt.then(
          () => 'granted',
          (error: unknown) => (error instanceof Error ? error.name : 'refused'),
        );
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'];
      const more = ['clipboard-read', 'clipboard-write', 'persistent-storage'];
      const states = await Promise.all(
        [...names, ...more].map((name) => navigator.permissions.query({ name: name as PermissionName })),
      );
      return {
        states: states.map(({ state }) => state),
        notification: await Notification.requestPermission(),
        geolocation: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            ({ code }) => resolve(code),
          ),
        ),
        display: await refused(navigator.mediaDevices.getDisplayMedia({ video: true })),
        read: await refused(navigator.clipboard.readText()),
        write: await refused(navigator.clipboard.writeText('x')),
        midi: await refused(navigator.requestMIDIAccess({ sysex: true })),
      };
    });
    expect(outcomes).toEqual({
      states: Array.from({ length: 8 }, () => 'denied'),
      notification: 'denied',
      geolocation: 1,
      display: 'NotAllowedError',
      read: 'NotAllowedError',
      write: 'NotAllowedError',
      midi: 'NotAllowedError',
    });
  });
});

describe('the listener that stands for the outside', () => {
  it('sees who comes', async () => {
    const before = outside.seen().length;
    await fetch(`${outside.http}/control`);
    expect(outside.seen().slice(before)).toContain('GET /control');
  });
});

describe('pages that are not ours', () => {
  it.each(['the default session', 'a session with a way out'])('reach no server from %s', async (which) => {
    const before = outside.seen().length;
    const outcome = await app.electron.evaluate(
      async ({ BrowserWindow, session }, [address, name]) => {
        const own = name === 'the default session' ? session.defaultSession : session.fromPartition(name);
        // Requests are refused by themselves, not for want of a proxy alone.
        if (own !== session.defaultSession) await own.setProxy({ mode: 'direct' });
        const window = new BrowserWindow({ show: false, webPreferences: { session: own } });
        await window.loadURL('data:text/html,<p>no policy</p>');
        const fetched: unknown = await window.webContents.executeJavaScript(
          `navigator.sendBeacon('${address}/beacon', 'x'); fetch('${address}').then(() => 'answered', () => 'refused')`,
        );
        const loaded = await window.loadURL(address).then(
          () => 'loaded',
          () => 'refused',
        );
        window.destroy();
        return [fetched, loaded];
      },
      [outside.http, which] as const,
    );
    expect(outcome).toEqual(['refused', 'refused']);
    expect(outside.seen().slice(before)).toEqual([]);
  });
});

describe('the app:// scheme', () => {
  const statusOf = (url: string): Promise<number | string> =>
    app.electron.evaluate(
      ({ session }, address) =>
        session.defaultSession.fetch(address).then(
          ({ status }) => status,
          (error: unknown) => String(error),
        ),
      url,
    );

  it('serves our pages', async () => {
    expect(await statusOf('app://perch/terminal.html')).toBe(200);
  });

  it.each([
    'app://perch/%2e%2e/%2e%2e/node_modules/keytar/lib/keytar.js',
    'app://perch/..%2f..%2fnode_modules%2fkeytar%2flib%2fkeytar.js',
    'app://perch/assets/..%2f..%2f..%2fnode_modules%2fkeytar%2flib%2fkeytar.js',
    'app://perch/..%5c..%5cnode_modules%5ckeytar%5clib%5ckeytar.js',
    'app://perch//etc/hosts.js',
    'app://perch/terminal.html%00.js',
    'app://perch/%E0%A4%A.js',
    'app://perch/assets',
    'app://perch/',
    'app://perch/../../package.json',
    'app://perch/nothing.js',
    'app://other/terminal.html',
    'app://perch.example/terminal.html',
    'app://terminal.html',
  ])('answers 404 to %s', async (url) => {
    expect(await statusOf(url)).toBe(404);
  });

  it('does not follow a link out of the folder of pages', async () => {
    const link = join(root, 'out/renderer/link-of-a-test.js');
    await rm(link, { force: true });
    await symlink(join(root, 'node_modules/keytar/lib/keytar.js'), link);
    try {
      expect(await statusOf('app://perch/link-of-a-test.js')).toBe(404);
    } finally {
      await rm(link);
    }
  });
});

describe("the key window's session", () => {
  it('is in memory, is not the default one, and is another for each key window', async () => {
    const sessions = (): Promise<{ persistent: boolean; path: string | null; isDefault: boolean }[]> =>
      app.electron.evaluate(({ BrowserWindow, session }) =>
        BrowserWindow.getAllWindows()
          .filter((window) => window.webContents.getURL().endsWith('/key.html'))
          .map(({ webContents }) => ({
            persistent: webContents.session.isPersistent(),
            path: webContents.session.getStoragePath(),
            isDefault: webContents.session === session.defaultSession,
          })),
      );
    expect(await sessions()).toEqual([{ persistent: false, path: null, isDefault: false }]);

    await pages.key.evaluate(() => localStorage.setItem('left', 'behind'));
    const closed = pages.key.waitForEvent('close');
    await pages.terminal.evaluate(() => window.perch.commands['account.openKeyWindow']({}));
    await closed;
    const next = await app.window('key');
    pages = { ...pages, key: next };
    expect(await sessions()).toHaveLength(1);
    expect(await next.evaluate(() => localStorage.getItem('left'))).toBeNull();
  });
});
