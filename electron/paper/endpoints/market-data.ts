import { refuse } from '../http/api-error';
import { type Endpoint, parameters } from '../http/endpoint';
import { candleRows, averagePrice, intervals, isInterval, oldestTime } from '../market/candles';
import { MOST_DEPTH } from '../market/market';
import { limitOf, marketOf } from './market-of';

/** PROTOCOL: the depths that can be asked for. */
const depthLimits: readonly number[] = [5, 10, 20, 50, MOST_DEPTH];
const weight = { plain: 1, withSymbol: 1 };

export const marketDataEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v1/spot/depth',
    security: 'NONE',
    weight,
    parameters: parameters('symbol limit:integer?'),
    handle: (call) => {
      const market = marketOf(call);
      // The book first: looking at it may fill it, which makes a new version.
      const { book, instrument } = market;
      const lastUpdateId = market.closeVersion();
      const limit = call.integer('limit') ?? MOST_DEPTH;
      if (!depthLimits.includes(limit)) throw refuse.notValid('limit');
      const side = (which: 'BUY' | 'SELL') =>
        book
          .levels(which, limit)
          .map((level) => [instrument.priceText(level.ticks), instrument.quantityText(level.lots), []]);
      return { body: { lastUpdateId, bids: side('BUY'), asks: side('SELL') } };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/spot/trades',
    security: 'NONE',
    weight,
    parameters: parameters('symbol limit:integer?'),
    handle: (call) => {
      const { history, instrument } = marketOf(call);
      return {
        body: history.recent(limitOf(call, 60, 60)).map((trade) => ({
          price: instrument.priceText(trade.ticks),
          qty: instrument.quantityText(trade.lots),
          time: trade.time,
        })),
      };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/spot/historicalTrades',
    security: 'MARKET_DATA',
    weight: { plain: 5, withSymbol: 5 },
    parameters: parameters('symbol limit:integer? fromId:integer?'),
    handle: (call) => {
      const { history, instrument } = marketOf(call);
      const limit = limitOf(call, 200, 500);
      const fromId = call.integer('fromId');
      const trades =
        fromId === undefined ? history.recent(limit) : history.since(fromId, limit, oldestTime(call.now));
      return {
        body: trades.map((trade) => ({
          id: String(trade.id),
          price: instrument.priceText(trade.ticks),
          qty: instrument.quantityText(trade.lots),
          time: trade.time,
          buyerMaker: trade.buyerIsMaker,
        })),
      };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/spot/klines',
    security: 'NONE',
    weight,
    parameters: parameters('symbol interval startTime:integer? endTime:integer? limit:integer?'),
    handle: (call) => {
      const market = marketOf(call);
      const interval = call.text('interval');
      if (!isInterval(interval)) throw refuse.interval();
      const startTime = call.integer('startTime');
      const endTime = call.integer('endTime');
      if (startTime !== undefined && endTime !== undefined && startTime > endTime) throw refuse.combination();
      const limit = limitOf(call, 500, 1000);
      return { body: candleRows(market, intervals[interval], { startTime, endTime, limit }, call.now) };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/spot/avgPrice',
    security: 'NONE',
    weight,
    parameters: parameters('symbol'),
    handle: (call) => ({ body: averagePrice(marketOf(call), call.now) }),
  },
];
