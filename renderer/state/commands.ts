import type { CommandAnswer, CommandInput } from '@shared/contract/commands';
import type { CommandName } from '@shared/contract/surface';
import { fail } from '@shared/domain/result';

/**
 * Sends an intent to main. A thrown error is a defect of preload or main; the window says so in the words it has, and for an order
 * that was under way it says that its fate is unknown.
 */
export async function send<C extends CommandName>(
  command: C,
  ...input: undefined extends CommandInput<C> ? [] : [CommandInput<C>]
): CommandAnswer<C> {
  try {
    return await (Reflect.apply(window.perch.commands[command], undefined, input) as CommandAnswer<C>);
  } catch {
    return MAY_BE_DONE.includes(command)
      ? fail('order.unknown', 'No answer: it may have been done.')
      : fail('window.defect', 'Perch made a mistake handling this.');
  }
}

const MAY_BE_DONE: readonly CommandName[] = [
  'order.place',
  'order.cancel',
  'order.cancelAll',
  'order.replace',
  'order.sendUnsent',
];
