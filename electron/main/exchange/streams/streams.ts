import type { Decimal } from '@shared/domain/decimal';
import type { Level } from '@shared/domain/market';

/** PROTOCOL: intervals that have a stream. The others are built from smaller ones. */
export const STREAM_INTERVALS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'] as const;
export type StreamInterval = (typeof STREAM_INTERVALS)[number];

/** One stream of PROTOCOL's table. Symbols as the exchange spells them in its list, not as in stream names. */
export type StreamRequest =
  | { readonly kind: 'trades'; readonly symbol: string }
  | { readonly kind: 'kline'; readonly symbol: string; readonly interval: StreamInterval }
  | { readonly kind: 'miniTicker'; readonly symbol: string }
  | { readonly kind: 'allMiniTickers' }
  | { readonly kind: 'ticker'; readonly symbol: string }
  | { readonly kind: 'allTickers' }
  | { readonly kind: 'partialDepth'; readonly symbol: string; readonly levels: 5 | 10 | 20 }
  | { readonly kind: 'depth'; readonly symbol: string };

/** Event times are Unix ms of the server. */
export interface TradeEvent {
  readonly eventTime: number;
  readonly symbol: string;
  /** Digits. */
  readonly tradeId: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly time: number;
  readonly buyerIsMaker: boolean;
}

export interface KlineEvent {
  readonly eventTime: number;
  readonly symbol: string;
  readonly openTime: number;
  readonly closeTime: number;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly volume: Decimal;
  readonly quoteVolume: Decimal;
}

export interface MiniTickerEvent {
  readonly eventTime: number;
  readonly symbol: string;
  readonly lastPrice: Decimal;
  readonly openPrice: Decimal;
  readonly highPrice: Decimal;
  readonly lowPrice: Decimal;
  readonly volume: Decimal;
  readonly quoteVolume: Decimal;
}

/** PROTOCOL: there is no open price here; it is the last price minus the change. */
export interface TickerEvent {
  readonly eventTime: number;
  readonly symbol: string;
  /** Signed decimals. */
  readonly priceChange: string;
  readonly priceChangePercent: string;
  readonly lastPrice: Decimal;
  readonly highPrice: Decimal;
  readonly lowPrice: Decimal;
  readonly volume: Decimal;
  readonly quoteVolume: Decimal;
  readonly openTime: number;
  readonly closeTime: number;
}

/** The whole top of the book. It has no time and no version of its own. */
export interface PartialDepthEvent {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/** Changes of the book; a quantity of 0 removes the level. */
export interface DepthEvent {
  readonly symbol: string;
  /** The previous one's plus 1, on the scale of `lastUpdateId`. */
  readonly version: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

interface Events {
  /** PROTOCOL: an array each 100 ms. */
  trades: readonly TradeEvent[];
  kline: KlineEvent;
  miniTicker: MiniTickerEvent;
  allMiniTickers: readonly MiniTickerEvent[];
  ticker: TickerEvent;
  allTickers: readonly TickerEvent[];
  partialDepth: PartialDepthEvent;
  depth: DepthEvent;
}

export type EventOf<R extends StreamRequest> = Events[R['kind']];

/** What one follower of a stream hears. Calls come in order and never after `stop`. */
export interface StreamFollower<R extends StreamRequest> {
  /**
   * From now on every event comes; what the exchange said before may be lost. Called after every (re)connection, not when a renewed
   * connection took over without a break.
   */
  onLive(): void;
  /** `receivedAt` is Unix ms of this machine. Around a renewal the same event can come twice. */
  onEvent(event: EventOf<R>, receivedAt: number): void;
  /** Events do not come any more; the connection is being made again. Also called when the first attempts fail. */
  onInterrupted(reason: string): void;
}

export interface FollowedStream {
  stop(): void;
  /** The follower has proof that events are missing although the socket looks alive: makes the connection again. */
  reconnect(reason: string): void;
}

/** The exchange's public streams, shared between followers: one subscription per stream, at most 10 per connection (PROTOCOL). */
export interface MarketStreams {
  follow<R extends StreamRequest>(request: R, follower: StreamFollower<R>): FollowedStream;
}
