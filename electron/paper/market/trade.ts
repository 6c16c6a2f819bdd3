import type { Lots, Ticks } from '../listing/instrument';

/** A trade of the market, as everybody sees it. */
export interface Trade {
  /** Grows with time; gaps are normal. Made of the minute since 1970 and the number inside that minute. */
  readonly id: number;
  readonly ticks: Ticks;
  readonly lots: Lots;
  readonly time: number;
  readonly buyerIsMaker: boolean;
}

const PER_MINUTE = 100_000;

export const MINUTE = 60_000;

export const MINUTES_PER_HOUR = 60;

/** Minute since 1970 of a time in ms. */
export const minuteOf = (time: number): number => Math.floor(time / MINUTE);

/** Hour since 1970 of a minute since then. */
export const hourOf = (minute: number): number => Math.floor(minute / MINUTES_PER_HOUR);

/** Id of the `index`-th trade of a minute. */
export const tradeId = (minute: number, index: number): number => minute * PER_MINUTE + index;

/** Minute a trade id belongs to. */
export const minuteOfTrade = (id: number): number => Math.floor(id / PER_MINUTE);
