import type { AlertFiring, AlertRule } from '../domain/alert';
import { assertNever } from '../domain/assert-never';
import type { Decimal } from '../domain/decimal';
import type { Language } from '../domain/settings';
import { translate } from './translate';

/** How names and figures of an alert are written where it is told. */
export interface AlertWords {
  readonly language: Language;
  /** `BTC/USDT` */
  readonly marketOf: (symbol: string) => string;
  readonly price: (price: Decimal, symbol: string) => string;
  /** An amount of an asset, signed or not. */
  readonly amount: (amount: Decimal) => string;
  /** Hours and minutes of a moment (Unix ms). */
  readonly clock: (at: number) => string;
  /** The same with its day: what is told afterwards may be of days ago. */
  readonly moment: (at: number) => string;
}

/** What an alert watches for, in a few words. */
export function ruleText(words: AlertWords, rule: AlertRule): string {
  const { language, marketOf } = words;
  switch (rule.kind) {
    case 'rises':
    case 'falls':
    case 'reaches':
      return translate(language, `alerts.rule.${rule.kind}`, {
        market: marketOf(rule.symbol),
        price: words.price(rule.price, rule.symbol),
      });
    case 'change':
      return translate(language, `alerts.rule.change.${rule.direction}`, {
        market: marketOf(rule.symbol),
        percent: rule.percent,
        minutes: rule.minutes,
      });
    case 'volume':
      return translate(language, 'alerts.rule.volume', {
        market: marketOf(rule.symbol),
        times: rule.times,
        interval: rule.interval,
      });
    case 'spread':
      return translate(language, 'alerts.rule.spread', {
        market: marketOf(rule.symbol),
        percent: rule.percent,
      });
    case 'balance':
      return translate(language, 'alerts.rule.balance', {
        asset: rule.asset,
        amount: words.amount(rule.amount),
      });
    case 'fill':
      return rule.symbol === ''
        ? translate(language, 'alerts.rule.anyFill')
        : translate(language, 'alerts.rule.fill', { market: marketOf(rule.symbol) });
    case 'connection':
      return translate(language, 'alerts.rule.connection', { seconds: rule.seconds });
    default:
      return assertNever(rule);
  }
}

/** What has happened, in a few words. Of what nobody saw as it happened only the level is certain: a candle tells no price that crossed it. */
export function firingText(words: AlertWords, { rule, price, measure, away }: AlertFiring): string {
  const { language, marketOf } = words;
  switch (rule.kind) {
    case 'rises':
    case 'falls':
    case 'reaches':
      return translate(language, `alerts.${away ? 'firedAway' : 'fired'}.${rule.kind}`, {
        market: marketOf(rule.symbol),
        price: words.price(away ? rule.price : price, rule.symbol),
      });
    case 'change':
      return translate(language, `alerts.${away ? 'firedAway' : 'fired'}.change`, {
        market: marketOf(rule.symbol),
        percent: measure.startsWith('-') ? measure : `+${measure}`,
        minutes: rule.minutes,
        price: words.price(price, rule.symbol),
      });
    case 'volume':
      return translate(language, 'alerts.fired.volume', {
        market: marketOf(rule.symbol),
        times: measure,
        interval: rule.interval,
      });
    case 'spread':
      return translate(language, 'alerts.fired.spread', {
        market: marketOf(rule.symbol),
        percent: measure,
      });
    case 'balance':
      return translate(language, 'alerts.fired.balance', {
        asset: rule.asset,
        change: words.amount(measure),
      });
    case 'fill':
      return price === ''
        ? translate(language, 'alerts.fired.fill')
        : translate(language, 'alerts.fired.fillAt', { price: words.price(price, rule.symbol) });
    case 'connection':
      return translate(language, 'alerts.fired.connection', { seconds: rule.seconds });
    default:
      return assertNever(rule);
  }
}

/** Of a crossing that was found out afterwards: between when it was, and the extremes of that time. Empty for one that was seen. */
export function awayText(words: AlertWords, { rule, away }: AlertFiring): string {
  if (!away) return '';
  const symbol = 'symbol' in rule ? rule.symbol : '';
  return translate(words.language, 'alerts.away', {
    from: words.moment(away.openTime),
    until: words.moment(away.closeTime + 1),
    low: words.price(away.low, symbol),
    high: words.price(away.high, symbol),
  });
}
