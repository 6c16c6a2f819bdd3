import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp } from './harness/launch';
import { startOutside, type Outside } from './harness/outside';

/** What main was told of a page's attempts since the last call, and what came of each. */
interface Attempts {
  readonly navigations: readonly { url: string; prevented: boolean }[];
  readonly downloads: readonly boolean[];
}

// A page that does get away leaves Playwright waiting for it.
vi.setConfig({ testTimeout: 10_000, hookTimeout: 60_000 });

let environment: TestEnvironment;
let app: LaunchedApp;
let outside: Outside;
let page: Page;

beforeAll(async () => {
  environment = await startEnvironment();
  outside = await startOutside();
  app = await launchApp({ environment });
  page = await app.window('terminal');
  await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const attempts = { navigations: [] as object[], downloads: [] as boolean[] };
    Object.assign(globalThis, { attempts });
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
