import type { Settings } from '@shared/domain/settings';
import type { Handlers } from '../router';
import type { KnownWindow } from '../known-windows';

type WindowHandlers = Pick<Handlers, 'window.painted' | 'window.close' | 'settings.change'>;

export function windowHandlers(options: {
  readonly onPainted: (window: KnownWindow) => void;
  readonly close: (window: KnownWindow) => void;
  readonly changeSettings: (changes: Partial<Settings>) => void;
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
    'settings.change': async (changes) => {
      const named = Object.entries(changes).filter(([, value]) => value !== undefined);
      options.changeSettings(Object.fromEntries(named) as Partial<Settings>);
      return { ok: true, value: null };
    },
  };
}
