import type { CommandAnswer, CommandInput } from '@shared/contract/commands';
import type { Handlers } from '../router';
import type { KnownWindow } from '../known-windows';

type WindowHandlers = Pick<Handlers, 'window.painted' | 'window.close' | 'settings.change'>;

export function windowHandlers(options: {
  readonly onPainted: (window: KnownWindow) => void;
  readonly close: (window: KnownWindow) => void;
  readonly changeSettings: (changes: CommandInput<'settings.change'>) => CommandAnswer<'settings.change'>;
}): WindowHandlers {
  return {
    'window.painted': async (_input, caller) => {
      options.onPainted(caller);
      return { ok: true, value: null };
    },
    'window.close': async (_input, caller) => {
      options.close(caller);
      return { ok: true, value: null };
    },
    'settings.change': (changes) => options.changeSettings(changes),
  };
}
