import type { Alert } from '@shared/domain/alert';
import { symbolOfRule } from '@shared/domain/alert';
import { compare, divideDown, multiply, subtract, toPlaces, type Decimal } from '@shared/domain/decimal';
import { visibleText } from '@shared/domain/visible-text';
import type { AlertWords } from '@shared/i18n/alert-text';
import { formatAmount } from '../format/amount';
import { marketName } from '../orders/order-label';
import { symbols } from '../state/desk';
import { settings } from '../state/settings';

/** How this window writes alerts; follows language and settings where Svelte reads it. */
export function alertWords(): AlertWords {
  const { language, timeZone, clock } = settings.current;
  const rules = new Map((symbols.current?.symbols ?? []).map((found) => [found.symbol, found]));
  const format = new Intl.DateTimeFormat(language, {
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: clock === '12h' ? 'h12' : 'h23',
    ...(timeZone === 'utc' ? { timeZone: 'UTC' } : {}),
  });
  return {
    language,
    marketOf(symbol) {
      const found = rules.get(symbol);
      return found ? marketName(found) : visibleText(symbol);
    },
    price: (price, symbol) => formatAmount(price, rules.get(symbol)?.quotePrecision ?? 0),
    amount: (amount) => formatAmount(amount, 0),
    clock: (at) => format.format(at),
    moment: (at) => format.format(at),
  };
}

/** How far a price alert is from the price of now, in percent of it with a sign; empty when it is no price or none is known. */
export function distanceOf({ rule }: Alert, lastPrice: Decimal | undefined): string {
  if (!('price' in rule) || lastPrice === undefined || symbolOfRule(rule) === '') return '';
  const above = compare(rule.price, lastPrice) >= 0;
  const size = above ? subtract(rule.price, lastPrice) : subtract(lastPrice, rule.price);
  const percent = toPlaces(divideDown(multiply(size, '100'), lastPrice, 6), 2);
  return `${above ? '+' : '\u2212'}${percent} %`;
}
