import type { Listing } from './listing/instrument';

const listed = (
  symbol: string,
  [baseAsset, baseAssetPrecision]: readonly [string, number],
  [quoteAsset, quotePrecision]: readonly [string, number],
  centre: string,
  tradeSize: string,
): Listing => ({
  symbol,
  status: 'TRADING',
  baseAsset,
  baseAssetPrecision,
  quoteAsset,
  quotePrecision,
  bounds: {},
  centre,
  tradeSize,
  tradesPerHour: 60,
  levels: 66,
});

/** Markets at the edges of what the protocol allows: as many decimals, digits and letters as it has, and names of every kind. */
export const oddListings = {
  /** PROTOCOL: up to 20 decimals. */
  tiny: listed('TINYUSDT', ['TINY', 0], ['USDT', 20], '0.00001234567890123456', '12345678901'),
  huge: listed('HUGEUSDT', ['HUGE', 18], ['USDT', 2], '51234567890123.45', '0.000000000123456789'),
  long: listed(
    'AVERYLONGASSETNAMETHATGOESONLONGQUOTEASSET',
    ['AVERYLONGASSETNAMETHATGOESON', 3],
    ['LONGQUOTEASSET', 6],
    '1.500000',
    '4',
  ),
  chinese: listed('CNINDEXUSDT', ['人民币与黄金及白银联合指数', 2], ['USDT', 3], '812.345', '3'),
  /** A name of right-to-left letters with an override that would turn what follows. */
  rightToLeft: listed('SHALOMUSDT', ['שלום\u202eCBA', 2], ['USDT', 3], '14.250', '3'),
  markup: listed('MARKUPUSDT', ['<b>BOLD</b>&amp;', 2], ['USDT', 3], '3.125', '9'),
} as const;
