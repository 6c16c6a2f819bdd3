import type { GenericSchema, InferOutput } from 'valibot';
import {
  count,
  decimal,
  digits,
  inBody,
  inQuery,
  oneOf,
  opaqueKey,
  optional,
  receiveWindow,
  required,
  symbolName,
  time,
  timestamp,
  type Parameter,
  type Timestamp,
} from './parameters';
import * as schema from './schemas';

type Security = 'NONE' | 'MARKET_DATA' | 'USER_STREAM' | 'TRADE' | 'USER_DATA';

/** One row of PROTOCOL's endpoint table. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly security: Security;
  /** Request weight; `without` is the weight without a symbol. */
  readonly weight: number | { readonly withSymbol: number; readonly without: number };
  /** In the order in which they are signed. */
  readonly parameters: readonly (Parameter | Timestamp)[];
  readonly answer: GenericSchema;
  /** True when the exchange changes something by it, so that an unknown outcome must be settled. */
  readonly effect: boolean;
  /** True when it counts against the limits of orders. */
  readonly countsAsOrder?: boolean;
}

const symbol = required('symbol', symbolName);
const limit = optional('limit', count);
const signed = [optional('recvWindow', receiveWindow), timestamp] as const;
const period = [optional('startTime', time), optional('endTime', time)] as const;
const interval = oneOf('1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '12h', '1d', '3d', '1w');

/** Orders go in the body: intermediaries log addresses far more often than bodies. */
const newOrder = inBody(
  symbol,
  required('side', oneOf('BUY', 'SELL')),
  required('type', oneOf('LIMIT')),
  required('quantity', decimal),
  required('price', decimal),
  optional('newOrderRespType', oneOf('ACK', 'RESULT')),
  ...signed,
);
const oneOrder = inQuery(symbol, required('orderId', digits), ...signed);
const manyOrders = inQuery(symbol, optional('orderId', digits), ...period, limit, ...signed);
const maybeSymbol = inQuery(optional('symbol', symbolName));

/** The REST endpoints of the venue. PROTOCOL: "Endpoints (spot)". Adding an endpoint is adding a row. */
// prettier-ignore
export const endpoints = {
  ping:             { method: 'GET',    path: '/api/v1/ping',                   security: 'NONE',        weight: 1, parameters: [],                                                           answer: schema.nothing,          effect: false },
  time:             { method: 'GET',    path: '/api/v1/time',                   security: 'NONE',        weight: 1, parameters: [],                                                           answer: schema.serverTime,       effect: false },
  exchangeInfo:     { method: 'GET',    path: '/api/v1/exchangeInfo',           security: 'NONE',        weight: 1, parameters: [],                                                           answer: schema.exchangeInfo,     effect: false },
  depth:            { method: 'GET',    path: '/api/v1/spot/depth',             security: 'NONE',        weight: 1, parameters: inQuery(symbol, limit),                                       answer: schema.depth,            effect: false },
  trades:           { method: 'GET',    path: '/api/v1/spot/trades',            security: 'NONE',        weight: 1, parameters: inQuery(symbol, limit),                                       answer: schema.trades,           effect: false },
  historicalTrades: { method: 'GET',    path: '/api/v1/spot/historicalTrades',  security: 'MARKET_DATA', weight: 5, parameters: inQuery(symbol, limit, optional('fromId', digits)),           answer: schema.historicalTrades, effect: false },
  klines:           { method: 'GET',    path: '/api/v1/spot/klines',            security: 'NONE',        weight: 1, parameters: inQuery(symbol, required('interval', interval), ...period, limit), answer: schema.klines,     effect: false },
  avgPrice:         { method: 'GET',    path: '/api/v1/spot/avgPrice',          security: 'NONE',        weight: 1, parameters: inQuery(symbol),                                              answer: schema.avgPrice,         effect: false },
  ticker24hr:       { method: 'GET',    path: '/api/v1/spot/ticker/24hr',       security: 'NONE',        weight: { withSymbol: 1, without: 40 }, parameters: maybeSymbol,                     answer: schema.tickers24hr,      effect: false },
  tickerPrice:      { method: 'GET',    path: '/api/v1/spot/ticker/price',      security: 'NONE',        weight: { withSymbol: 1, without: 2 },  parameters: maybeSymbol,                     answer: schema.tickerPrices,     effect: false },
  bookTicker:       { method: 'GET',    path: '/api/v1/spot/ticker/bookTicker', security: 'NONE',        weight: { withSymbol: 1, without: 2 },  parameters: maybeSymbol,                     answer: schema.bookTickers,      effect: false },
  placeOrder:       { method: 'POST',   path: '/api/v1/spot/order',             security: 'TRADE',       weight: 1, parameters: newOrder,                                                     answer: schema.placedOrder,      effect: true, countsAsOrder: true },
  testOrder:        { method: 'POST',   path: '/api/v1/spot/order/test',        security: 'TRADE',       weight: 1, parameters: newOrder,                                                     answer: schema.nothing,          effect: false },
  queryOrder:       { method: 'GET',    path: '/api/v1/spot/order',             security: 'USER_DATA',   weight: 1, parameters: oneOrder,                                                     answer: schema.order,            effect: false },
  cancelOrder:      { method: 'DELETE', path: '/api/v1/spot/order',             security: 'TRADE',       weight: 1, parameters: oneOrder,                                                     answer: schema.cancelledOrder,   effect: true },
  openOrders:       { method: 'GET',    path: '/api/v1/spot/openOrders',        security: 'USER_DATA',   weight: 5, parameters: manyOrders,                                                   answer: schema.orders,           effect: false },
  historyOrders:    { method: 'GET',    path: '/api/v1/spot/historyOrders',     security: 'USER_DATA',   weight: 5, parameters: manyOrders,                                                   answer: schema.orders,           effect: false },
  account:          { method: 'GET',    path: '/api/v1/account',                security: 'USER_DATA',   weight: 1, parameters: inQuery(...signed),                                           answer: schema.account,          effect: false },
  openUserStream:   { method: 'POST',   path: '/api/v1/userDataStream',         security: 'USER_STREAM', weight: 1, parameters: [],                                                           answer: schema.listenKey,        effect: true },
  keepUserStream:   { method: 'PUT',    path: '/api/v1/userDataStream',         security: 'USER_STREAM', weight: 1, parameters: inBody(required('listenKey', opaqueKey)),                     answer: schema.nothing,          effect: true },
  closeUserStream:  { method: 'DELETE', path: '/api/v1/userDataStream',         security: 'USER_STREAM', weight: 1, parameters: inQuery(required('listenKey', opaqueKey)),                    answer: schema.nothing,          effect: true },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;

/** What an endpoint answers, with the wire's field names and parsed values. */
export type AnswerOf<E extends EndpointName> = InferOutput<(typeof endpoints)[E]['answer']>;

type RowParameter<E extends EndpointName> = (typeof endpoints)[E]['parameters'][number];
type Simplify<T> = { [Key in keyof T]: T[Key] };

/** What a caller gives for an endpoint; `timestamp` and `signature` are added by the connection. */
export type ParamsOf<E extends EndpointName> = Simplify<
  {
    readonly [
      P in RowParameter<E> as P extends Parameter<infer Name, never, false> ? Name : never
    ]: ValueOf<P>;
  } & {
    readonly [P in RowParameter<E> as P extends Parameter<infer Name, never, true> ? Name : never]?:
      ValueOf<P> | undefined;
  }
>;
type ValueOf<P> = P extends { readonly write: (value: infer T) => string | undefined } ? T : never;
