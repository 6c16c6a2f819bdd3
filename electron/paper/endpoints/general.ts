import { type Endpoint, parameters } from '../http/endpoint';
import type { Json } from '../http/json';
import { rateLimits } from '../http/rate-limits';
import type { Listing } from '../listing/instrument';
import { contractSymbols, optionSymbols } from '../listing/other-groups';

const weight = { plain: 1, withSymbol: 1 };

export const generalEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v1/ping',
    security: 'NONE',
    weight,
    parameters: [],
    handle: () => ({ body: {} }),
  },
  {
    method: 'GET',
    path: '/api/v1/time',
    security: 'NONE',
    weight,
    parameters: [],
    handle: ({ now }) => ({ body: { serverTime: now } }),
  },
  {
    method: 'GET',
    path: '/api/v1/exchangeInfo',
    security: 'NONE',
    weight,
    parameters: parameters(''),
    handle: ({ exchange, now }) => ({
      body: {
        timezone: 'UTC',
        serverTime: now,
        rateLimits: rateLimits(exchange.weightLimit),
        optionSymbols,
        contractSymbols,
        spotSymbols: [...exchange.markets.values()].map((market) => symbolJson(market.instrument.listing)),
      },
    }),
  },
];

function symbolJson(listing: Listing): Json {
  const { minPrice, maxPrice, minQty, maxQty, minNotional } = listing.bounds;
  return {
    symbol: listing.symbol,
    status: listing.status,
    baseAsset: listing.baseAsset,
    baseAssetPrecision: listing.baseAssetPrecision,
    quoteAsset: listing.quoteAsset,
    quotePrecision: listing.quotePrecision,
    orderTypes: ['LIMIT'],
    icebergAllowed: false,
    filters: [
      { filterType: 'PRICE_FILTER', ...(minPrice && { minPrice }), ...(maxPrice && { maxPrice }) },
      { filterType: 'LOT_SIZE', ...(minQty && { minQty }), ...(maxQty && { maxQty }) },
      ...(minNotional ? [{ filterType: 'MIN_NOTIONAL', minNotional }] : []),
    ],
  };
}
