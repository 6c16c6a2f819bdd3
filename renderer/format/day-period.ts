import type { Language } from '@shared/domain/settings';
import { translate } from '@shared/i18n/translate';

/** A time of the 12-hour clock with its half of the day, where the language puts it: `2:02 PM`, `下午2:02`. */
export function dayPeriodText(hours: number, time: string, language: Language): string {
  return translate(language, hours < 12 ? 'time.morning' : 'time.afternoon', { time });
}
