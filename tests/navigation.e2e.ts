import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp } from './harness/launch';
import { startOutside, type Outside } from './harness/outside';
import { askAnything } from './harness/confirm-pane';
import { startTrayHost, type TrayHost } from './harness/tray-host';

/** What main was told of a page's attempts since the last call, and what came of each. */
interface Attempts {
  readonly navigations: readonly { url: string; prevented: boolean }[];
  readonly downloads: readonly boolean[];
}

// A page that does get away leaves Playwright waiting for it.
vi.setConfig({ testTimeout: 10_000, hookTimeout: 60_000 });

let environment: TestEnvironment;
let tray: TrayHost;
let app: LaunchedApp;
let outside: Outside;
let page: Page;

beforeAll(async () => {
  environment = await startEnvironment();
  outside = await startOutside();
  tray = await startTrayHost(environment.bus);
  app = await launchApp({ environment });
  page = await app.window('terminal');
  await app.electron.evaluate(({ BrowserWindow, shell }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const attempts = { navigations: [] as object[], downloads: [] as boolean[], handedOn: [] as string[] };
    Object.assign(globalThis, { attempts });
    // Nothing that a page does is handed to another program.
    Object.assign(shell, {
      openExternal: async (url: string) => void attempts.handedOn.push(url),
      openPath: async (path: string) => (attempts.handedOn.push(path), ''),
    });
    // Added after the app's own listeners, so that their decision is known here.
    contents?.on('will-frame-navigate', (event) =>
      attempts.navigations.push({ url: event.url, prevented: event.defaultPrevented }),
    );
    contents?.session.on('will-download', (event) => attempts.downloads.push(event.defaultPrevented));
  });
});

beforeEach(() =>
  page.evaluate(() => {
    Object.assign(globalThis, { stillTheSamePage: true });
  }),
);

afterAll(async () => {
  await app?.dispose();
  tray?.end();
  await outside?.close();
  await environment?.end();
});

function attempts(): Promise<Attempts> {
  return app.electron.evaluate(() => {
    const own = globalThis as unknown as { attempts: Attempts };
    const { navigations, downloads } = own.attempts;
    own.attempts = Object.assign(own.attempts, { navigations: [], downloads: [] });
    return { navigations, downloads };
  });
}

/** The page is where it was, nothing else was opened, and nobody outside heard of it. */
async function expectNothingHappened(): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(globalThis, 'stillTheSamePage') === true)).toBe(true);
  expect(page.url()).toBe('app://perch/terminal.html');
  const contents = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => each.getURL()),
  );
  expect(contents).toEqual(['app://perch/terminal.html']);
  expect(outside.seen()).toEqual([]);
}

describe('a page that tries to go somewhere', () => {
  const ways: readonly (readonly [name: string, go: (target: string) => void])[] = [
    ['by location', (target) => void (location.href = target)],
    ['by location.replace', (target) => location.replace(target)],
    [
      'by a link',
      (target) => {
        const link = document.createElement('a');
        link.href = target;
        document.body.append(link);
        link.click();
        link.remove();
      },
    ],
    ['by opening itself', (target) => void window.open(target, '_self')],
  ];
  const targets = [
    ['outside', () => `${outside.http}/`],
    ['to another page of ours', () => 'app://perch/key.html'],
    ['to another host of our scheme', () => 'app://elsewhere/terminal.html'],
    ['to a file', () => 'file:///etc/hostname'],
  ] as const;

  describe.each(ways)('%s', (_way, go) => {
    it.each(targets)('%s stays where it is', async (_name, target) => {
      const url = target();
      await page.evaluate(go, url);
      // Chromium refuses files by itself and does not ask.
      if (!url.startsWith('file:')) {
        await expect.poll(attempts).toMatchObject({ navigations: [{ prevented: true }] });
      }
      await expectNothingHappened();
    });
  });

  it('by a form is stopped by the content policy', async () => {
    const violated = await page.evaluate(
      (target) =>
        new Promise((resolve) => {
          document.addEventListener(
            'securitypolicyviolation',
            ({ effectiveDirective }) => resolve(effectiveDirective),
            { once: true },
          );
          const form = document.createElement('form');
          form.action = target;
          document.body.append(form);
          form.submit();
          form.remove();
        }),
      `${outside.http}/form`,
    );
    expect(violated).toBe('form-action');
    await expectNothingHappened();
  });

  it('by a base element is stopped by the content policy', async () => {
    const resolved = await page.evaluate((base) => {
      const element = document.createElement('base');
      element.href = base;
      document.head.append(element);
      const link = document.createElement('a');
      link.href = '/x';
      element.remove();
      return link.href;
    }, outside.http);
    expect(resolved).toBe('app://perch/x');
  });
});

