import type { Language } from '@shared/domain/settings';
import { translate } from '@shared/i18n/translate';

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** Age of something in few characters: `0.4 s`, `41 s`, `3 min`, `2 h`, `5 d`. A negative age is a clock that jumped: 0. */
export function formatAge(ms: number, language: Language): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) {
    return translate(language, 'duration.s', { n: (Math.floor(seconds * 10) / 10).toFixed(1) });
  }
  if (seconds < MINUTE_S) return translate(language, 'duration.s', { n: Math.floor(seconds) });
  if (seconds < HOUR_S) return translate(language, 'duration.min', { n: Math.floor(seconds / MINUTE_S) });
  if (seconds < 2 * DAY_S) return translate(language, 'duration.h', { n: Math.floor(seconds / HOUR_S) });
  return translate(language, 'duration.d', { n: Math.floor(seconds / DAY_S) });
}

/** Time left, rounded up so that it never says 0 while there is something left: `42 s`, `1:05`, `2:00:00`. */
export function formatCountdown(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < MINUTE_S) return translate(language, 'duration.s', { n: seconds });
  const hours = Math.floor(seconds / HOUR_S);
  const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
  const rest = String(seconds % MINUTE_S).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/**
 * A span that is usually short, such as a latency or the offset of a clock, with its sign: `−12 ms`, `1.5 s`, `4 min 5 s`, `1 h 2 min`.
 */
export function formatSpan(ms: number, language: Language): string {
  const sign = ms <= -0.5 ? '\u2212' : '';
  const size = Math.abs(ms);
  if (Math.round(size) < 1000) return sign + translate(language, 'duration.ms', { n: Math.round(size) });
  const whole = Math.round(size / 1000);
  if (whole < MINUTE_S) return sign + translate(language, 'duration.s', { n: (size / 1000).toFixed(1) });
  const minutes = Math.floor(whole / MINUTE_S);
  const hours = Math.floor(whole / HOUR_S);
  return hours === 0
    ? sign + both(minutes, 'duration.min', whole % MINUTE_S, 'duration.s', language)
    : sign + both(hours, 'duration.h', minutes % MINUTE_S, 'duration.min', language);
}

type Unit = 'duration.s' | 'duration.min' | 'duration.h';

function both(large: number, unit: Unit, small: number, smallUnit: Unit, language: Language): string {
  const first = translate(language, unit, { n: large });
  return small === 0 ? first : `${first} ${translate(language, smallUnit, { n: small })}`;
}
