import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../electron/paper/faults/rule';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import type { AccountsState } from '@shared/contract/topics';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { openKeyWindow, useAccount, type KeyField } from './harness/key-window';
import { keyringItems } from './harness/keyring';
import { launchApp, type LaunchedApp } from './harness/launch';
import { startSearch, type SecretSearch, type Sought } from './harness/secret-search';
import { pattern, Terminal, text } from './harness/terminal';
import { coreDumpLimit, processTraces, recordMessages, windowHeaps } from './harness/traces';
import { startNotificationHost, type NotificationHost } from './harness/notification-host';
import { SettingsPane } from './harness/settings-pane';
import { marketBelowItsAsks, outsideMarket } from './harness/outside-market';
import { startTrayHost, type TrayHost } from './harness/tray-host';
import { endOfProcess } from './harness/end-of-process';

/** The end of a key id may be shown and stored; the rest may not. */
const TAIL = 4;

/** Texts like those that exchanges give out, with signs that change when they are encoded. */
const keyText = (): string =>
  `${randomBytes(24).toString('hex')}+/=&%${randomBytes(12).toString('base64url')}`;

type FaultAnswer = Extract<FaultRuleInput['action'], { kind: 'answer' }>;
type KeyText = { readonly keyId: string; readonly secret: string };

let environment: TestEnvironment;
let userData: string;
let typed: TestPaper;
let pasted: TestPaper;
let practice: KeyText;
/** What the key window said of the key that was refused. */
let refused: Partial<Record<KeyField, string>>;
/** What the clipboard holds after the secret was taken from it. */
let left: string;
let notices: NotificationHost;
let tray: TrayHost;
/** Windows whose heaps were looked at. */
let pages: readonly string[];
/** Of the process that was made to crash. */
/** By whether the crash came at once or later. */
const dumps = new Map<'at once' | 'later', readonly string[]>();
/** On a slow machine the crash at once may come too late to leave one. */
let wasAllowed = false;
let search: SecretSearch;
const messages: string[] = [];
const outputs: string[] = [];

beforeAll(async () => {
  environment = await startEnvironment();
  notices = await startNotificationHost(environment.bus);
  tray = await startTrayHost(environment.bus);
  userData = await mkdtemp(join(tmpdir(), 'perch-canary-'));
  const still = { marketMaker: false };
  [typed, pasted] = await Promise.all([
    startPaper({ ...still, keyId: keyText(), secret: keyText() }),
    startPaper({ ...still, keyId: keyText(), secret: keyText() }),
  ]);
  await liveThrough();
}, 150_000);

afterAll(async () => {
  await typed?.stop();
  await pasted?.stop();
  tray?.end();
  notices?.end();
  await environment?.end();
  await rm(userData, { recursive: true, force: true });
});

/** Two runs of the app in which keys are given, used, refused, echoed, kept over a restart and removed. */
async function liveThrough(): Promise<void> {
  const first = await launchApp({ environment, userData });
  try {
    const terminal = await new Terminal(await first.window('terminal')).live();
    practice = await practiceKey();
    search = startSearch(soughtOf());
    const recorded = await recordMessages(first);
    await terminal.live();

    await addTyped(first, terminal);
    await trade(terminal);
    await beRefused(terminal);
    await addPasted(first, terminal);
    await trade(terminal);

    messages.push(...(await recorded()));
    await lookEverywhere('the first run', first);
  } finally {
    await first.quit();
    outputs.push(first.output());
  }
  await search.lookIntoFiles('userData between the runs', userData);

  const second = await launchApp({ environment, userData });
  try {
    const terminal = await new Terminal(await second.window('terminal')).live();
    const recorded = await recordMessages(second);
    await terminal.live();
    await trade(terminal);
    await takeAway(second, terminal);
    await lookIntoWindows(second, terminal);
    for (const name of ['Typed', 'Pasted']) await removeAccount(terminal, name);
    messages.push(...(await recorded()));
    await lookEverywhere('the second run', second);
  } finally {
    await second.quit();
    outputs.push(second.output());
  }
  for (const when of ['at once', 'later'] as const) await crash(when);
  for (const { title, body } of notices.received) search.look('a notification', `${title}\n${body}`);
  await search.lookIntoFiles('userData in the end', userData);
  messages.forEach((message, index) => search.look(`message ${index} to the terminal window`, message));
  outputs.forEach((output, index) => search.look(`output ${index}`, output));
}

/** The practice account's own key, made by the app; read from the keyring once it is there. */
async function practiceKey(): Promise<KeyText> {
  const limit = Date.now() + 10_000;
  for (;;) {
    const [item] = await keyringItems(environment.bus);
    if (item) return JSON.parse(item.secret) as KeyText;
    if (Date.now() > limit) throw new Error('the practice account has no key in the keyring');
    await sleep(50);
  }
}