describe('a page that tries to open something', () => {
  it.each([
    ['outside', () => outside.http],
    ['a page of ours', () => 'app://perch/key.html'],
    ['an empty window', () => 'about:blank'],
    ['a script', () => 'javascript:1'],
  ])('gets no window for %s', async (_name, target) => {
    expect(await page.evaluate((url) => window.open(url) === null, target())).toBe(true);
    await expectNothingHappened();
  });

  it('gets no window by a link with a target', async () => {
    await page.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
    }, outside.http);
    await expectNothingHappened();
  });

  it.each([
    ['outside', () => outside.http],
    ['of ours', () => 'app://perch/terminal.html'],
    ['as data', () => 'data:text/html,<p>x</p>'],
  ])('gets no frame with a page %s', async (_name, source) => {
    const violated = await page.evaluate(
      (src) =>
        new Promise((resolve) => {
          document.addEventListener(
            'securitypolicyviolation',
            ({ effectiveDirective }) => resolve(effectiveDirective),
            { once: true },
          );
          const frame = document.createElement('iframe');
          frame.src = src;
          document.body.append(frame);
          setTimeout(() => frame.remove(), 100);
        }),
      source(),
    );
    expect(violated).toBe('frame-src');
    await expectNothingHappened();
  });

  it('finds nothing of Perch in an empty frame', async () => {
    const found = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inside = frame.contentWindow as unknown as Record<string, unknown>;
      const names = ['perch', 'require', 'process'].filter((name) => inside[name] !== undefined);
      frame.remove();
      return names;
    });
    expect(found).toEqual([]);
  });

  it('gets no guest by a webview element', async () => {
    const type = await page.evaluate((src) => {
      const element = document.createElement('webview');
      element.setAttribute('src', src);
      document.body.append(element);
      const kind = typeof Reflect.get(element, 'loadURL');
      element.remove();
      return kind;
    }, outside.http);
    expect(type).toBe('undefined');
    await expectNothingHappened();
  });

  it('saves no file by a download', async () => {
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'x.txt';
      document.body.append(link);
      link.click();
      link.remove();
    });
    // Refused before there is a download: the request is none of those that a page may make.
    await expectNothingHappened();
    expect((await attempts()).downloads.every((prevented) => prevented)).toBe(true);
  });
});

