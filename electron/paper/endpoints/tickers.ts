import { type Answer, type Call, type Endpoint, parameters } from '../http/endpoint';
import type { Json } from '../http/json';
import type { Market } from '../market/market';
import { marketOf } from './market-of';

/** One symbol's entry, or every symbol's when none is named. */
function oneOrAll(call: Call, entry: (market: Market) => Json): Answer {
  if (call.optional('symbol') !== undefined) return { body: entry(marketOf(call)) };
  return { body: [...call.exchange.markets.values()].map(entry) };
}

export const tickerEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v1/spot/ticker/24hr',
    security: 'NONE',
    weight: { plain: 40, withSymbol: 1 },
    parameters: parameters('symbol?'),
    ahead: (exchange, sent) => (sent.has('symbol') ? Promise.resolve() : exchange.prepareDay()),
    handle: (call) =>
      oneOrAll(call, (market) => ({
        ...call.exchange.statistics.ofDay(market, call.now),
        ...touch(market),
      })),
  },
  {
    method: 'GET',
    path: '/api/v1/spot/ticker/price',
    security: 'NONE',
    weight: { plain: 2, withSymbol: 1 },
    parameters: parameters('symbol?'),
    handle: (call) =>
      oneOrAll(call, (market) => ({
        symbol: market.symbol,
        price: market.instrument.priceText(market.history.lastTicks),
      })),
  },
  {
    method: 'GET',
    path: '/api/v1/spot/ticker/bookTicker',
    security: 'NONE',
    weight: { plain: 2, withSymbol: 1 },
    parameters: parameters('symbol?'),
    handle: (call) => oneOrAll(call, (market) => ({ symbol: market.symbol, ...touch(market) })),
  },
];

/** Best prices and the quantities there; zeros for an empty side. */
function touch(market: Market): {
  bidPrice: string;
  bidQty: string;
  askPrice: string;
  askQty: string;
} {
  const { instrument } = market;
  const bid = market.best('BUY');
  const ask = market.best('SELL');
  return {
    bidPrice: instrument.priceText(bid?.ticks ?? 0),
    bidQty: instrument.quantityText(bid?.lots ?? 0),
    askPrice: instrument.priceText(ask?.ticks ?? 0),
    askQty: instrument.quantityText(ask?.lots ?? 0),
  };
}