function soughtOf(): Sought[] {
  const keys = [
    { name: 'practice', ...practice },
    { name: 'typed', keyId: typed.key, secret: typed.secret },
    { name: 'pasted', keyId: pasted.key, secret: pasted.secret },
  ];
  return keys.flatMap(({ name, keyId, secret }) => [
    { name: `the ${name} secret`, text: secret },
    { name: `the ${name} key id`, text: keyId.slice(0, -TAIL) },
  ]);
}

/** An account whose key is typed letter by letter. Its server refuses it at first, and once more later, each time repeating the key. */
async function addTyped(app: LaunchedApp, terminal: Terminal): Promise<void> {
  typed.faults([echo(-2015)]);
  const window = await openKeyWindow(app, terminal);
  await window.fillAllButSecret({ name: 'Typed', ...typed });
  await window.field('secret').pressSequentially(typed.secret);
  await window.check();
  refused = await window.refusals();
  typed.faults([]);
  await window.save();
  await useAccount(terminal, { name: 'Typed', rest: typed.rest });

  const card = await terminal.accountCard('Typed');
  const check = card.getByRole('button', { name: text('accounts.checkNamed', { name: 'Typed' }) });
  typed.faults([echo(-2015)]);
  await check.click();
  await card.getByText('[redacted]').first().waitFor();
  typed.faults([]);
  await check.click();
  await card.getByText(text('accountState.works')).waitFor();
  await terminal.closeDialog();
}

/** An account whose secret is taken from the clipboard, which is empty after that. */
async function addPasted(app: LaunchedApp, terminal: Terminal): Promise<void> {
  const window = await openKeyWindow(app, terminal);
  await window.fillAllButSecret({ name: 'Pasted', ...pasted });
  await app.electron.evaluate(({ clipboard }, secret) => clipboard.writeText(secret), pasted.secret);
  await window.page.getByRole('button', { name: text('key.paste') }).click();
  await window.page.getByText(pattern('key.taken')).waitFor();
  left = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await window.save();
  await useAccount(terminal, { name: 'Pasted', rest: pasted.rest });
}

/** An answer of the first server that repeats key and secret in its message. */
function echo(code: number): FaultRuleInput {
  const words = `key ${typed.key}, secret ${typed.secret}, ${typed.secret}${typed.key}`;
  const body = JSON.stringify({ code, msg: `Refused: ${words}` });
  return { path: '/api/v1/account', action: { kind: 'answer', status: 400, body, when: 'before' } };
}

async function trade(terminal: Terminal): Promise<void> {
  expect(await terminal.badge()).toBe('LIVE');
  const orderId = await terminal.rest('BUY', '57000', '0.25');
  await terminal.cancel(orderId);
  await terminal.page.getByText(text('orders.cancelled', { id: orderId })).waitFor({ state: 'attached' });
}

/** Orders that the first server refuses in its own ways, each with the key in its words. */
async function beRefused(terminal: Terminal): Promise<void> {
  const words = `${typed.key} ${typed.secret}`;
  const answers: readonly Pick<FaultAnswer, 'status' | 'body' | 'headers'>[] = [
    { status: 400, body: JSON.stringify({ code: -2010, msg: words }) },
    { status: 400, body: JSON.stringify({ code: -1013, msg: `${typed.secret}${typed.key}` }) },
    { status: 200, body: JSON.stringify({ code: -1022, msg: words }) },
    { status: 403, body: `<html>${words}</html>` },
    { status: 302, headers: { location: `http://127.0.0.1:1/?${encodeURIComponent(words)}` } },
    { status: 502, body: words },
    { status: 200, body: `not JSON: ${words}` },
  ];
  for (const answer of answers) {
    typed.faults([
      {
        method: 'POST',
        path: '/api/v1/spot/order',
        count: 1,
        action: { kind: 'answer', when: 'before', ...answer },
      },
    ]);
    await terminal.fill('BUY', '57000', '0.25');
    await terminal.send();
    await terminal.page.getByRole('button', { name: text('ticket.result.dismiss') }).waitFor();
  }
  typed.faults([]);
  await terminal.dismiss();
}

async function removeAccount(terminal: Terminal, name: string): Promise<void> {
  const card = await terminal.accountCard(name);
  await card.getByRole('button', { name: text('accounts.removeNamed', { name }) }).click();
  await card.getByRole('button', { name: text('accounts.removeConfirm') }).click();
  await card.waitFor({ state: 'detached' });
}

