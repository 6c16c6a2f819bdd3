import type { PaneContent } from '@shared/domain/pane';
import { fail, ok, type Result } from '@shared/domain/result';
import type { PaneView } from '../../state/pane-view';
import type { KnownWindow } from '../known-windows';
import type { Handlers } from '../router';

type PaneHandlers = Pick<Handlers, 'pane.open' | 'pane.pin' | 'settings.change' | 'chart.older'>;

/** Settings of all windows that can be chosen on a chart or a book in a window of its own. Whether Perch starts or trades is not among them. */
const IN_A_PANE: readonly string[] = ['timeZone', 'priceScale', 'indicators', 'tapeShare'];

/** Commands that a pane may use too: what it wishes concerns itself. Those of the terminal go on to `terminal`. */
export function paneHandlers(options: {
  readonly open: (content: PaneContent) => Result<null>;
  readonly viewOf: (window: KnownWindow) => PaneView | undefined;
  readonly terminal: Pick<Handlers, 'settings.change' | 'chart.older'>;
}): PaneHandlers {
  const { open, viewOf, terminal } = options;

  return {
    'pane.open': async ({ content }) => open(content),
    'pane.pin': async ({ pinned }, caller) => {
      viewOf(caller)?.pin(pinned);
      return ok(null);
    },
    'settings.change': async (changes, caller) => {
      if (caller.kind !== 'pane') return terminal['settings.change'](changes, caller);
      const { interval, ...shared } = changes;
      if (!Object.keys(shared).every((name) => IN_A_PANE.includes(name))) {
        return fail('ipc.command', 'This window may not change that setting.');
      }
      if (interval) viewOf(caller)?.chooseInterval(interval);
      return Object.keys(shared).length > 0 ? terminal['settings.change'](shared, caller) : ok(null);
    },
    'chart.older': async (chart, caller) =>
      (await viewOf(caller)?.olderCandles(chart)) ?? terminal['chart.older'](chart, caller),
  };
}
