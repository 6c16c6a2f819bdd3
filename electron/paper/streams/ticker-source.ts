import type { Json } from '../http/json';
import type { Market } from '../market/market';
import type { DayOfTrades, DayStatistics } from '../market/statistics';
import { minuteOf } from '../market/trade';
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

/** Symbols without a trade that are looked at in one second, after a minute has left their day. */
const LOOKED_AT = 500;

/**
 * PROTOCOL: `!spotMiniTicker@arr` and `!spotTicker@arr`, each second the symbols that changed, if any: those that traded, and in the seconds
 * after a minute has ended those whose day changed by that.
 */
export function allTickersSource({ markets, statistics }: StreamGround, event: TickerEvent): Source {
  const trades = new Map<Market, number>();
  for (const market of markets.values()) trades.set(market, market.history.liveCount);
  const said = new Map<Market, DayOfTrades>();
  let aged: Iterator<Market, undefined> | undefined;
  let minute: number | undefined;

  return {
    every: 'second',
    next(now) {
      const changed: DayOfTrades[] = [];
      for (const market of markets.values()) {
        if (trades.get(market) === market.history.liveCount) continue;
        trades.set(market, market.history.liveCount);
        const day = statistics.ofDay(market, now);
        said.set(market, day);
        changed.push(day);
      }
      if (minute !== undefined && minute !== minuteOf(now)) aged = markets.values();
      minute = minuteOf(now);
      for (let looked = 0; aged && looked < LOOKED_AT; looked++) {
        const { value: market } = aged.next();
        if (!market) {
          aged = undefined;
          break;
        }
        const day = statistics.ofDay(market, now);
        if (isSaid(said.get(market), day)) continue;
        said.set(market, day);
        changed.push(day);
      }
      return changed.length === 0 ? [] : [changed.map(event)];
    },
  };
}

/** Whether clients know these values; the times alone are no news. */
function isSaid(said: DayOfTrades | undefined, day: DayOfTrades): boolean {
  return (
    said?.lastPrice === day.lastPrice &&
    said.openPrice === day.openPrice &&
    said.highPrice === day.highPrice &&
    said.lowPrice === day.lowPrice &&
    said.volume === day.volume &&
    said.quoteVolume === day.quoteVolume
  );
}
