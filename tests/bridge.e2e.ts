import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_WINDOWS, commandsOf, TOPIC_WINDOWS } from '@shared/contract/surface';
import type { Result } from '@shared/domain/result';
import { root } from '../scripts/lib/paths.mjs';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp, type WindowKind } from './harness/launch';
import { askAnything } from './harness/confirm-pane';
import { giveRawBridge, type RawBridge } from './harness/raw-bridge';
import { startTrayHost, type TrayHost } from './harness/tray-host';

declare const raw: RawBridge;

const KINDS = ['terminal', 'pane', 'key', 'confirm', 'strip', 'popover'] as const;
/** Commands that the bridge of a window must never have. */
const FOREIGN: Readonly<Record<WindowKind, RegExp>> = {
  terminal: /^key\./,
  pane: /^(order|account|symbol|limits|history|key|confirm|layout)\./,
  key: /^(order|account|symbol|settings)\./,
  confirm: /^(order|account|symbol|settings)\./,
  popover: /^(order|account|symbol|limits|history|key|confirm|layout|pane|settings|ticket)\./,
  strip: /^(order|account|symbol|limits|history|key|confirm|layout|pane|settings|ticket|alert)\./,
};
const preload = join(root, 'out/preload/index.cjs');

let environment: TestEnvironment;
let tray: TrayHost;
let app: LaunchedApp;
let pages: Readonly<Record<WindowKind, Page>>;

beforeAll(async () => {
  environment = await startEnvironment();
  tray = await startTrayHost(environment.bus);
  app = await launchApp({ environment });
  const terminal = await app.window('terminal');
  await terminal.evaluate(() => window.perch.commands['account.openKeyWindow']({}));
  await terminal.evaluate(() => window.perch.commands['pane.open']({ content: 'book' }));
  const [rawTerminal, rawKey] = [await giveRawBridge(app, 'terminal'), await giveRawBridge(app, 'key')];
  const rawPane = await giveRawBridge(app, 'pane');
  await askAnything(app);
  const confirm = await giveRawBridge(app, 'confirm');
  await rawTerminal.evaluate(() => window.perch.commands['settings.change']({ strip: 'on' }));
  const strip = await giveRawBridge(app, 'strip');
  // Last, because it closes when another window is looked at.
  await tray.activate();
  const popover = await giveRawBridge(app, 'popover');
  pages = { terminal: rawTerminal, pane: rawPane, key: rawKey, confirm, strip, popover };
});

afterAll(async () => {
  await app?.dispose();
  tray?.end();
  await environment?.end();
});

const codeOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.error.code);

/** Waits until calls pass again, in case a test has used up what a window may make in a moment. */
async function expectToWork(kind: WindowKind): Promise<void> {
  await expect
    .poll(async () => codeOf(await pages[kind].evaluate(() => window.perch.commands['window.painted']())))
    .toBe('ok');
}

describe.each(KINDS)('the bridge of the %s window', (kind) => {
  it('offers exactly what the surface table gives that window', async () => {
    const offered = await pages[kind].evaluate(() => ({
      names: Object.getOwnPropertyNames(window.perch).sort(),
      kind: window.perch.kind,
      commands: Object.getOwnPropertyNames(window.perch.commands).sort(),
    }));
    expect(offered).toEqual({
      names: ['commands', 'kind', 'subscribe'],
      kind,
      commands: commandsOf(kind).sort(),
    });
    expect(offered.commands.filter((name) => FOREIGN[kind].test(name))).toEqual([]);
  });

  it('cannot be changed or replaced by its page', async () => {
    const changed = await pages[kind].evaluate(() => {
      const attempts: readonly (() => unknown)[] = [
        () => Reflect.set(window, 'perch', {}),
        () => Reflect.deleteProperty(window, 'perch'),
        () => Reflect.defineProperty(window, 'perch', { value: {} }),
        () => Reflect.set(window.perch, 'subscribe', () => undefined),
        () => Reflect.set(window.perch, 'more', 1),
        () => Reflect.set(window.perch.commands, 'window.painted', () => undefined),
        () => Reflect.set(window.perch.commands, 'more', 1),
        () => Reflect.deleteProperty(window.perch.commands, 'window.painted'),
      ];
      return attempts.map((attempt) => attempt());
    });
    expect(changed).toEqual(changed.map(() => false));
  });

  it('hands out no topic of another window', async () => {
    const names = Object.entries(TOPIC_WINDOWS)
      .filter(([, kinds]) => !(kinds as readonly string[]).includes(kind))
      .map(([name]) => name);
    const thrown = await pages[kind].evaluate(
      (topics) =>
        topics.filter((topic) => {
          try {
            window.perch.subscribe(topic as 'settings', () => undefined);
            return false;
          } catch {
            return true;
          }
        }),
      [...names, '__proto__', 'constructor'],
    );
    expect(thrown).toEqual([...names, '__proto__', 'constructor']);
  });
});

