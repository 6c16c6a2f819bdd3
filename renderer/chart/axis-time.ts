import type { CandleInterval } from '@shared/domain/market';
import { clockText } from '../format/time';

/** Which clock the time axis shows. */
export type Zone = 'local' | 'utc';

interface Calendar {
  readonly year: number;
  /** 0 … 11 */
  readonly month: number;
  readonly day: number;
  /** Minutes since midnight. */
  readonly minutes: number;
}

const DAYS_LONG: ReadonlySet<CandleInterval> = new Set(['1d', '3d', '1w']);

/** Whether the exchange cuts candles of this interval at midnight UTC, so that another clock would name the day before. */
export function isDayOrLonger(interval: CandleInterval): boolean {
  return DAYS_LONG.has(interval);
}

export function zoneOf(interval: CandleInterval, chosen: Zone): Zone {
  return isDayOrLonger(interval) ? 'utc' : chosen;
}

function calendarOf(unixMs: number, zone: Zone): Calendar {
  const moment = new Date(unixMs);
  return zone === 'utc'
    ? {
        year: moment.getUTCFullYear(),
        month: moment.getUTCMonth(),
        day: moment.getUTCDate(),
        minutes: moment.getUTCHours() * 60 + moment.getUTCMinutes(),
      }
    : {
        year: moment.getFullYear(),
        month: moment.getMonth(),
        day: moment.getDate(),
        minutes: moment.getHours() * 60 + moment.getMinutes(),
      };
}

/** How much a mark of the time axis matters, in the steps that lightweight-charts knows: a greater one is written first. */
const YEAR = 70;
const MONTH = 60;
const DAY = 50;
const WITHIN_DAY: readonly (readonly [minutes: number, weight: number])[] = [
  [720, 33],
  [360, 32],
  [180, 31],
  [60, 30],
  [30, 22],
  [5, 21],
  [1, 20],
];

/** Weight of a candle's mark by what begins between it and the one before on the clock of the zone. */
export function markWeight(beforeMs: number, unixMs: number, zone: Zone): number {
  const [before, at] = [calendarOf(beforeMs, zone), calendarOf(unixMs, zone)];
  if (before.year !== at.year) return YEAR;
  if (before.month !== at.month) return MONTH;
  if (before.day !== at.day) return DAY;
  const step = ([minutes]: readonly [number, number]): boolean =>
    Math.floor(before.minutes / minutes) !== Math.floor(at.minutes / minutes);
  return WITHIN_DAY.find(step)?.[1] ?? 0;
}

/** A mark of the time axis: what its weight says has begun. */
export function markText(
  unixMs: number,
  weight: 'year' | 'month' | 'day' | 'time',
  zone: Zone,
  language: string,
): string {
  const { year, month, day, minutes } = calendarOf(unixMs, zone);
  switch (weight) {
    case 'year':
      return String(year);
    case 'month':
      return new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(
        Date.UTC(2000, month, 15),
      );
    case 'day':
      return `${two(month + 1)}-${two(day)}`;
    case 'time':
      return clock(minutes);
  }
}

/** The moment under the crosshair: `2026-05-06 14:15`, of candles of a day or more the day alone. */
export function momentText(unixMs: number, interval: CandleInterval, zone: Zone): string {
  const { year, month, day, minutes } = calendarOf(unixMs, zone);
  const date = `${year}-${two(month + 1)}-${two(day)}`;
  return isDayOrLonger(interval) ? date : `${date} ${clock(minutes)}`;
}

function clock(minutes: number): string {
  return clockText(Math.floor(minutes / 60), two(minutes % 60));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
