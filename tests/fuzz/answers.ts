import type { EndpointName } from '../../electron/main/exchange/jex/endpoints';

const order = {
  symbol: 'BTCUSDT', orderId: 4613019, price: '20000.5', origQty: '0.25', executedQty: '0.1', cummulativeQuoteQty: '2000.05',
  status: 'PARTIALLY_FILLED', timeInForce: 'GTC', type: 'LIMIT', side: 'BUY', time: 1_700_000_000_000,
  updateTime: 1_700_000_000_500, working: true,
}; // prettier-ignore
const balance = {
  asset: 'BTC',
  canDeposit: true,
  canTrade: true,
  canWithdraw: false,
  free: '1.5',
  locked: '0.25',
};
const day = {
  symbol: 'BTCUSDT', priceChange: '-12.5', priceChangePercent: '-0.06', weightedAvgPrice: '20010', lastPrice: '20000.5',
  bidPrice: '20000', bidQty: '1', askPrice: '20001', askQty: '2', openPrice: '20013', highPrice: '20100', lowPrice: '19900',
  volume: '1000', quoteVolume: '20000000', openTime: 1_699_913_600_000, closeTime: 1_700_000_000_000,
}; // prettier-ignore
const symbol = {
  symbol: 'BTCUSDT', status: 'TRADING', baseAsset: 'BTC', baseAssetPrecision: 8, quoteAsset: 'USDT', quotePrecision: 8,
  orderTypes: ['LIMIT'], icebergAllowed: false,
  filters: [{ filterType: 'PRICE_FILTER', minPrice: '0.01', maxPrice: '100000' }, { filterType: 'LOT_SIZE', minQty: '0.001' }],
}; // prettier-ignore
const candle = [1_700_000_000_000, '1', '3', '0.5', '2', '7', 1_700_000_059_999, '9.5', 12, '3', '4', '0'];

/** One good answer of each endpoint, as PROTOCOL gives it. */
export const ANSWERS: { readonly [E in EndpointName]: unknown } = {
  ping: {},
  time: { serverTime: 1_700_000_000_000 },
  exchangeInfo: {
    timezone: 'UTC',
    serverTime: 1_700_000_000_000,
    rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 1200 }],
    spotSymbols: [symbol],
    optionSymbols: [],
  },
  depth: { lastUpdateId: 12, bids: [['20000', '1.5', []]], asks: [['20001', '0', []]] },
  trades: [{ price: '20000.5', qty: '0.1', time: 1_700_000_000_000 }],
  historicalTrades: [{ id: 28, price: '20000.5', qty: '0.1', time: 1_700_000_000_000, buyerMaker: true }],
  klines: [candle, candle],
  avgPrice: { mins: 5, price: '20000.5' },
  ticker24hr: [day],
  tickerPrice: [{ symbol: 'BTCUSDT', price: '20000.5' }],
  bookTicker: { symbol: 'BTCUSDT', bidPrice: '20000', bidQty: '1', askPrice: '20001', askQty: '2' },
  placeOrder: { ...order, transactTime: 1_700_000_000_000 },
  testOrder: {},
  queryOrder: order,
  cancelOrder: { ...order, transactTime: 1_700_000_000_000 },
  openOrders: [order],
  historyOrders: [order, { ...order, orderId: '9007199254740993' }],
  account: { updateTime: 1, contractBalances: [], optionBalances: [], spotBalances: [balance] },
  openUserStream: { listenKey: 'pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1' },
  keepUserStream: {},
  closeUserStream: {},
};
