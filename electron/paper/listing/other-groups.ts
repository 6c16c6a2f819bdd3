/**
 * Sample option and contract symbols. The paper exchange lists them and shows balances in them,
 * as the original does; it does not trade them.
 */
export const optionSymbols = [
  {
    symbol: 'BTCCALLM',
    status: 'TRADING',
    baseAsset: '月BTC看涨0226',
    baseAssetPrecision: 0,
    quoteAsset: 'USDT',
    quotePrecision: 2,
    orderTypes: ['LIMIT'],
    icebergAllowed: false,
    filters: [
      { filterType: 'PRICE_FILTER', maxPrice: '100000' },
      { filterType: 'LOT_SIZE', minQty: '0.00000000' },
    ],
  },
  {
    symbol: 'BTCPUTM',
    status: 'TRADING',
    baseAsset: '月BTC看跌0226',
    baseAssetPrecision: 0,
    quoteAsset: 'USDT',
    quotePrecision: 2,
    orderTypes: ['LIMIT'],
    icebergAllowed: false,
    filters: [
      { filterType: 'PRICE_FILTER', maxPrice: '100000' },
      { filterType: 'LOT_SIZE', minQty: '0.00000000' },
    ],
  },
] as const;

export const contractSymbols = [
  {
    symbol: 'BTCUSDT',
    status: 'TRADING',
    baseAsset: 'btc',
    baseAssetPrecision: 4,
    quoteAsset: 'usdt',
    quotePrecision: 0,
    orderTypes: ['LIMIT', 'MARKET'],
    icebergAllowed: false,
    filters: [
      {
        filterType: 'PRICE_FILTER',
        minPrice: '0.00000001000000000000',
        maxPrice: '1000000.00000000000000000000',
      },
      { filterType: 'LOT_SIZE', minQty: '0.00010000000000000000', maxQty: '1000000.00000000000000000000' },
    ],
  },
] as const;

/** Balances shown beside the spot ones; they never change. */
export const optionBalances = [
  { asset: '月BTC看涨0226', canDeposit: false, canTrade: true, canWithdraw: false, free: '3', locked: '0' },
  { asset: 'BCXBTC01', canDeposit: false, canTrade: true, canWithdraw: false, free: '0', locked: '0' },
] as const;

export const contractBalances = [
  {
    asset: 'usdt',
    canDeposit: false,
    canTrade: true,
    canWithdraw: false,
    free: '8144.0412',
    locked: '1855.3288',
  },
] as const;
