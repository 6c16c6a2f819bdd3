import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
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
import { processTraces, recordMessages, terminalHeap } from './harness/traces';

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
let search: SecretSearch;
const messages: string[] = [];
const outputs: string[] = [];

beforeAll(async () => {
  environment = await startEnvironment();
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
    for (const name of ['Typed', 'Pasted']) await removeAccount(terminal, name);
    messages.push(...(await recorded()));
    await lookEverywhere('the second run', second);
  } finally {
    await second.quit();
    outputs.push(second.output());
  }
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

async function lookEverywhere(when: string, app: LaunchedApp): Promise<void> {
  await search.lookIntoFiles(`userData in ${when}`, app.userData);
  for (const { place, content } of await processTraces(app)) search.look(place, content);
  search.look(`the heap of the terminal window in ${when}`, await terminalHeap(app));
}

describe('a key and its secret', () => {
  it('are nowhere but in the keychain: not in files, output, processes, messages or the heap of the desk', () => {
    expect(search.found()).toEqual([]);
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
      control.look('the heap', await terminalHeap(app));
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