/** All that a person can carry out of Perch: the report, the history as CSV, and what the desktop is told. */
async function takeAway(app: LaunchedApp, terminal: Terminal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'perch-taken-'));
  const savedAs = (path: string): Promise<void> =>
    app.electron.evaluate(({ dialog }, filePath) => {
      // The system's own dialog can not be driven by a test.
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
  const report = join(folder, 'report.txt');
  await savedAs(report);
  const settings = new SettingsPane(terminal.page);
  const dialog = await settings.open('diagnostics');
  await dialog.getByRole('button', { name: text('settings.diagnostics.open') }).click();
  await terminal.page.getByRole('button', { name: text('report.save') }).click();
  await terminal.page.getByText(text('report.saved', { path: report }), { exact: true }).waitFor();
  await terminal.page.keyboard.press('Escape');
  search.look('the report', await readFile(report));

  const csv = join(folder, 'orders.csv');
  await savedAs(csv);
  const accountId = await activeId(terminal);
  const exported = await terminal.page.evaluate(
    (id) => window.perch.commands['history.export']({ accountId: id, filter: {} }),
    accountId,
  );
  expect(exported).toMatchObject({ ok: true });
  search.look('the history as CSV', await readFile(csv));
  await rm(folder, { recursive: true });

  const { symbol, quotePrecision } = marketBelowItsAsks(pasted);
  const ticks = pasted.exchange.markets.get(symbol)?.book.level('SELL', 1)?.ticks ?? 0;
  const price = (ticks / 10 ** quotePrecision).toFixed(quotePrecision);
  const made = await terminal.page.evaluate(
    (rule) =>
      window.perch.commands['alert.create']({
        rule,
        repeat: 'once',
        cooldownSeconds: 60,
        hysteresis: '0.1',
        note: '',
        sound: true,
        expiresAt: null,
      }),
    {
      kind: 'rises' as const,
      symbol,
      price,
    },
  );
  expect(made).toMatchObject({ ok: true });
  // The alert must know a side before the price crosses.
  await sleep(2_500);
  outsideMarket(pasted, symbol).reachSecond('BUY');
  const limit = Date.now() + 15_000;
  while (notices.received.length === 0) {
    if (Date.now() > limit) throw new Error('the alert was not told');
    await sleep(50);
  }
}

/** The heaps of every kind of window at once, with a question open and a key window in which nothing was typed. */
async function lookIntoWindows(app: LaunchedApp, terminal: Terminal): Promise<void> {
  await terminal.page.evaluate(() => window.perch.commands['settings.change']({ strip: 'on' }));
  await terminal.page.evaluate(() => window.perch.commands['pane.open']({ content: 'chart' }));
  await terminal.page.evaluate(() => window.perch.commands['account.openKeyWindow']({}));
  const accountId = await activeId(terminal);
  const asked = terminal.page.evaluate(
    (id) => window.perch.commands['limits.change']({ accountId: id, changes: { confirm: 'unusual' } }),
    accountId,
  );
  const question = await terminal.asked();
  await tray.activate();
  for (const kind of ['strip', 'pane', 'key', 'popover'] as const) await app.window(kind);
  const heaps = await windowHeaps(app);
  pages = heaps.map(({ page }) => page).sort();
  for (const { page, content } of heaps) search.look(`the heap of ${page} beside all others`, content);
  await question.decline();
  await asked;
  const key = await app.window('key');
  // The window may be gone before the key has been reported.
  await Promise.all([key.waitForEvent('close'), key.keyboard.press('Escape').catch(() => undefined)]);
}

/**
 * A run in which main crashes while it holds keys, in a session that would write core dumps: before Perch has forbidden them whole, when its
 * memory is left out, or after that.
 */
async function crash(when: 'at once' | 'later'): Promise<void> {
  const limitBefore = await coreDumpLimit(process.pid);
  const raise = (soft: string): void =>
    void execFileSync('prlimit', ['--pid', String(process.pid), `--core=${soft}:`]);
  const folder = await mkdtemp(join(tmpdir(), 'perch-crash-'));
  raise(hardCoreLimit());
  const app = await launchApp({ environment, userData });
  raise(limitBefore);
  const page = await app.window('terminal');
  const child = app.electron.process();
  if (when === 'later') await Promise.all([new Terminal(page).live(), noDumpsOf(Number(child.pid))]);
  else wasAllowed = (await coreDumpLimit(Number(child.pid))) !== '0';
  const ended = endOfProcess(child);
  // It may be gone before it has answered.
  const crashing = app.electron.evaluate((_electron, path) => {
    process.chdir(path);
    setTimeout(() => process.crash());
  }, folder);
  await Promise.all([ended, crashing.catch(() => undefined)]);
  expect(await ended).toBeNull();
  const left = [...(await readdir(folder)), ...(await readdir(userData, { recursive: true }))];
  dumps.set(
    when,
    left.filter((name) => /(^|\/)core(\.\d+)?$|\.dmp$/.test(name)),
  );
  await search.lookIntoFiles(`what the crash ${when} left`, folder);
  await search.lookIntoFiles(`userData after the crash ${when}`, userData);
  outputs.push(app.output());
  await rm(folder, { recursive: true });
}

/** Until Perch has forbidden core dumps whole. */
async function noDumpsOf(pid: number): Promise<void> {
  const limit = Date.now() + 10_000;
  while ((await coreDumpLimit(pid)) !== '0') {
    if (Date.now() > limit) throw new Error('core dumps are still allowed');
    await sleep(50);
  }
}

/** core(5): a pattern without a folder and without a program. */
function isCorePatternHere(): boolean {
  return /^core(\.%p)?$/.test(readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim());
}

/** The most that this session lets a process have. */
function hardCoreLimit(): string {
  return execFileSync('prlimit', ['--core', '--noheadings', '--output', 'HARD', '--pid', String(process.pid)])
    .toString()
    .trim();
}

function activeId(terminal: Terminal): Promise<string> {
  return terminal.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const stop = window.perch.subscribe('accounts', (update) => {
          if (!('whole' in update)) return;
          resolve(update.whole.activeId);
          setTimeout(() => stop());
        });
      }),
  );
}

