import { normalize } from '@shared/domain/decimal';
import type { Settings } from '@shared/domain/settings';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { AlertWords } from '@shared/i18n/alert-text';

/** How main writes an alert in a notification and in the tray. */
export function alertWords(settings: Settings, symbols: readonly SpotSymbol[]): AlertWords {
  const { language, timeZone, clock } = settings;
  const time = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: clock === '12h' ? 'h12' : 'h23',
    ...(timeZone === 'utc' ? { timeZone: 'UTC' } : {}),
  } as const;
  const format = new Intl.DateTimeFormat(language, time);
  const dated = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', ...time });
  return {
    language,
    marketOf(symbol) {
      const found = symbols.find((one) => one.symbol === symbol);
      return found ? `${found.baseAsset}/${found.quoteAsset}` : symbol;
    },
    price: (price) => normalize(price),
    clock: (at) => format.format(at),
    moment: (at) => dated.format(at),
  };
}
