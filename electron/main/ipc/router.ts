import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import { COMMAND_INPUTS, type CommandAnswer, type CommandInput } from '@shared/contract/commands';
import { payloadError } from '@shared/contract/payload-limit';
import { CHANNELS, COMMAND_WINDOWS, type CommandName, type WindowKind } from '@shared/contract/surface';
import { fail, type AppError, type Result } from '@shared/domain/result';
import { createCallAllowance, type CallAllowance } from './call-allowance';
import type { KnownWindow } from './known-windows';

/** One handler per command. The window is the caller's, already checked. */
export type Handlers = {
  readonly [C in CommandName]: (input: CommandInput<C>, caller: KnownWindow) => CommandAnswer<C>;
};

/** What the router counted since the start: shown in diagnostics, never with input values. */
export interface RouterCounts {
  calls: number;
  refusedSender: number;
  refusedCommand: number;
  refusedInput: number;
  refusedRate: number;
  defects: number;
}

interface RouterOptions {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** The known window whose top frame sent this event, or undefined. */
  readonly callerOf: (event: IpcMainInvokeEvent) => KnownWindow | undefined;
  readonly handlers: Handlers;
  readonly log: { warn(message: string): void; error(message: string, error?: unknown): void };
}

/**
 * The only door from windows to main. A call is refused, typed and counted, when its frame is not the top frame of a window of
 * ours, when that kind of window may not use the command, when its input breaks the schema, or when calls come too fast. A handler
 * that throws is a defect: the window gets a generic code, the log gets the stack.
 */
export function createRouter(options: RouterOptions): RouterCounts {
  const counts: RouterCounts = {
    calls: 0,
    refusedSender: 0,
    refusedCommand: 0,
    refusedInput: 0,
    refusedRate: 0,
    defects: 0,
  };
  const allowances = new WeakMap<KnownWindow, CallAllowance>();

  function allowanceOf(caller: KnownWindow): CallAllowance {
    const known = allowances.get(caller) ?? createCallAllowance();
    allowances.set(caller, known);
    return known;
  }

  options.ipcMain.handle(CHANNELS.command, (event, name: unknown, input: unknown) => {
    counts.calls += 1;
    const caller = options.callerOf(event);
    if (!caller) {
      counts.refusedSender += 1;
      options.log.warn('ipc: refused a call from an unknown frame');
      return fail('ipc.sender', 'This frame may not call Perch.');
    }
    if (!allowanceOf(caller).take()) {
      counts.refusedRate += 1;
      return fail('ipc.rate', 'Too many calls at once.', { retryable: true });
    }
    if (!isCommandFor(name, caller.kind)) {
      counts.refusedCommand += 1;
      options.log.warn(`ipc: refused an unknown command or one that a ${caller.kind} window may not use`);
      return fail('ipc.command', 'This window may not use that command.');
    }
    return run(name, input, caller);
  });

  async function run<C extends CommandName>(name: C, input: unknown, caller: KnownWindow) {
    const checked = checkInput(name, input);
    if (!checked.ok) {
      counts.refusedInput += 1;
      options.log.warn(`ipc: ${name} refused its input at ${checked.error.details?.['field'] ?? 'the top'}`);
      return checked;
    }
    try {
      return await options.handlers[name](checked.value, caller);
    } catch (error) {
      counts.defects += 1;
      options.log.error(`ipc: ${name} failed`, error);
      return fail(
        'ipc.defect',
        'Perch could not do that because of a fault of its own. The log has the details.',
      );
    }
  }

  return counts;
}

function isCommandFor(name: unknown, kind: WindowKind): name is CommandName {
  if (typeof name !== 'string' || !Object.hasOwn(COMMAND_WINDOWS, name)) return false;
  const allowed: readonly WindowKind[] = COMMAND_WINDOWS[name as CommandName];
  return allowed.includes(kind);
}

/** Checks an input against the command's schema. The error names the field and the rule, never the value. */
function checkInput<C extends CommandName>(name: C, input: unknown): Result<CommandInput<C>> {
  const refusal = payloadError(input);
  if (refusal) return refusal;
  const parsed = v.safeParse(COMMAND_INPUTS[name], input, { abortEarly: true });
  if (parsed.success) return { ok: true, value: parsed.output as CommandInput<C> };
  const [issue] = parsed.issues;
  return { ok: false, error: inputError(issue) };
}

function inputError(issue: v.BaseIssue<unknown>): AppError {
  const field = v.getDotPath(issue) ?? '';
  const expected = issue.expected ?? '';
  const rule = issue.message.startsWith('Invalid')
    ? `must be ${expected || 'of another form'}`
    : issue.message;
  return {
    code: 'ipc.input',
    message: field === '' ? `The input ${rule}.` : `${field} ${rule}.`,
    retryable: false,
    details: { field, rule },
  };
}
