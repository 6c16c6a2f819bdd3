import { isSignedDecimal, toPlaces } from '@shared/domain/decimal';
import type { Language, Settings } from '@shared/domain/settings';
import { visibleText } from '@shared/domain/visible-text';
import { amountText, MINUS } from '@shared/i18n/figures';
import { accountName } from '@shared/i18n/account-name';
import { translate } from '@shared/i18n/translate';
import {
  activeAccountOf,
  ageOfPrices,
  isOld,
  isPaused,
  type PinnedMarket,
  type TrayFacts,
} from './tray-facts';

/** Lines of prices in a tooltip. */
const TOOLTIP_MARKETS = 6;
/** Windows cuts a tooltip after so many characters. */
const WINDOWS_CHARACTERS = 127;

/** With sign and shape: `▲ +1.94 %`. */
export function changeText(percent: string): string {
  if (!isSignedDecimal(percent)) return '';
  const rounded = toPlaces(percent, 2);
  if (/^-?[0.]*$/.test(rounded)) return '0.00 %';
  return rounded.startsWith('-') ? `▼ ${MINUS}${rounded.slice(1)} %` : `▲ +${rounded} %`;
}

export function marketText({ rules }: PinnedMarket): string {
  return `${visibleText(rules.baseAsset)}/${visibleText(rules.quoteAsset)}`;
}

/** `67,412.80  ▲ +1.94 %`; a dash before the first price. */
export function marketFigures({ rules, ticker }: PinnedMarket, grouping: Settings['grouping']): string {
  if (!ticker) return '–';
  return `${amountText(ticker.lastPrice, rules.quotePrecision, grouping)}  ${changeText(ticker.priceChangePercent)}`;
}

/** In whole units, so that the text changes seldom: `12 s`, `3 min`, `2 h`. */
function coarseAge(ms: number, language: Language): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return translate(language, 'duration.s', { n: seconds });
  if (seconds < 3_600) return translate(language, 'duration.min', { n: Math.floor(seconds / 60) });
  return translate(language, 'duration.h', { n: Math.floor(seconds / 3_600) });
}

/** How old the prices are, in a few words. */
export function ageText(facts: TrayFacts): string {
  const { language } = facts.settings;
  const age = ageOfPrices(facts);
  const isOffline = facts.connection === 'offline';
  if (age === undefined) return translate(language, isOffline ? 'tray.age.offlineNever' : 'tray.age.none');
  if (!isOld(facts)) return translate(language, 'tray.age.now');
  return translate(language, isOffline ? 'tray.age.offline' : 'tray.age.old', {
    age: coarseAge(age, language),
  });
}

/** Mode and name of the account on which orders go. */
export function accountText(facts: TrayFacts): string {
  const { language } = facts.settings;
  const account = activeAccountOf(facts);
  if (!account) return translate(language, 'tray.tooltip.nobody');
  const mode = translate(language, account.kind === 'paper' ? 'mode.paper' : 'mode.live');
  return translate(language, 'tray.tooltip.account', { mode, account: accountName(account, language) });
}

/** As many markets as the system shows of it. */
export function tooltipOf(facts: TrayFacts, platform: NodeJS.Platform): string {
  const { language, grouping } = facts.settings;
  const markets = facts.markets
    .slice(0, TOOLTIP_MARKETS)
    .map((market) => `${marketText(market)}  ${marketFigures(market, grouping)}`);
  const paused = isPaused(facts) ? [translate(language, 'tray.paused')] : [];
  const withMarkets = (count: number): string =>
    [accountText(facts), ...markets.slice(0, count), ageText(facts), ...paused].join('\n');
  let count = markets.length;
  while (platform === 'win32' && count > 0 && withMarkets(count).length > WINDOWS_CHARACTERS) count -= 1;
  return withMarkets(count);
}

/** Beside the icon, where the system has room for it: the first market, or nothing while its price is old. */
export function titleOf(facts: TrayFacts): string {
  const [first] = facts.markets;
  if (facts.settings.trayText === 'off' || !first?.ticker || isOld(facts)) return '';
  return `${visibleText(first.rules.baseAsset)} ${amountText(first.ticker.lastPrice, first.rules.quotePrecision, facts.settings.grouping)}`;
}
