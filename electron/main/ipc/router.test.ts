import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { COMMAND_INPUTS } from '@shared/contract/commands';
import { COMMAND_WINDOWS, WINDOW_KINDS, type CommandName, type WindowKind } from '@shared/contract/surface';
import type { Result } from '@shared/domain/result';
import type { KnownWindow } from './known-windows';
import { createRouter, type Handlers } from './router';

type Listener = Parameters<IpcMain['handle']>[1];

function setUp(
  kind: WindowKind | undefined,
  overrides: Partial<Record<CommandName, () => Promise<unknown>>> = {},
) {
  let listener: Listener | undefined;
  const caller = kind === undefined ? undefined : ({ kind, contents: {} } as KnownWindow);
  const reached: unknown[] = [];
  const handlers = Object.fromEntries(
    Object.keys(COMMAND_WINDOWS).map((name) => [
      name,
      (input: unknown) => {
        reached.push(input);
        return overrides[name as CommandName]?.() ?? Promise.resolve({ ok: true, value: null });
      },
    ]),
  ) as unknown as Handlers;
  const log = { warn: vi.fn(), error: vi.fn() };
  const counts = createRouter({
    ipcMain: { handle: (_channel, handle) => void (listener = handle) },
    callerOf: () => caller,
    handlers,
    log,
  });
  const call = async (name: unknown, input?: unknown): Promise<string> => {
    const answer = (await listener?.({} as IpcMainInvokeEvent, name, input)) as Result<unknown>;
    return answer.ok ? 'ok' : answer.error.code;
  };
  return { call, counts, reached, log };
}

const order = {
  intentId: '7d8ab3f4-3d2f-4f4e-9ad3-54f6d6c2a111',
  accountId: 'paper',
  intent: { symbol: 'BTCUSDT', side: 'BUY', price: '1', quantity: '1' },
};

describe('the router', () => {
  it('lets a terminal place an order and hands over the checked input', async () => {
    const { call, reached } = setUp('terminal');
    expect(await call('order.place', order)).toBe('ok');
    expect(reached).toEqual([order]);
  });

  it('refuses a frame that is not one of ours, and counts it', async () => {
    const { call, counts, reached } = setUp(undefined);
    expect(await call('order.place', order)).toBe('ipc.sender');
    expect([counts.refusedSender, reached.length]).toEqual([1, 0]);
  });

  it('refuses each command to each kind of window that may not use it', async () => {
    for (const kind of WINDOW_KINDS) {
      const { call, reached } = setUp(kind);
      for (const [name, windows] of Object.entries(COMMAND_WINDOWS)) {
        if ((windows as readonly string[]).includes(kind)) continue;
        expect(await call(name, undefined), `${kind} calls ${name}`).toBe('ipc.command');
      }
      expect(reached).toEqual([]);
    }
  });

  it.each(['nothing.such', '__proto__', 'constructor', 'toString', '', 7, null, undefined, {}])(
    'refuses %j as a command name',
    async (name) => {
      expect(await setUp('terminal').call(name)).toBe('ipc.command');
    },
  );

  it.each([
    ['no input', undefined],
    ['a number for a price', { ...order, intent: { ...order.intent, price: 1 } }],
    ['scientific notation', { ...order, intent: { ...order.intent, price: '1e5' } }],
    ['a negative quantity', { ...order, intent: { ...order.intent, quantity: '-1' } }],
    ['an unknown side', { ...order, intent: { ...order.intent, side: 'buy' } }],
    ['an extra key', { ...order, note: 'x' }],
    ['an own __proto__ key', JSON.parse(`{"__proto__": 1, "accountId": "a"}`)],
    ['an account id with a path', { ...order, accountId: '../x' }],
    ['a symbol with control characters', { ...order, intent: { ...order.intent, symbol: 'BTC\u0000' } }],
  ])('refuses an order with %s before any handler sees it', async (_name, input) => {
    const { call, reached, counts } = setUp('terminal');
    expect(await call('order.place', input)).toBe('ipc.input');
    expect([reached.length, counts.refusedInput]).toEqual([0, 1]);
  });

  it('names the field and the rule of a refused input, and never repeats its value', async () => {
    const { log, call } = setUp('key');
    const secret = 'S3CRET-S3CRET-S3CRET';
    const input = {
      name: 'a',
      restUrl: 'x',
      streamUrl: 'y',
      keyId: 'k',
      secret: { from: 'typed', text: `${secret}\n\u0007` },
      keep: 'nowhere',
    };
    expect(await call('key.save', input)).toBe('ipc.input');
    expect(JSON.stringify(log.warn.mock.calls)).toContain('key.save');
    expect(JSON.stringify(log.warn.mock.calls)).not.toContain(secret);
  });

  it('turns a handler that throws into a generic code without its message', async () => {
    const { call, counts, log } = setUp('terminal', {
      'account.check': () => Promise.reject(new Error('/home/someone/perch.sqlite broke')),
    });
    expect(await call('account.check', { accountId: 'a' })).toBe('ipc.defect');
    expect([counts.defects, log.error.mock.calls.length]).toEqual([1, 1]);
  });

  it('limits a window that calls in a loop', async () => {
    const { call, counts, reached } = setUp('terminal');
    const answers = await Promise.all(Array.from({ length: 10_000 }, () => call('keychain.retry')));
    expect(answers).toContain('ipc.rate');
    expect(reached.length).toBeLessThan(1_000);
    expect(counts.refusedRate + reached.length).toBe(10_000);
  });

  it('has a schema for every command', () => {
    expect(Object.keys(COMMAND_INPUTS).sort()).toEqual(Object.keys(COMMAND_WINDOWS).sort());
  });
});
