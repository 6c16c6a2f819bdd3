import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import dbus from 'dbus-next';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startDesktop } from '../../../scripts/lib/session/desktop.mjs';
import { lockKeyring, startKeyring } from '../../../scripts/lib/session/keyring.mjs';

/** keytar against a real gnome-keyring, its absence, its lock and its prompts: each on a session bus of the test's own. */

const ROOT = join(import.meta.dirname, '../../..');
let probe = '';

beforeAll(async () => {
  // Inside the project, where the packages it imports are found.
  probe = mkdtempSync(join(ROOT, 'node_modules/.perch-probe-'));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(ROOT, 'shared') } },
    build: {
      ssr: join(import.meta.dirname, 'keychain-probe.ts'),
      outDir: probe,
      rollupOptions: { output: { entryFileNames: 'probe.mjs' } },
    },
  });
});
afterAll(() => rmSync(probe, { recursive: true, force: true }));

type Env = Record<string, string>;
type BrokenEnv = Record<string, string | undefined>;

/** A keychain in a process of its own; the answer asks it one step after the other. */
function keychainIn(env: BrokenEnv): (step: object) => Promise<unknown> {
  const child = spawn(process.execPath, [join(probe, 'probe.mjs')], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (step) => {
    child.stdin.write(`${JSON.stringify(step)}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`The process ended: ${child.exitCode} ${child.signalCode}`);
    return JSON.parse(value) as unknown;
  };
}

async function desktop(options: Parameters<typeof startDesktop>[0]): Promise<Env> {
  const { env, end } = await startDesktop({ display: false, ...options });
  onTestFinished(end);
  return env;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-kr-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A keyring with the item `one` in it, in a folder that outlives its daemon. */
async function filledKeyring(): Promise<string> {
  const keyringFolder = temporaryFolder();
  const { env, end } = await startDesktop({ display: false, keyring: 'unlocked', keyringFolder });
  const ask = keychainIn(env);
  expect(await ask({ call: 'set', account: 'one', value: 'kept' })).toEqual(DONE);
  await end();
  return keyringFolder;
}

/**
 * Stands in for the desktop's password window, as gnome-keyring calls it. It cancels every prompt, or leaves it open until
 * the answer is called.
 */
async function prompter(env: Env, leaveOpen = false): Promise<{ cancel: () => void; count: () => number }> {
  const bus = dbus.sessionBus({ busAddress: env['DBUS_SESSION_BUS_ADDRESS']! });
  onTestFinished(() => bus.disconnect());
  let prompts = 0;
  let cancelOpen: () => void = () => undefined;
  const ready = (path: string, reply: string): void => {
    void bus.call(
      new dbus.Message({
        destination: 'org.freedesktop.secrets',
        path,
        interface: 'org.gnome.keyring.internal.Prompter.Callback',
        member: 'PromptReady',
        signature: 'sa{sv}s',
        body: [reply, {}, ''],
      }),
    );
  };
  class Prompter extends dbus.interface.Interface {
    BeginPrompting(path: string): void {
      prompts += 1;
      if (leaveOpen) cancelOpen = () => ready(path, '');
      else setImmediate(() => ready(path, ''));
    }
    PerformPrompt(path: string): void {
      setImmediate(() => ready(path, 'no'));
    }
    StopPrompting(): void {}
  }
  Prompter.configureMembers({
    methods: {
      BeginPrompting: { inSignature: 'o', outSignature: '' },
      PerformPrompt: { inSignature: 'osa{sv}s', outSignature: '' },
      StopPrompting: { inSignature: 'o', outSignature: '' },
    },
  });
  bus.export('/org/gnome/keyring/Prompter', new Prompter('org.gnome.keyring.internal.Prompter'));
  await bus.requestName('org.gnome.keyring.SystemPrompter', 0);
  return { cancel: () => cancelOpen(), count: () => prompts };
}

const DONE = { ok: true, value: null };
const failure = (code: string): object => ({ ok: false, error: expect.objectContaining({ code }) });

describe('an unlocked keyring', () => {
  it('keeps an item for another process and gives it up for good', async () => {
    const env = await desktop({ keyring: 'unlocked' });
    const ask = keychainIn(env);
    const longest = `${'ü'.repeat(1279)}xy`;
    expect(await ask({ call: 'set', account: 'one', value: longest })).toEqual(DONE);
    expect(await ask({ call: 'set', account: 'two', value: 'other' })).toEqual(DONE);
    const other = keychainIn(env);
    expect(await other({ call: 'get', account: 'one' })).toEqual({ ok: true, value: longest });
    expect(await other({ call: 'set', account: 'one', value: 'changed' })).toEqual(DONE);
    expect(await ask({ call: 'get', account: 'one' })).toEqual({ ok: true, value: 'changed' });
    expect(await ask({ call: 'delete', account: 'one' })).toEqual(DONE);
    expect(await ask({ call: 'delete', account: 'one' })).toEqual(DONE);
    expect(await other({ call: 'get', account: 'one', confirm: true })).toEqual(DONE);
    expect(await other({ call: 'get', account: 'two' })).toEqual({ ok: true, value: 'other' });
    expect(await ask({ call: 'retry' })).toEqual({ state: 'available' });
    expect(await ask({ call: 'get', account: 'probe', confirm: true })).toEqual(DONE);
  });
});

describe('without a keyring', () => {
  it('no session bus is "no-service" for every call', async () => {
    const ask = keychainIn(await desktop({ keyring: 'no-bus' }));
    expect(await ask({ call: 'get', account: 'one' })).toEqual(failure('keychain.no-service'));
    expect(await ask({ call: 'set', account: 'one', value: 'x' })).toEqual(failure('keychain.no-service'));
    expect(await ask({ call: 'delete', account: 'one' })).toEqual(failure('keychain.no-service'));
    expect(await ask({ call: 'retry' })).toMatchObject({ state: 'no-service' });
  });

  it.each<[string, BrokenEnv]>([
    ['a transport that nobody knows', { DBUS_SESSION_BUS_ADDRESS: 'nonsense:path=/x' }],
    ['an empty address', { DBUS_SESSION_BUS_ADDRESS: '' }],
    [
      'no address and no display to start a bus for',
      { DBUS_SESSION_BUS_ADDRESS: undefined, DISPLAY: undefined },
    ],
  ])('%s is "no-service" too', async (_, broken) => {
    const ask = keychainIn({ ...(await desktop({ keyring: 'no-bus' })), ...broken });
    expect(await ask({ call: 'get', account: 'one' })).toEqual(failure('keychain.no-service'));
  });

  it('a bus without a Secret Service is "no-secret-service", until one is started and Retry finds it', async () => {
    const env = await desktop({ keyring: 'absent' });
    const ask = keychainIn(env);
    expect(await ask({ call: 'get', account: 'one' })).toEqual(failure('keychain.no-secret-service'));
    expect(await ask({ call: 'set', account: 'one', value: 'x' })).toEqual(
      failure('keychain.no-secret-service'),
    );
    expect(await ask({ call: 'delete', account: 'one' })).toEqual(failure('keychain.no-secret-service'));
    const folder = temporaryFolder();
    const place = { folder, runtime: join(folder, 'run'), password: 'perch' };
    const daemon = await startKeyring(place, env, { unlock: true });
    onTestFinished(() => void daemon.kill());
    expect(await ask({ call: 'retry' })).toEqual({ state: 'available' });
    expect(await ask({ call: 'set', account: 'one', value: 'x' })).toEqual(DONE);
  });

  it('a Secret Service without a collection is "no-keyring" as soon as something is to be stored', async () => {
    const ask = keychainIn(await desktop({ keyring: 'empty' }));
    expect(await ask({ call: 'set', account: 'one', value: 'x' })).toEqual(failure('keychain.no-keyring'));
    expect(await ask({ call: 'delete', account: 'one' })).toEqual(failure('keychain.no-keyring'));
    expect(await ask({ call: 'retry' })).toMatchObject({ state: 'no-keyring' });
  });
});

describe('a locked keyring', () => {
  it('whose prompt nobody can show says "locked" to every call, and keeps its item', async () => {
    const keyringFolder = await filledKeyring();
    const { env, end } = await startDesktop({ display: false, keyring: 'locked', keyringFolder });
    const ask = keychainIn(env);
    expect(await ask({ call: 'get', account: 'one' })).toEqual(failure('keychain.locked'));
    expect(await ask({ call: 'get', account: 'one', confirm: true })).toEqual(failure('keychain.locked'));
    expect(await ask({ call: 'set', account: 'one', value: 'x' })).toEqual(failure('keychain.locked'));
    expect(await ask({ call: 'delete', account: 'one' })).toEqual(failure('keychain.locked'));
    expect(await ask({ call: 'retry' })).toMatchObject({ state: 'locked' });
    await end();
    const again = keychainIn(await desktop({ keyring: 'unlocked', keyringFolder }));
    expect(await again({ call: 'get', account: 'one' })).toEqual({ ok: true, value: 'kept' });
  });

  it('that is locked while it is in use is noticed', async () => {
    const env = await desktop({ keyring: 'unlocked' });
    const ask = keychainIn(env);
    expect(await ask({ call: 'set', account: 'one', value: 'x' })).toEqual(DONE);
    await lockKeyring(env['DBUS_SESSION_BUS_ADDRESS']!);
    expect(await ask({ call: 'get', account: 'one' })).toEqual(failure('keychain.locked'));
  });

  it('whose prompt is cancelled says "locked" and never that there is no key', async () => {
    const env = await desktop({ keyring: 'locked', keyringFolder: await filledKeyring() });
    const prompts = await prompter(env);
    const ask = keychainIn(env);
    expect(await ask({ call: 'get', account: 'one' })).toEqual(failure('keychain.locked'));
    expect(await ask({ call: 'set', account: 'one', value: 'x' })).toEqual(failure('keychain.locked'));
    expect(await ask({ call: 'delete', account: 'one' })).toEqual(failure('keychain.locked'));
    expect(prompts.count()).toBe(3);
  });

  it('whose prompt stays open shows as waiting, lets the caller go, and is "locked" once it is cancelled', async () => {
    const env = await desktop({ keyring: 'locked', keyringFolder: await filledKeyring() });
    const prompts = await prompter(env, true);
    const ask = keychainIn(env);
    expect(await ask({ call: 'get', account: 'one', patienceMs: 2_500 })).toEqual(
      failure('keychain.waiting'),
    );
    expect(await ask({ call: 'state' })).toEqual({ state: 'waiting', busy: true });
    // Behind the open prompt nothing else is asked of the keyring.
    expect(await ask({ call: 'get', account: 'two', patienceMs: 100 })).toEqual(failure('keychain.waiting'));
    expect(prompts.count()).toBe(1);
    prompts.cancel();
    await vi.waitFor(
      async () => expect(await ask({ call: 'state' })).toMatchObject({ state: 'locked' }),
      5_000,
    );
    expect(await ask({ call: 'state' })).toMatchObject({ busy: false });
  });
});
