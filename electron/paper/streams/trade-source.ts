import type { Market } from '../market/market';
import type { Source } from './source';

/** PROTOCOL: `<s>@spotTrade`, an array of the trades since the last one, each 100 ms; nothing while nothing trades. */
export function tradeSource(market: Market): Source {
  const { history, instrument, symbol } = market;
  let seen = history.liveCount;
  return {
    every: 'tenth',
    next(now) {
      const trades = history.liveSince(seen);
      seen = history.liveCount;
      if (trades.length === 0) return [];
      return [
        trades.map((trade) => ({
          e: 'spotTrade',
          E: now,
          s: symbol,
          t: trade.id,
          p: instrument.priceText(trade.ticks),
          q: instrument.quantityText(trade.lots),
          T: trade.time,
          m: trade.buyerIsMaker,
        })),
      ];
    },
  };
}
