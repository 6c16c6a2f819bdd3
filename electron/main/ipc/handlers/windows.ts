import type { CommandAnswer, CommandInput } from '@shared/contract/commands';
import type { Result } from '@shared/domain/result';
import type { Handlers } from '../router';
import type { KnownWindow } from '../known-windows';

type WindowHandlers = Pick<
  Handlers,
  'window.painted' | 'window.close' | 'settings.change' | 'desk.show' | 'strip.show'
>;

export function windowHandlers(options: {
  readonly onPainted: (window: KnownWindow) => void;
  readonly close: (window: KnownWindow) => void;
  readonly showDesk: (symbol: string | undefined) => void;
  readonly showStrip: (shown: boolean) => Result<null>;
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
    'desk.show': async ({ symbol }) => {
      options.showDesk(symbol);
      return { ok: true, value: null };
    },
    'strip.show': async ({ shown }) => options.showStrip(shown),
    'settings.change': (changes) => options.changeSettings(changes),
  };
}
