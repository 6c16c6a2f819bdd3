import { ratioText } from '../money/fixed';
import { extend, type Candle } from './candle';
import { averageText } from './candles';
import type { Market } from './market';
import { MINUTE, minuteOf } from './trade';

const MINUTES = 24 * 60;

/**
 * Statistics of the last 24 hours: the running minute and the 1439 before it, so they always equal the sum of the
 * one-minute candles from `openTime` on.
 */
export class DayStatistics {
  /** The whole minutes of each symbol's day; they change only when a minute ends. */
  readonly #whole = new Map<string, { minute: number; candle: Candle }>();

  /** The part of `ticker/24hr` that comes from trades. */
  ofDay(market: Market, now: number) {
    const { instrument, history } = market;
    const minute = minuteOf(now);
    const candle = this.#day(market, minute, now);
    const change = BigInt(candle.close) - BigInt(candle.open);
    return {
      symbol: market.symbol,
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
      openTime: (minute - MINUTES + 1) * MINUTE,
      closeTime: now,
    };
  }

  #day(market: Market, minute: number, now: number): Candle {
    let whole = this.#whole.get(market.symbol);
    if (whole?.minute !== minute) {
      const candle = market.history.span(minute - MINUTES + 1, minute, now);
      if (!candle) throw new Error('a day without minutes');
      whole = { minute, candle };
      this.#whole.set(market.symbol, whole);
    }
    const running = market.history.span(minute, minute + 1, now);
    return running ? extend({ ...whole.candle }, running) : whole.candle;
  }
}
