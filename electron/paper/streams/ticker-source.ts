import type { Json } from '../http/json';
import type { Market } from '../market/market';
import type { DayOfTrades, DayStatistics } from '../market/statistics';
import type { Source } from './source';
import type { StreamGround } from './stream-name';

type TickerEvent = (day: DayOfTrades) => Json;

/** PROTOCOL: payload of `spotMiniTicker`. */
export const miniTickerOf: TickerEvent = (day) => ({
  e: '24hrSpotMiniTicker',
  E: day.closeTime,
  s: day.symbol,
  c: day.lastPrice,
  h: day.highPrice,
  o: day.openPrice,
  l: day.lowPrice,
  v: day.volume,
  q: day.quoteVolume,
});

/** PROTOCOL: payload of `spotTicker`. */
export const tickerOf: TickerEvent = (day) => ({
  e: '24hrSpotTicker',
  E: day.closeTime,
  s: day.symbol,
  p: day.priceChange,
  P: day.priceChangePercent,
  c: day.lastPrice,
  h: day.highPrice,
  l: day.lowPrice,
  v: day.volume,
  q: day.quoteVolume,
  O: day.openTime,
  C: day.closeTime,
});

/** PROTOCOL: `<s>@spotMiniTicker` and `<s>@spotTicker`, each second. */
export function tickerSource(market: Market, statistics: DayStatistics, event: TickerEvent): Source {
  return { every: 'second', next: (now) => [event(statistics.ofDay(market, now))] };
}

/** PROTOCOL: `!spotMiniTicker@arr` and `!spotTicker@arr`, each second the symbols that changed, if any. */
export function allTickersSource({ markets, statistics }: StreamGround, event: TickerEvent): Source {
  const seen = new Map<Market, number>();
  for (const market of markets.values()) seen.set(market, market.history.liveCount);
  return {
    every: 'second',
    next(now) {
      const changed: Json[] = [];
      for (const market of markets.values()) {
        if (seen.get(market) === market.history.liveCount) continue;
        seen.set(market, market.history.liveCount);
        changed.push(event(statistics.ofDay(market, now)));
      }
      return changed.length === 0 ? [] : [changed];
    },
  };
}