async function lookEverywhere(when: string, app: LaunchedApp): Promise<void> {
  await search.lookIntoFiles(`userData in ${when}`, app.userData);
  for (const { place, content } of await processTraces(app)) search.look(place, content);
  for (const { page, content } of await windowHeaps(app))
    search.look(`the heap of ${page} in ${when}`, content);
}

describe('a key and its secret', () => {
  it('are nowhere but in the keychain: not in files, output, processes, messages or the heap of the desk', () => {
    expect(search.found()).toEqual([]);
  });

  it('are in the heap of no kind of window', () => {
    expect(pages).toEqual(['confirm', 'key', 'pane', 'popover', 'strip', 'terminal']);
  });

  it('are left nowhere by a crash at once, whose core dump has no memory in it, and later there is none', () => {
    const crashes = search.found().filter((place) => place.includes('crash'));
    expect(crashes).toEqual([]);
    // With the bare registers the search above had something to look into, where the kernel writes dumps to the folder of the process.
    if (wasAllowed && isCorePatternHere())
      expect(dumps.get('at once')).toEqual([expect.stringMatching(/^core/)]);
    expect(dumps.get('later')).toEqual([]);
  });

  it('were refused once in the key window, so that the words of the server came through', () => {
    expect(Object.keys(refused)).toEqual(['keyId']);
  });

  it('leave the clipboard with the taking', () => {
    expect(left).toBe('');
  });

  it('are gone from the keychain with their account', async () => {
    const items = await keyringItems(environment.bus);
    expect(items.map(({ secret }) => (JSON.parse(secret) as KeyText).keyId)).toEqual([practice.keyId]);
  });
});

describe('the places that were searched', () => {
  const CONTROL = 'Xq7-a-text-that-must-be-found-wherever-it-was-put-9Zk';

  it('give up a text that was put there', async () => {
    const app = await launchApp({ environment, userData, env: { PERCH_CANARY: CONTROL } });
    const control = startSearch([{ name: 'the control', text: CONTROL }]);
    try {
      const terminal = await new Terminal(await app.window('terminal')).live();
      const recorded = await recordMessages(app);
      await terminal.live();
      await app.electron.evaluate((_electron, planted) => console.log(planted), CONTROL);
      await terminal.page.evaluate((planted) => {
        // Put together here, so that it lies in the heap as a secret would that was read or typed.
        Object.assign(globalThis, { planted: [...planted].join('') });
        localStorage.setItem('planted', planted);
      }, CONTROL);
      await terminal.page.evaluate(
        (name) =>
          new Promise<void>((resolve) => {
            window.perch.subscribe('accounts', (update) => {
              const { accounts } = (update as { whole: AccountsState }).whole;
              if (accounts.some((account) => account.name === name)) resolve();
              else if (accounts[0])
                void window.perch.commands['account.rename']({ accountId: accounts[0].id, name });
            });
          }),
        CONTROL,
      );
      control.look('a message', (await recorded()).join('\n'));
      for (const { place, content } of await processTraces(app)) control.look(place, content);
      for (const { content } of await windowHeaps(app)) control.look('the heap', content);
    } finally {
      await app.quit();
    }
    control.look('the output', app.output());
    await control.lookIntoFiles('userData', userData);
    for (const place of [
      'a message',
      'the environment of main',
      'the heap',
      'the output',
      'userData/perch.sqlite',
    ])
      expect(control.found()).toContain(`the control as utf8 in ${place}`);
    expect(control.found().join('\n')).toMatch(/in userData\/Local Storage/);
  });
});
