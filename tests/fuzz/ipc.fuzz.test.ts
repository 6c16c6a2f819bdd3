import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COMMAND_INPUTS } from '../../shared/contract/commands';
import {
  COMMAND_WINDOWS,
  WINDOW_KINDS,
  type CommandName,
  type WindowKind,
} from '../../shared/contract/surface';
import type { Result } from '../../shared/domain/result';
import type { KnownWindow } from '../../electron/main/ipc/known-windows';
import { createRouter, type Handlers } from '../../electron/main/ipc/router';
import { JUNK, mutated } from './mutate';
import { sampleOf } from './sample';
import { choices, fuzz, saySeed } from './seed';

saySeed('calls from windows');

const COMMANDS = Object.keys(COMMAND_WINDOWS) as CommandName[];

/** The real router; each call comes from a window of its own, because one window may not make so many. */
function setUp() {
  let listener: Parameters<IpcMain['handle']>[1] | undefined;
  const reached: { name: CommandName; input: unknown; kind: WindowKind }[] = [];
  const handlers = Object.fromEntries(
    COMMANDS.map((name) => [
      name,
      async (input: unknown, { kind }: KnownWindow) => {
        reached.push({ name, input, kind });
        return { ok: true, value: null };
      },
    ]),
  ) as unknown as Handlers;
  const counts = createRouter({
    ipcMain: { handle: (_channel, handle) => void (listener = handle) },
    callerOf: (event) => event as unknown as KnownWindow,
    handlers,
    log: { warn: () => undefined, error: () => undefined },
  });
  const call = async (kind: WindowKind, name: unknown, input: unknown): Promise<Result<unknown>> =>
    (await listener?.(
      { kind, contents: {} } as unknown as IpcMainInvokeEvent,
      name,
      input,
    )) as Result<unknown>;
  return { call, counts, reached };
}

/**
 * What a handler may rely on, said once more without the schemas: plain and small values, known names, and of an order nothing that
 * is not spelled as one.
 */
function expectSound(name: CommandName, input: unknown): void {
  const seen = JSON.stringify(input) ?? '';
  if (seen.length > 40_000) throw new Error(`${name}: ${seen.length} characters reached a handler`);
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'number' && (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)))
      throw new Error(`${name}.${key} is the number ${value}`);
    if (typeof value === 'string') expectText(name, key, value);
    if (['bigint', 'symbol', 'function'].includes(typeof value))
      throw new Error(`${name}.${key} is not plain`);
    if (typeof value !== 'object' || value === null) return;
    const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
    if (!plain || Object.hasOwn(value, '__proto__') || Object.hasOwn(value, 'constructor'))
      throw new Error(`${name}.${key} is not a plain object`);
    for (const [inner, part] of Object.entries(value)) visit(part, Array.isArray(value) ? key : inner);
  };
  visit(input, '');
}

const AMOUNTS =
  /^(price|quantity|percent|amount|times|hysteresis|largestOrder|largestDay|warnDistance|refuseDistance|largeShare|confirmAbove)$/;
const FREE_TEXT = /^(text|note)$/;

function expectText(name: CommandName, key: string, value: string): void {
  // eslint-disable-next-line no-control-regex
  if (!FREE_TEXT.test(key) && /[\u0000-\u001f\u007f]/.test(value))
    throw new Error(`${name}.${key} has control characters`);
  if (AMOUNTS.test(key) && !/^\d{1,30}(\.\d{1,20})?$/.test(value))
    throw new Error(`${name}.${key} is no amount`);
  if (key === 'side' && !/^(BUY|SELL)$/.test(value)) throw new Error(`${name}.${key} is no side`);
  if (key === 'orderId' && !/^\d{1,30}$/.test(value)) throw new Error(`${name}.${key} is no order id`);
}

const MOST_CODES = new Set(['ipc.input', 'ipc.payload', 'ipc.command']);

it('100,000 malformed calls of every command: none reaches a handler unchecked, none is an error of main, each is counted', async () => {
  const { call, counts, reached } = setUp();
  const tried = new Map<string, number>();
  const accepted = new Set<string>();
  let calls = 0;

  async function oneCall(kind: WindowKind, name: unknown, input: unknown): Promise<void> {
    const before = reached.length;
    calls += 1;
    const answer = await call(kind, name, input);
    if (answer.ok !== reached.length > before)
      throw new Error(`${String(name)}: answered ok and handled differ`);
    if (answer.ok) {
      const last = reached[reached.length - 1];
      if (last === undefined || !(COMMAND_WINDOWS[last.name] as readonly string[]).includes(kind))
        throw new Error(`${kind} reached ${String(name)}`);
      expectSound(last.name, last.input);
      accepted.add(last.name);
    } else if (!MOST_CODES.has(answer.error.code)) throw new Error(`${String(name)}: ${answer.error.code}`);
  }

  // Good calls with something wrong in them, of each command in turn.
  const wrong = fc.tuple(fc.nat({ max: COMMANDS.length - 1 }), fc.integer({ min: 1, max: 2 ** 31 }));
  await fuzz(
    fc.asyncProperty(wrong, async ([which, start]) => {
      const name = COMMANDS[which] as CommandName;
      const kind = COMMAND_WINDOWS[name][0];
      const choose = choices(start);
      for (let round = 0; round < 40; round += 1) {
        let input = sampleOf(COMMAND_INPUTS[name], choose);
        if (round === 0) {
          await oneCall(kind, name, input);
          if (reached[reached.length - 1]?.name !== name) throw new Error(`${name}: its sample was refused`);
        }
        for (let damage = choose(3); damage >= 0; damage -= 1) input = mutated(input, choose, JUNK);
        await oneCall(kind, name, input);
        tried.set(name, (tried.get(name) ?? 0) + 1);
      }
    }),
    2_600,
  );

  // Anything at all, under any name, from any window.
  const names = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<unknown>(...COMMANDS) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', '', null, undefined, 7, {}, []) },
    { weight: 1, arbitrary: fc.string() },
  ); // prettier-ignore
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, withObjectString: true }); // prettier-ignore
  await fuzz(fc.asyncProperty(fc.constantFrom(...WINDOW_KINDS), names, anything, oneCall), 12_000);

  const { calls: counted, refusedCommand, refusedInput, refusedSender, refusedRate, defects } = counts;
  process.stdout.write(`${calls} calls: ${reached.length} were in order after all, ${refusedInput} inputs and ${refusedCommand} commands refused\n`); // prettier-ignore
  expect([counted, defects, refusedSender, refusedRate]).toEqual([calls, 0, 0, 0]);
  expect(reached.length + refusedInput + refusedCommand).toBe(calls);
  expect(refusedInput + refusedCommand).toBeGreaterThan(100_000);
  expect([...tried.keys()].sort()).toEqual(COMMANDS.toSorted());
  expect([...accepted].sort()).toEqual(COMMANDS.toSorted());
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
}, 120_000);
