import type { Decimal } from './decimal';

/** 24-hour statistics and last price of one symbol. Decimal strings in the quote asset. Best prices are in the {@link Book}. */
export interface Ticker {
  readonly symbol: string;
  readonly lastPrice: Decimal;
  readonly openPrice: Decimal;
  readonly highPrice: Decimal;
  readonly lowPrice: Decimal;
  /** Signed decimals. */
  readonly priceChange: string;
  readonly priceChangePercent: string;
  /** Base asset. */
  readonly volume: Decimal;
  readonly quoteVolume: Decimal;
}

/**
 * How values reach us: `loading` before there is a stream, perhaps with what REST told first; `live` from a stream, `polling` by REST
 * because streams cannot be had, `interrupted` while neither works or while what we have is being rebuilt.
 */
export type FeedState = 'loading' | 'live' | 'polling' | 'interrupted';

/** Where a value comes from and how old it is. */
export interface Feed {
  readonly state: FeedState;
  /**
   * When the exchange last confirmed the value, Unix ms of this machine; 0 before the first. Of a request, when it was made, and of
   * an event, when the exchange made it: a slow answer or a late event never looks fresh.
   */
  readonly confirmedAt: number;
}

/** A price is stale when it was not confirmed for this long (ms). */
export const STALE_AFTER_MS = 5_000;

/** `[price, quantity]`: all that rests at one price. Quantity in the base asset. */
export type Level = readonly [price: Decimal, quantity: Decimal];

/** The order book of one symbol. Never crossed; sides are best first and can be empty. */
export interface Book extends Feed {
  readonly symbol: string;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/** One trade of the market, as everybody sees it. */
export interface Trade {
  /** Digits; empty where the exchange names none (`GET /spot/trades`). */
  readonly id: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  /** Unix ms of the server. */
  readonly time: number;
  /** True when the buyer's order was resting, that is when a seller took; null where the exchange does not say. */
  readonly buyerIsMaker: boolean | null;
}

/** The last trades of one symbol, newest first. */
export interface Tape extends Feed {
  readonly symbol: string;
  readonly trades: readonly Trade[];
}

/** PROTOCOL: intervals. */
export const CANDLE_INTERVALS = [
  '1m',
  '3m',
  '5m',
  '15m',
  '30m',
  '1h',
  '2h',
  '4h',
  '6h',
  '12h',
  '1d',
  '3d',
  '1w',
] as const;
export type CandleInterval = (typeof CANDLE_INTERVALS)[number];

/** Open, high, low, close and volumes over one interval. Times are Unix ms of the server. */
export interface Candle {
  readonly openTime: number;
  /** Last millisecond of the interval. */
  readonly closeTime: number;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  /** Base asset. */
  readonly volume: Decimal;
  readonly quoteVolume: Decimal;
}

/** What the chart shows; its candles travel beside it. */
export interface ChartState extends Feed {
  readonly symbol: string;
  readonly interval: CandleInterval;
  /** Whether the exchange may have older candles than the first. */
  readonly hasOlder: boolean;
  /** True while older candles are being asked for. */
  readonly loadingOlder: boolean;
}
