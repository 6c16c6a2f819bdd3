import type { Json } from '../http/json';
import { beginOf, intervals } from '../market/candles';
import type { Market } from '../market/market';
import { MINUTE, minuteOf } from '../market/trade';
import type { Source } from './source';

/** PROTOCOL: intervals as stream names spell them; in the event they are spelled as in REST (the original's example: `"i": "1m"`). */
const names = {
  '1M': '1m',
  '5M': '5m',
  '15M': '15m',
  '30M': '30m',
  '1H': '1h',
  '4H': '4h',
  '1D': '1d',
  '1W': '1w',
} as const;
type KlineName = keyof typeof names;

export const isKlineName = (name: string): name is KlineName => Object.hasOwn(names, name);

/** PROTOCOL: `<s>@spotKline_<interval>`, the running candle each second; when one has ended, first how it ended. */
export function klineSource(market: Market, name: KlineName): Source {
  const { history, instrument, symbol } = market;
  const interval = intervals[names[name]];
  let running: number | undefined;

  function event(begin: number, now: number): Json[] {
    const candle = history.span(begin, begin + interval.minutes, now);
    if (!candle) return [];
    return [
      {
        e: 'spotKline',
        E: now,
        s: symbol,
        k: {
          t: begin * MINUTE,
          T: (begin + interval.minutes) * MINUTE - 1,
          s: symbol,
          i: names[name],
          o: instrument.priceText(candle.open),
          c: instrument.priceText(candle.close),
          h: instrument.priceText(candle.high),
          l: instrument.priceText(candle.low),
          v: instrument.sumText(candle.lots),
          q: instrument.notionalText(candle.tickLots),
        },
      },
    ];
  }

  return {
    every: 'second',
    next(now) {
      const begin = beginOf(interval, minuteOf(now));
      const ended = running !== undefined && running < begin ? event(running, now) : [];
      running = begin;
      return [...ended, ...event(begin, now)];
    },
  };
}
