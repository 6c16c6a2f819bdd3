import type { Desk } from '../../state/desk';
import type { Handlers } from '../router';

type MarketHandlers = Pick<Handlers, 'symbol.select' | 'chart.older'>;

export function marketHandlers(desk: Desk, onSymbol: (symbol: string) => void): MarketHandlers {
  return {
    'symbol.select': async ({ symbol }) => {
      desk.selectSymbol(symbol);
      onSymbol(symbol);
      return { ok: true, value: null };
    },
    'chart.older': (chart) => desk.olderCandles(chart),
  };
}