describe('contents that main itself did not make', () => {
  it('may attach no guest, go nowhere and open nothing, whatever their preferences', async () => {
    const outcome = await app.electron.evaluate(async ({ BrowserWindow, webContents }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
      const asked: string[] = [];
      window.webContents.on('will-attach-webview', (event) =>
        asked.push(`webview ${event.defaultPrevented}`),
      );
      window.webContents.on('will-frame-navigate', (event) =>
        asked.push(`navigate ${event.defaultPrevented}`),
      );
      await window.loadURL('data:text/html,<p>x</p>');
      const before = webContents.getAllWebContents().length;
      const opened: unknown = await window.webContents.executeJavaScript(
        `document.body.append(Object.assign(document.createElement('webview'), { src: 'data:text/html,guest' }));
         const opened = window.open('about:blank') === null ? 'nothing' : 'a window';
         location.href = 'app://perch/key.html';
         opened`,
      );
      const limit = Date.now() + 5_000;
      while (asked.length < 2 && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 20));
      const more = webContents.getAllWebContents().length - before;
      window.destroy();
      return { asked: asked.sort(), opened, more };
    });
    expect(outcome).toEqual({
      asked: ['navigate true', 'webview true'],
      opened: 'nothing',
      more: 0,
    });
  });

  it('follow no redirect', async () => {
    const outcome = await app.electron.evaluate(async ({ BrowserWindow, session }) => {
      const other = session.fromPartition('redirects');
      other.protocol.handle('app', ({ url }) =>
        url.endsWith('/first.html')
          ? new Response(null, { status: 302, headers: { location: 'app://perch/second.html' } })
          : new Response('<p>second</p>', { headers: { 'content-type': 'text/html' } }),
      );
      const window = new BrowserWindow({ show: false, webPreferences: { session: other } });
      const asked: boolean[] = [];
      window.webContents.on('will-redirect', (event) => asked.push(event.defaultPrevented));
      await window.loadURL('app://perch/first.html').catch(() => undefined);
      const url = window.webContents.getURL();
      window.destroy();
      return { asked, url };
    });
    expect(outcome).toEqual({ asked: [true], url: '' });
  });
});

describe.each(['pane', 'strip', 'popover', 'key', 'confirm'] as const)('the %s window', (kind) => {
  let small: Page;

  beforeAll(async () => {
    if (kind === 'pane') await page.evaluate(() => window.perch.commands['pane.open']({ content: 'book' }));
    if (kind === 'strip')
      await page.evaluate(() => window.perch.commands['settings.change']({ strip: 'on' }));
    if (kind === 'key') await page.evaluate(() => window.perch.commands['account.openKeyWindow']({}));
    if (kind === 'confirm') await askAnything(app);
    // It closes when another window is looked at.
    if (kind === 'popover') await tray.activate();
    small = await app.window(kind);
  });

  it('goes nowhere, opens nothing, frames nothing and saves nothing', async () => {
    const before = await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    const url = small.url();
    const tried = await small.evaluate(async (target) => {
      Object.assign(globalThis, { stillTheSamePage: true });
      const refused: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective));
      const element = <K extends keyof HTMLElementTagNameMap>(tag: K, fields: Partial<HTMLElementTagNameMap[K]>) => {
        const made = Object.assign(document.createElement(tag), fields);
        document.body.append(made);
        setTimeout(() => made.remove(), 100);
        return made;
      };
      const opened = [target, 'about:blank', 'app://perch/terminal.html'].map((each) => window.open(each) === null);
      element('a', { href: target, target: '_blank' }).click();
      element('a', { href: target }).click();
      element('a', { href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' }).click();
      element('iframe', { src: target });
      const webview = document.createElement('webview');
      document.body.append(webview);
      location.href = 'app://perch/terminal.html';
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { opened, refused: refused.sort(), guest: typeof Reflect.get(webview, 'loadURL') };
    }, `${outside.http}/from-${kind}`);
    expect(tried).toEqual({ opened: [true, true, true], refused: ['frame-src'], guest: 'undefined' });
    expect(await small.evaluate(() => Reflect.get(globalThis, 'stillTheSamePage') === true)).toBe(true);
    expect(small.url()).toBe(url);
    const after = await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    expect(after).toBe(before);
    expect(outside.seen()).toEqual([]);
  }); // prettier-ignore
});

it('after all of that nothing was handed to another program', async () => {
  const handedOn = () =>
    app.electron.evaluate(() => (globalThis as unknown as { attempts: { handedOn: string[] } }).attempts.handedOn);
  expect(await handedOn()).toEqual([]);
  await page.evaluate(() => window.perch.commands['system.openFolder']());
  expect(await handedOn()).toEqual([app.userData]);
}); // prettier-ignore
