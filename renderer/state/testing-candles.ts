import type { Candle } from '@shared/domain/market';

const MINUTE_MS = 60_000;

/** A candle of one minute, the n-th after a round moment; every price is `close` unless said. */
export function minute(n: number, close = '10', prices: Partial<Candle> = {}): Candle {
  const openTime = 1_700_000_040_000 + n * MINUTE_MS;
  return {
    openTime,
    closeTime: openTime + MINUTE_MS - 1,
    open: close,
    high: close,
    low: close,
    close,
    volume: '1',
    quoteVolume: close,
    ...prices,
  };
}

export function minutes(from: number, to: number): Candle[] {
  return Array.from({ length: to - from }, (_, at) => minute(from + at));
}
