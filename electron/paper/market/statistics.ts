import { ratioText } from '../money/fixed';
import { extend, type Candle } from './candle';
import { averageText } from './candles';
import type { Market } from './market';
import { MINUTE, minuteOf } from './trade';

const MINUTES = 24 * 60;

/** The part of `ticker/24hr` that comes from trades. */
export type DayOfTrades = ReturnType<typeof describe>;

interface Known {
  readonly minute: number;
  /** The whole minutes of the day; they change only when a minute ends. */
  readonly whole: Candle;
  /** Trades counted when `described` was made. */
  trades: number;
  described: Omit<DayOfTrades, 'closeTime'>;
}

/**
 * Statistics of the last 24 hours: the running minute and the 1439 before it, so they always equal the sum of the
 * one-minute candles from `openTime` on. Made again only after a trade or when a minute has ended.
 */
export class DayStatistics {
  readonly #known = new Map<Market, Known>();

  ofDay(market: Market, now: number): DayOfTrades {
    const { history } = market;
    const minute = minuteOf(now);
    let known = this.#known.get(market);
    if (known?.minute !== minute) {
      const whole = history.span(minute - MINUTES + 1, minute, now);
      if (!whole) throw new Error('a day without minutes');
      known = {
        minute,
        whole,
        trades: history.liveCount,
        described: describe(market, this.#day(market, whole, now), now),
      };
      this.#known.set(market, known);
    } else if (known.trades !== history.liveCount) {
      known.trades = history.liveCount;
      known.described = describe(market, this.#day(market, known.whole, now), now);
    }
    return { ...known.described, closeTime: now };
  }

  #day(market: Market, whole: Candle, now: number): Candle {
    const running = market.history.span(minuteOf(now), minuteOf(now) + 1, now);
    return running ? extend({ ...whole }, running) : whole;
  }
}

function describe(market: Market, candle: Candle, now: number) {
  const { instrument, history, symbol } = market;
  const change = BigInt(candle.close) - BigInt(candle.open);
  return {
    symbol,
    priceChange: instrument.priceChangeText(change),
    priceChangePercent: ratioText(change * 100n, BigInt(candle.open), 8),
    weightedAvgPrice:
      candle.lots === 0n ? instrument.priceText(history.lastTicks) : averageText(market, candle),
    lastPrice: instrument.priceText(candle.close),
    openPrice: instrument.priceText(candle.open),
    highPrice: instrument.priceText(candle.high),
    lowPrice: instrument.priceText(candle.low),
    volume: instrument.sumText(candle.lots),
    quoteVolume: instrument.notionalText(candle.tickLots),
    openTime: (minuteOf(now) - MINUTES + 1) * MINUTE,
    closeTime: now,
  };
}
