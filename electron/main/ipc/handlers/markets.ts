import type { Desk } from '../../state/desk';
import type { VisibleSymbols } from '../../state/visible-symbols';
import type { Handlers } from '../router';

type MarketHandlers = Pick<
  Handlers,
  'connection.retry' | 'symbol.select' | 'chart.older' | 'sparklines.show'
>;

export function marketHandlers(
  desk: Pick<Desk, 'olderCandles' | 'retry'>,
  visible: VisibleSymbols,
  /** Shows a symbol in the desk. */
  selectSymbol: (symbol: string) => void,
): MarketHandlers {
  const known = new WeakSet<object>();

  return {
    'connection.retry': async () => {
      desk.retry();
      return { ok: true, value: null };
    },
    'symbol.select': async ({ symbol }) => {
      selectSymbol(symbol);
      return { ok: true, value: null };
    },
    'chart.older': (chart) => desk.olderCandles(chart),
    'sparklines.show': async ({ symbols }, caller) => {
      if (!known.has(caller)) {
        known.add(caller);
        caller.contents.once('destroyed', () => visible.leave(caller));
      }
      visible.show(caller, symbols);
      return { ok: true, value: null };
    },
  };
}
