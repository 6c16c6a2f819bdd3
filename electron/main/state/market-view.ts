import type { Candle, CandleInterval } from '@shared/domain/market';
import { ok, type Result } from '@shared/domain/result';
import type { ExchangeConnection } from '../exchange/connection';
import { startRounds } from '../market/rounds';
import type { Demand } from './demand';
import type { DeskStores } from './stores';

/** Book, tape and chart of the symbol on the screen. */
export interface MarketView {
  show(symbol: string, interval: CandleInterval): void;
  /** Asks for older candles of what the chart shows. */
  older(): Promise<Result<{ hasOlder: boolean }>>;
  stop(): void;
}

export function openMarketView(options: {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly stores: DeskStores;
  readonly demand: Demand;
}): MarketView {
  const { connection, stores } = options;
  let shown = { symbol: '', interval: '15m' as CandleInterval };
  const rounds = startRounds(1_000, async (signal) => {
    const { symbol, interval } = shown;
    if (symbol === '') return;
    const at = Date.now();
    const [depth, trades, klines] = await Promise.all([
      connection.call('depth', { symbol, limit: 60 }, { signal }),
      connection.call('trades', { symbol, limit: 60 }, { signal }),
      connection.call('klines', { symbol, interval, limit: 500 }, { signal }),
    ]);
    if (shown.symbol !== symbol || shown.interval !== interval || signal.aborted) return;
    if (depth.kind === 'answer') {
      const { bids, asks } = depth.value;
      stores.book.set({ symbol, bids, asks, state: 'polling', confirmedAt: at });
    }
    if (trades.kind === 'answer') {
      stores.tape.set({
        symbol,
        state: 'polling',
        confirmedAt: at,
        trades: trades.value
          .map(({ price, qty, time }) => ({ id: '', price, quantity: qty, time, buyerIsMaker: null }))
          .reverse(),
      });
    }
    if (klines.kind === 'answer') {
      const entries = klines.value.map(
        ({ tradeCount: _c, takerBuyBase: _b, takerBuyQuote: _q, ...candle }) => [
          String(candle.openTime),
          candle,
        ],
      );
      stores.chart.set({
        symbol,
        interval,
        state: 'polling',
        confirmedAt: at,
        hasOlder: false,
        loadingOlder: false,
      });
      stores.candles.set(Object.fromEntries(entries) as Record<string, Candle>);
    }
  });

  return {
    show(symbol, interval) {
      shown = { symbol, interval };
      stores.book.set(null);
      stores.tape.set(null);
      stores.chart.set(null);
      stores.candles.set({});
      rounds.again();
    },
    older: () => Promise.resolve(ok({ hasOlder: false })),
    stop: () => rounds.stop(),
  };
}
