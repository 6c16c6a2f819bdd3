import type { Settings } from '@shared/domain/settings';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { AlertWords } from '@shared/i18n/alert-text';
import { amountText } from '@shared/i18n/figures';

/** How main writes an alert in a notification and in the tray. */
export function alertWords(settings: Settings, symbols: readonly SpotSymbol[]): AlertWords {
  const { language, timeZone, clock, grouping } = settings;
  const time = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: clock === '12h' ? 'h12' : 'h23',
    ...(timeZone === 'utc' ? { timeZone: 'UTC' } : {}),
  } as const;
  const format = new Intl.DateTimeFormat(language, time);
  const dated = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', ...time });
  const rulesOf = (symbol: string) => symbols.find((one) => one.symbol === symbol);
  return {
    language,
    marketOf(symbol) {
      const found = rulesOf(symbol);
      return found ? `${found.baseAsset}/${found.quoteAsset}` : symbol;
    },
    price: (price, symbol) => amountText(price, rulesOf(symbol)?.quotePrecision ?? 0, grouping),
    amount: (amount) => amountText(amount, 0, grouping),
    clock: (at) => format.format(at),
    moment: (at) => dated.format(at),
  };
}
