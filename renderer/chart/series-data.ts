import type { CandlestickData, HistogramData, Time, UTCTimestamp } from 'lightweight-charts';
import type { Candle } from '@shared/domain/market';
import { translucent, type ChartColours } from './colours';

/** Candles as lightweight-charts takes them: times in seconds, prices as binary numbers, which are only drawn. */

export function isFalling({ open, close }: Candle): boolean {
  return Number(close) < Number(open);
}

export function timeOf({ openTime }: Candle): UTCTimestamp {
  return (openTime / 1000) as UTCTimestamp;
}

export function bar(candle: Candle): CandlestickData<Time> {
  return {
    time: timeOf(candle),
    open: Number(candle.open),
    high: Number(candle.high),
    low: Number(candle.low),
    close: Number(candle.close),
  };
}

/** The candle's volume in the colour of its direction. */
export function column(candle: Candle, { bid, ask }: Pick<ChartColours, 'bid' | 'ask'>): HistogramData<Time> {
  const colour = translucent(isFalling(candle) ? ask : bid, 0.4);
  return { time: timeOf(candle), value: Number(candle.volume), color: colour };
}
