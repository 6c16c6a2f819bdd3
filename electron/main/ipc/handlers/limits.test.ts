import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_LIMITS } from '@shared/domain/limits';
import type { Result } from '@shared/domain/result';
import { createConfirmer } from '../../confirmer';
import { createAccountRepository } from '../../storage/accounts';
import { createLimitsRepository } from '../../storage/limits';
import { temporaryDatabase } from '../../storage/testing';
import { createLimits } from '../../trading/limits';
import type { KnownWindow } from '../known-windows';
import { createRouter, type Handlers } from '../router';
import { confirmHandlers } from './confirm';
import { limitHandlers } from './limits';

const account = { name: 'Main', kind: 'custom', keyTail: 'dEh8' } as const;
const terminal = { kind: 'terminal', contents: {} } as KnownWindow;
const key = { kind: 'key', contents: {} } as KnownWindow;

/** The way of a call from window to database, with everything but Electron. */
function setUp() {
  const db = temporaryDatabase(onTestFinished);
  createAccountRepository(db).insert({
    id: 'a',
    ...account,
    restUrl: 'https://a',
    streamUrl: 'wss://a',
    secretHome: 'none',
    createdAt: 1,
  });
  const questions: { id: string; window: KnownWindow }[] = [];
  const confirmer = createConfirmer(({ id }) => {
    const window = { kind: 'confirm', contents: {} } as KnownWindow;
    questions.push({ id, window });
    return { window, destroy: () => undefined };
  });
  const limits = createLimits({
    repository: createLimitsRepository(db),
    accountOf: (id) => (id === 'a' ? account : undefined),
    ask: (question) => confirmer.ask(question),
    onChange: () => undefined,
  });
  let listener: Parameters<IpcMain['handle']>[1] | undefined;
  createRouter({
    ipcMain: { handle: (_channel, handle) => void (listener = handle) },
    callerOf: (event) => event as unknown as KnownWindow,
    handlers: { ...limitHandlers(limits), ...confirmHandlers(confirmer) } as unknown as Handlers,
    log: { warn: () => undefined, error: () => undefined },
  });
  const call = async (from: KnownWindow, name: string, input: unknown): Promise<string> => {
    const answer = (await listener?.(from as unknown as IpcMainInvokeEvent, name, input)) as Result<unknown>;
    return answer.ok ? 'ok' : answer.error.code;
  };
  const change = (changes: object, from = terminal) =>
    call(from, 'limits.change', { accountId: 'a', changes });
  return { call, change, questions, limits: () => limits.of('a') };
}

/** More than anything that a terminal could want. */
const EVERYTHING = {
  largestOrder: null,
  largestDay: null,
  symbols: null,
  warnDistance: '1000',
  refuseDistance: '1000',
  largeShare: '1000',
  repeatSeconds: 0,
  confirmAbove: null,
  confirm: 'unusual',
  locked: false,
};

describe('a terminal that was taken over', () => {
  it('can tighten the limits', async () => {
    const { change, limits } = setUp();
    expect(await change({ largestOrder: '100', locked: true })).toBe('ok');
    expect(limits()).toMatchObject({ largestOrder: '100', locked: true });
  });

  it('cannot loosen them by asking, by asking often, or by answering its own question', async () => {
    const { call, change, questions, limits } = setUp();
    await change({ largestOrder: '100', largestDay: '200', symbols: ['BTCUSDT'], locked: true });
    const before = limits();
    const asked = Array.from({ length: 30 }, () => change(EVERYTHING));
    await new Promise((resolve) => setTimeout(resolve));
    expect(questions).toHaveLength(1);
    const [{ id, window }] = questions as [(typeof questions)[number]];
    expect(await call(terminal, 'confirm.answer', { id, accept: true })).toBe('ipc.command');
    expect(await call(key, 'confirm.answer', { id, accept: true })).toBe('ipc.command');
    expect(limits()).toEqual(before);

    // A person says no to each that comes on the screen.
    for (let at = 0; at < questions.length; at += 1) {
      const question = questions[at]!;
      await call(question.window, 'confirm.answer', { id: question.id, accept: false });
    }
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['limit.not-confirmed']));
    expect(await call(window, 'confirm.answer', { id, accept: true })).toBe('confirm.not-asked');
    expect(limits()).toEqual(before);
  });

  it.each([
    ['an own prototype', JSON.parse('{"__proto__": {"locked": false}}') as object],
    ['a field that is none', { everything: true }],
    ['a number for a decimal', { largestOrder: 1e9 }],
    ['a percent beyond what a price can be away', { refuseDistance: '1001' }],
  ])('cannot loosen them with %s', async (_name, changes) => {
    const { change, questions, limits } = setUp();
    expect(await change(changes)).toMatch(/^ipc\./);
    expect([questions.length, limits()]).toEqual([0, DEFAULT_LIMITS]);
  });

  it('is the only window that may ask', async () => {
    expect(await setUp().change({ locked: true }, key)).toBe('ipc.command');
  });
});
