import type { Language } from '@shared/domain/settings';
import { translate } from '@shared/i18n/translate';

/**
 * Time until the candle closes: `0:42`, `14:59`, `3:05:09`, `2 d 4 h`. Empty when it is over: then the next candle is due, and when
 * it does not come that is told by the age of the chart.
 */
export function closesIn(closeTime: number, serverNow: number, language: Language): string {
  const seconds = Math.ceil((closeTime + 1 - serverNow) / 1000);
  if (seconds <= 0) return '';
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) {
    return `${translate(language, 'duration.d', { n: days })} ${translate(language, 'duration.h', { n: hours })}`;
  }
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds % 60)}`;
  return `${minutes}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
