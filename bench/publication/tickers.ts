import type { Ticker } from '../../shared/domain/market';

export type Tickers = Readonly<Record<string, Ticker>>;

/** All tickers of a market, changed from frame to frame, as they are after JSON.parse of the exchange's texts. */
export function tickerFrames(symbols: number, frames: number): Tickers[] {
  return Array.from({ length: frames }, (_, frame) =>
    Object.fromEntries(
      Array.from({ length: symbols }, (_none, index) => {
        const ticker = tickerOf(index, frame);
        return [ticker.symbol, JSON.parse(JSON.stringify(ticker)) as Ticker];
      }),
    ),
  );
}

/** Open, high and low stay for a day; the others change with every trade. */
function tickerOf(index: number, frame: number): Ticker {
  const open = 10 + index * 7.31;
  const last = open * (1 + (((index * 31 + frame * 17) % 200) - 100) / 2_500);
  return {
    symbol: `COIN${index}USDT`,
    lastPrice: last.toFixed(2),
    openPrice: open.toFixed(2),
    highPrice: (open * 1.05).toFixed(2),
    lowPrice: (open * 0.95).toFixed(2),
    priceChange: (last - open).toFixed(2),
    priceChangePercent: ((last / open - 1) * 100).toFixed(3),
    volume: (12_345 + index * 3.7 + frame * 0.01).toFixed(4),
    quoteVolume: (open * (12_345 + index * 3.7 + frame * 0.01)).toFixed(2),
  };
}
