import { powerOfTen, ratioText } from '../money/fixed';
import type { Candle } from './candle';
import type { Market } from './market';
import { MINUTE, minuteOf } from './trade';

const HOUR = 60;
const DAY = 24 * HOUR;

/** An interval's length in minutes and the minute (since 1970) at which one of its candles begins. */
export interface Interval {
  readonly minutes: number;
  readonly origin: number;
}

/** PROTOCOL: intervals. Weeks begin on Monday, and 1970 began on a Thursday. */
export const intervals = {
  '1m': { minutes: 1, origin: 0 },
  '3m': { minutes: 3, origin: 0 },
  '5m': { minutes: 5, origin: 0 },
  '15m': { minutes: 15, origin: 0 },
  '30m': { minutes: 30, origin: 0 },
  '1h': { minutes: HOUR, origin: 0 },
  '2h': { minutes: 2 * HOUR, origin: 0 },
  '4h': { minutes: 4 * HOUR, origin: 0 },
  '6h': { minutes: 6 * HOUR, origin: 0 },
  '12h': { minutes: 12 * HOUR, origin: 0 },
  '1d': { minutes: DAY, origin: 0 },
  '3d': { minutes: 3 * DAY, origin: 0 },
  '1w': { minutes: 7 * DAY, origin: 4 * DAY },
} as const satisfies Record<string, Interval>;

/** First minute of the interval's candle that a minute belongs to. */
export const beginOf = ({ minutes, origin }: Interval, minute: number): number =>
  minute - ((((minute - origin) % minutes) + minutes) % minutes);

export const isInterval = (name: string): name is keyof typeof intervals => Object.hasOwn(intervals, name);

/** How far back history reaches. */
const HISTORY_DAYS = 90;

/** Oldest time (ms) trades and candles are given for. */
export const oldestTime = (now: number): number => now - HISTORY_DAYS * DAY * MINUTE;

export interface CandleQuery {
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
  readonly limit: number;
}

type Row = readonly [
  number,
  string,
  string,
  string,
  string,
  string,
  number,
  string,
  number,
  string,
  string,
  string,
];

/**
 * Rows of `klines`, oldest first: candles whose open time is inside the query, the first `limit` of them from `startTime`,
 * or the last `limit` without one. The running candle is included.
 */
export function candleRows(market: Market, interval: Interval, query: CandleQuery, now: number): Row[] {
  const length = interval.minutes;
  const begin = (minute: number) => beginOf(interval, minute);
  const newest = begin(Math.min(minuteOf(now), minuteOf(query.endTime ?? now)));
  let first = begin(minuteOf(oldestTime(now)));
  if (query.startTime !== undefined)
    first = Math.max(first, begin(Math.ceil(query.startTime / MINUTE) - 1) + length);
  const last = query.startTime === undefined ? newest : Math.min(newest, first + (query.limit - 1) * length);
  first = Math.max(first, last - (query.limit - 1) * length);
  const rows: Row[] = [];
  for (let minute = first; minute <= last; minute += length) {
    const candle = market.history.span(minute, minute + length, now);
    if (candle) rows.push(row(market, minute * MINUTE, length, candle));
  }
  return rows;
}

/** Answer of `avgPrice`: volume-weighted over the last five minutes, or the last price when nothing was traded. */
export function averagePrice(market: Market, now: number): { mins: number; price: string } {
  const mins = 5;
  const candle = market.history.span(minuteOf(now) - mins + 1, minuteOf(now) + 1, now);
  const { instrument } = market;
  if (!candle || candle.lots === 0n) return { mins, price: instrument.priceText(market.history.lastTicks) };
  return { mins, price: averageText(market, candle) };
}

/** Average price of a candle's trades with 8 decimals. */
export function averageText({ instrument }: Market, candle: Candle): string {
  return ratioText(candle.tickLots, candle.lots * powerOfTen(instrument.listing.quotePrecision), 8);
}

function row({ instrument }: Market, openTime: number, length: number, candle: Candle): Row {
  const price = (ticks: number) => instrument.priceText(ticks);
  const quantity = (lots: bigint) => instrument.sumText(lots);
  return [
    openTime,
    price(candle.open),
    price(candle.high),
    price(candle.low),
    price(candle.close),
    quantity(candle.lots),
    openTime + length * MINUTE - 1,
    instrument.notionalText(candle.tickLots),
    candle.count,
    quantity(candle.takerBuyLots),
    instrument.notionalText(candle.takerBuyTickLots),
    '0',
  ];
}
