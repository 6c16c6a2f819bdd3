import { isDecimal, isSignedDecimal } from '@shared/domain/decimal';
import * as v from 'valibot';

/*
 * Answers of the venue (PROTOCOL: the column "answer"). Fields that are not listed are dropped, unknown statuses and order types
 * are kept, and a missing or senseless field fails with its path. Numbers arrive from `parseJson` without loss: a whole number
 * of up to 15 digits as a number, every other as its literal digits in a string.
 */

const literal = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

const matching = (rule: string, holds: (text: string) => boolean) =>
  v.pipe(
    v.custom<string | number>((value) => {
      const text = literal(value);
      return text !== undefined && holds(text);
    }, rule),
    v.transform(String),
  );

/** A plain decimal string, zero or more: quantities, volumes, best prices of an empty book. */
const decimal = matching('a plain decimal of zero or more', isDecimal);
/** A plain decimal string above zero: what was or can be traded. */
const positive = matching('a plain decimal above zero', (text) => isDecimal(text) && /[1-9]/.test(text));
const signedDecimal = matching('a plain decimal', isSignedDecimal);
/** Digits. PROTOCOL: an order id can exceed 2^53, "keep it a string everywhere". */
const id = matching('digits', (text) => /^\d{1,40}$/.test(text));
/** Unix milliseconds or a count: whole, zero or more, exact as a number. */
const whole = v.pipe(
  v.custom<string | number>((value) => {
    const text = literal(value);
    return text !== undefined && /^\d{1,15}$/.test(text);
  }, 'a whole number of at most 15 digits'),
  v.transform(Number),
);
const text = v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty'));
const side = v.picklist(['BUY', 'SELL'], 'BUY or SELL');

export const nothing = v.object({});
export const serverTime = v.object({ serverTime: whole });

const bound = v.nullish(decimal);
const symbol = v.object({
  symbol: text,
  status: text,
  baseAsset: text,
  baseAssetPrecision: whole,
  quoteAsset: text,
  quotePrecision: whole,
  orderTypes: v.array(text),
  icebergAllowed: v.optional(v.boolean(), false),
  /** PROTOCOL: "any bound can be missing; a bound of 0 means none". */
  filters: v.array(
    v.object({
      filterType: text,
      minPrice: bound,
      maxPrice: bound,
      minQty: bound,
      maxQty: bound,
      minNotional: bound,
    }),
  ),
});
const rateLimit = v.object({ rateLimitType: text, interval: text, intervalNum: whole, limit: whole });
export const exchangeInfo = v.object({
  timezone: text,
  serverTime: whole,
  rateLimits: v.array(rateLimit),
  optionSymbols: v.optional(v.array(symbol), []),
  contractSymbols: v.optional(v.array(symbol), []),
  spotSymbols: v.array(symbol),
});
export type RateLimit = v.InferOutput<typeof rateLimit>;

/** `[price, quantity]`; the third element of the wire is dropped (spot-api: "ignore"). */
const level = v.tuple([positive, decimal], '[price, quantity, …]');
export const depth = v.object({ lastUpdateId: id, bids: v.array(level), asks: v.array(level) });

export const trades = v.array(v.object({ price: positive, qty: positive, time: whole }));
export const historicalTrades = v.array(
  v.object({ id, price: positive, qty: positive, time: whole, buyerMaker: v.boolean('true or false') }),
);

/** The wire sends arrays of 12 without names; here they get the names of PROTOCOL. */
export const klines = v.array(
  v.pipe(
    v.tuple(
      [whole, positive, positive, positive, positive, decimal, whole, decimal, whole, decimal, decimal],
      'an array of 12',
    ),
    v.transform((k) => ({
      openTime: k[0],
      open: k[1],
      high: k[2],
      low: k[3],
      close: k[4],
      volume: k[5],
      closeTime: k[6],
      quoteVolume: k[7],
      tradeCount: k[8],
      takerBuyBase: k[9],
      takerBuyQuote: k[10],
    })),
  ),
);

export const avgPrice = v.object({ mins: whole, price: decimal });

/** PROTOCOL: one object with `symbol`, an array without; always an array here. */
const oneOrMany = <T extends v.GenericSchema>(row: T) =>
  v.pipe(
    v.unknown(),
    v.transform((value) => (Array.isArray(value) ? (value as unknown[]) : [value])),
    v.array(row),
  );
export const tickers24hr = oneOrMany(
  v.object({
    symbol: text,
    priceChange: signedDecimal,
    priceChangePercent: signedDecimal,
    weightedAvgPrice: decimal,
    lastPrice: decimal,
    bidPrice: decimal,
    bidQty: decimal,
    askPrice: decimal,
    askQty: decimal,
    openPrice: decimal,
    highPrice: decimal,
    lowPrice: decimal,
    volume: decimal,
    quoteVolume: decimal,
    openTime: whole,
    closeTime: whole,
  }),
);
export const tickerPrices = oneOrMany(v.object({ symbol: text, price: decimal }));
export const bookTickers = oneOrMany(
  v.object({ symbol: text, bidPrice: decimal, bidQty: decimal, askPrice: decimal, askQty: decimal }),
);

const acknowledged = { symbol: text, orderId: id, transactTime: whole };
const orderState = {
  price: decimal,
  origQty: positive,
  executedQty: decimal,
  /** PROTOCOL: spelled so. */
  cummulativeQuoteQty: decimal,
  /** One of PROTOCOL's order statuses, or one we do not know: kept as it is. */
  status: text,
  timeInForce: text,
  type: text,
  side,
};
/** ACK has the first three fields; RESULT has all of them. */
export const placedOrder = v.object({
  ...acknowledged,
  price: v.optional(orderState.price),
  origQty: v.optional(orderState.origQty),
  executedQty: v.optional(orderState.executedQty),
  cummulativeQuoteQty: v.optional(orderState.cummulativeQuoteQty),
  status: v.optional(orderState.status),
  timeInForce: v.optional(orderState.timeInForce),
  type: v.optional(orderState.type),
  side: v.optional(orderState.side),
});
export const cancelledOrder = v.object({ ...acknowledged, ...orderState });
export const order = v.object({
  symbol: text,
  orderId: id,
  ...orderState,
  time: whole,
  updateTime: whole,
  working: v.boolean('true or false'),
});
export const orders = v.array(order);

const balances = v.array(
  v.object({
    asset: text,
    canDeposit: v.boolean('true or false'),
    canTrade: v.boolean('true or false'),
    canWithdraw: v.boolean('true or false'),
    free: decimal,
    locked: decimal,
  }),
);
export const account = v.object({
  updateTime: whole,
  contractBalances: balances,
  optionBalances: balances,
  spotBalances: balances,
});

export const listenKey = v.object({
  listenKey: v.pipe(v.string('a text'), v.regex(/^[\w-]{1,256}$/, 'letters, digits, - and _')),
});
