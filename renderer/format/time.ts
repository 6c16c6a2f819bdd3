import { dayPeriodText } from './day-period';
import { preferences } from './preferences.svelte';

interface Parts {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** A moment on the clock that the user chose. */
function partsOf(unixMs: number): Parts {
  const moment = new Date(unixMs);
  return preferences().timeZone === 'utc'
    ? {
        year: moment.getUTCFullYear(),
        month: moment.getUTCMonth() + 1,
        day: moment.getUTCDate(),
        hours: moment.getUTCHours(),
        minutes: moment.getUTCMinutes(),
        seconds: moment.getUTCSeconds(),
      }
    : {
        year: moment.getFullYear(),
        month: moment.getMonth() + 1,
        day: moment.getDate(),
        hours: moment.getHours(),
        minutes: moment.getMinutes(),
        seconds: moment.getSeconds(),
      };
}

/** Time of day, `14:02:11`; of another day its date and minutes, `05-06 12:03`. */
export function formatTime(unixMs: number, now: number): string {
  if (formatDay(unixMs) === formatDay(now)) return timeOfDay(unixMs);
  const { month, day, hours, minutes } = partsOf(unixMs);
  return `${two(month)}-${two(day)} ${clockText(hours, two(minutes))}`;
}

/** Time of day, `14:02:11` or `2:02:11 PM`. */
export function timeOfDay(unixMs: number): string {
  const { hours, minutes, seconds } = partsOf(unixMs);
  return clockText(hours, `${two(minutes)}:${two(seconds)}`);
}

/** Day, `2025-05-06`. */
export function formatDay(unixMs: number): string {
  const { year, month, day } = partsOf(unixMs);
  return [year, two(month), two(day)].join('-');
}

/** Time of day to the millisecond, `14:02:11.042`. */
export function formatPrecise(unixMs: number): string {
  const { hours, minutes, seconds } = partsOf(unixMs);
  const thousandths = String(new Date(unixMs).getMilliseconds()).padStart(3, '0');
  return clockText(hours, `${two(minutes)}:${two(seconds)}.${thousandths}`);
}

/** Hours and what follows them on the clock of 24 or 12 hours. */
export function clockText(hours: number, rest: string): string {
  const { clock, language } = preferences();
  if (clock === '24h') return `${two(hours)}:${rest}`;
  return dayPeriodText(hours, `${hours % 12 === 0 ? 12 : hours % 12}:${rest}`, language);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
