/** What may come out of any decoder, said once more and without the schemas: by the names under which values are handed on. */

const DECIMAL = /^\d{1,30}(\.\d{1,20})?$/;
const positive = (text: string): boolean => DECIMAL.test(text) && /[1-9]/.test(text);

/** Prices of trades and candles, and levels of the book, are above zero; bests of an empty book and prices of no trade yet may be zero. */
const ABOVE_ZERO = new Set(['open', 'high', 'low', 'close', 'origQty', 'qty']);
const DECIMALS = new Set([
  'price', 'quantity', 'executedQty', 'cummulativeQuoteQty', 'executedQuantity', 'executedQuote', 'free', 'locked', 'volume',
  'quoteVolume', 'lastPrice', 'openPrice', 'highPrice', 'lowPrice', 'bidPrice', 'bidQty', 'askPrice', 'askQty', 'weightedAvgPrice',
  'takerBuyBase', 'takerBuyQuote', 'minPrice', 'maxPrice', 'minQty', 'maxQty', 'minNotional', 'maker', 'taker',
]); // prettier-ignore
const SIGNED = new Set(['priceChange', 'priceChangePercent']);
const DIGITS = new Set(['orderId', 'id', 'lastUpdateId', 'tradeId']);
const TIMES = new Set([
  'time', 'updateTime', 'openTime', 'closeTime', 'serverTime', 'transactTime', 'eventTime', 'transactionTime', 'version', 'mins',
  'tradeCount', 'limit', 'intervalNum', 'baseAssetPrecision', 'quotePrecision',
]); // prettier-ignore
const TEXTS = new Set([
  'symbol',
  'status',
  'asset',
  'baseAsset',
  'quoteAsset',
  'listenKey',
  'type',
  'timeInForce',
]);
const FLAGS = new Set([
  'buyerIsMaker',
  'buyerMaker',
  'working',
  'canTrade',
  'canDeposit',
  'canWithdraw',
  'icebergAllowed',
]);
const NULLABLE = new Set(['minPrice', 'maxPrice', 'minQty', 'maxQty', 'minNotional']);

/** Throws when a value that was taken for an answer or event holds what no code behind it expects. */
export function expectSound(value: unknown, where: string, isTrade = false): void {
  if (Array.isArray(value)) {
    value.forEach((part: unknown) => expectSound(part, where, isTrade));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name === 'bids' || name === 'asks')
      (part as [string, string][]).forEach((level) => expectLevel(level, where));
    else if (!holds(name, part, isTrade)) throw new Error(`${where}: ${name} is ${JSON.stringify(part)}`);
    if (typeof part === 'object') expectSound(part, `${where}.${name}`, isTrade);
  }
}

function expectLevel(level: readonly unknown[], where: string): void {
  const [price, quantity] = level;
  if (
    typeof price !== 'string' ||
    typeof quantity !== 'string' ||
    !positive(price) ||
    !DECIMAL.test(quantity)
  )
    throw new Error(`${where}: a level is ${JSON.stringify(level)}`);
}

function holds(name: string, value: unknown, isTrade: boolean): boolean {
  if (value === undefined || (value === null && NULLABLE.has(name))) return true;
  const text = typeof value === 'string' ? value : undefined;
  if (ABOVE_ZERO.has(name) || (isTrade && (name === 'price' || name === 'quantity')))
    return text !== undefined && positive(text);
  if (DECIMALS.has(name)) return text !== undefined && DECIMAL.test(text);
  if (SIGNED.has(name)) return text !== undefined && DECIMAL.test(text.replace(/^-/, ''));
  if (DIGITS.has(name)) return text !== undefined && /^\d{1,40}$/.test(text);
  if (TIMES.has(name)) return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (TEXTS.has(name)) return text !== undefined && text !== '';
  if (FLAGS.has(name)) return typeof value === 'boolean';
  if (name === 'side') return value === 'BUY' || value === 'SELL';
  return true;
}
