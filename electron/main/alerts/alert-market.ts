import type { ExchangeConnection } from '../exchange/connection';
import { candleFrom } from '../market/candles/candle';
import type { AlertMarket } from './alerts';
import { MOST_CANDLES } from './gap';

/** Alerts wait for the limits longer than what is on the screen: nobody looks at them. */
const PATIENCE_MS = 20_000;

/** What alerts ask of an exchange, with the least claim to its limits. */
export function alertMarketOf(connection: Pick<ExchangeConnection, 'call' | 'serverNow'>): AlertMarket {
  const options = (signal: AbortSignal) =>
    ({ signal, patienceMs: PATIENCE_MS, priority: 'polling' }) as const;
  return {
    // The server's clock is known to parts of a millisecond; what is asked for and kept is whole.
    now: () => Math.floor(connection.serverNow() ?? Date.now()),
    async candles(symbol, { interval, startTime, endTime }, signal) {
      const params = { symbol, interval, startTime, endTime, limit: MOST_CANDLES };
      const outcome = await connection.call('klines', params, options(signal));
      return outcome.kind === 'answer' ? outcome.value.map(candleFrom) : undefined;
    },
    async newestCandles(symbol, interval, limit, signal) {
      const outcome = await connection.call('klines', { symbol, interval, limit }, options(signal));
      return outcome.kind === 'answer' ? outcome.value.map(candleFrom) : undefined;
    },
    async spreads(signal) {
      const outcome = await connection.call('bookTicker', {}, options(signal));
      if (outcome.kind !== 'answer') return undefined;
      return new Map(outcome.value.map(({ symbol, bidPrice, askPrice }) => [symbol, [bidPrice, askPrice]]));
    },
  };
}