describe.each(KINDS)('main, called past the bridge from the %s window', (kind) => {
  it('refuses every command of another kind of window', async () => {
    const foreign = Object.entries(COMMAND_WINDOWS)
      .filter(([, kinds]) => !(kinds as readonly string[]).includes(kind))
      .map(([name]) => name);
    expect(foreign.length).toBeGreaterThan(2);
    const answers = await pages[kind].evaluate(
      (names) => Promise.all(names.map((name) => raw.call(name, {}))),
      [...foreign, 'nothing.such', '__proto__', 'constructor'],
    );
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['ipc.command']));
  });

  it('publishes no topic of another kind of window', async () => {
    const foreign = Object.entries(TOPIC_WINDOWS)
      .filter(([, kinds]) => !(kinds as readonly string[]).includes(kind))
      .map(([name]) => name);
    const before = await pages[kind].evaluate((names) => {
      for (const name of [...names, '__proto__', 7, {}]) raw.subscribe(name);
      raw.subscribe('settings');
      return raw.published().length;
    }, foreign);
    // The answer to the last request is a sign that those before it were dealt with.
    await pages[kind].waitForFunction((seen) => raw.published().slice(seen).includes('settings'), before);
    const published = await pages[kind].evaluate(() => raw.published());
    expect(published.filter((topic) => foreign.includes(topic))).toEqual([]);
  });

  it.each([
    'a cyclic object',
    'NaN',
    'Infinity',
    'a bigint',
    'a map',
    'a set',
    'a date',
    'a buffer',
    'an error',
    'a long string',
    'a long array',
    'a deep array',
    'an own __proto__',
    'a constructor',
    'a function',
    'a symbol',
  ])('refuses %s by a typed error or by not sending it', async (value) => {
    const command = {
      terminal: 'symbol.select',
      pane: 'pane.pin',
      key: 'key.save',
      confirm: 'confirm.answer',
      strip: 'desk.show',
      popover: 'alert.create',
    }[kind];
    const answer = await pages[kind].evaluate(
      ([name, chosen]) =>
        raw.callWith(name, chosen).catch((error: unknown) => ({
          ok: false as const,
          error: { code: `not sent: ${String(error)}`, message: '', retryable: false },
        })),
      [command, value] as const,
    );
    expect(codeOf(answer)).toMatch(/^ipc\.(payload|input)$|^not sent: .*could not be cloned/);
    await expectToWork(kind);
  });
});

describe('the bridge, given what no caller of ours gives', () => {
  it('refuses it before it reaches main, and goes on working', async () => {
    const codes = await pages.terminal.evaluate(async () => {
      const select = window.perch.commands['symbol.select'] as unknown as (
        input: unknown,
      ) => Promise<Result<unknown>>;
      const cyclic: Record<string, unknown> = {};
      cyclic['self'] = cyclic;
      const inputs: readonly unknown[] = [
        cyclic,
        { symbol: NaN },
        { symbol: -0 },
        { symbol: 1n },
        new Map([['symbol', 'BTCUSDT']]),
        { symbol: () => 'BTCUSDT' },
        { symbol: 'x'.repeat(100_000_000) },
        { symbol: Symbol('BTCUSDT') },
        { [Symbol.iterator]: 1, symbol: { toString: () => 'BTCUSDT' } },
        new Proxy({}, { ownKeys: () => ['symbol'], get: () => 'x'.repeat(1_000_000) }),
        {
          get symbol() {
            throw new Error('getter');
          },
        },
      ];
      const outcomes: string[] = [];
      for (const input of inputs) {
        try {
          const answer = await select(input);
          outcomes.push(answer.ok ? 'ok' : answer.error.code);
        } catch {
          outcomes.push('thrown');
        }
      }
      return outcomes;
    });
    expect(codes.filter((code) => !/^ipc\.(payload|input)$|^thrown$/.test(code))).toEqual([]);
    await expectToWork('terminal');
  });

  it('leaves the prototypes of main as they were', async () => {
    await pages.terminal.evaluate(() => raw.callWith('symbol.select', 'a constructor'));
    expect(await app.electron.evaluate(() => Reflect.get({}, 'polluted') === undefined)).toBe(true);
  });

  it('limits a page that calls ten thousand times at once, and lets it call again later', async () => {
    const answers = await pages.terminal.evaluate(async () => {
      const calls = Array.from({ length: 10_000 }, () => window.perch.commands['window.painted']());
      const codes = (await Promise.all(calls)).map((answer) => (answer.ok ? 'ok' : answer.error.code));
      return { passed: codes.filter((code) => code === 'ok').length, other: [...new Set(codes)].sort() };
    });
    expect(answers.other).toEqual(['ipc.rate', 'ok']);
    expect(answers.passed).toBeLessThan(1_000);
    await expectToWork('terminal');
  });
});

describe('a caller that is not one of our windows', () => {
  it('is refused although it has our page, our preload and our origin', async () => {
    const answers = await app.electron.evaluate(async ({ BrowserWindow }, script) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload: script, additionalArguments: ['--perch-window=terminal'], sandbox: true },
      });
      await window.loadURL('app://perch/terminal.html');
      const answer: unknown = await window.webContents.executeJavaScript(
        `new Promise((resolve) => {
           const heard = [];
           perch.subscribe('settings', (update) => heard.push(update.topic));
           perch.commands['symbol.select']({ symbol: 'BTCUSDT' }).then((answer) => resolve([answer.error?.code, heard]));
         })`,
      );
      window.destroy();
      return answer;
    }, preload);
    expect(answers).toEqual(['ipc.sender', []]);
  });

  it.each(['data:text/html,<p>elsewhere</p>', 'app://perch.example/terminal.html'])(
    'is refused when it is our window showing %s',
    async (url) => {
      const elsewhere = await app.electron.evaluate(async ({ BrowserWindow }, target) => {
        const contents = BrowserWindow.getAllWindows()
          .map((window) => window.webContents)
          .find((candidate) => candidate.getURL().endsWith('/terminal.html'));
        if (!contents) throw new Error('no terminal window');
        // Main may load what it likes; a page that got there by other means is in the same place.
        await contents.loadURL(target);
        const code: unknown = await contents.executeJavaScript(
          `perch.commands['symbol.select']({ symbol: 'BTCUSDT' }).then((answer) => answer.error?.code)`,
        );
        await contents.loadURL('app://perch/terminal.html');
        return code;
      }, url);
      expect(elsewhere).toBe('ipc.sender');
      await expectToWork('terminal');
    },
  );
});
