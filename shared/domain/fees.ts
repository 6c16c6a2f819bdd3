import { add, isZero, multiply, subtract, type Decimal } from './decimal';
import type { OrderCost } from './book-cost';
import type { OrderIntent } from './order';
import type { SpotSymbol } from './symbol';

/** Shares of what is received: 0.001 is 0.1 %. */
export interface FeeRates {
  readonly maker: Decimal;
  readonly taker: Decimal;
}

/** The rates of the account that the desk trades on. */
export interface AccountFees extends FeeRates {
  readonly accountId: string;
}

/** What an order would come to, were all of it to fill: now what meets the book, later what rests. Exact. */
export interface OrderEstimate {
  /** Paid (BUY) or got (SELL) before fees, quote asset. */
  readonly quote: Decimal;
  /** undefined while the rates are not known: nothing is guessed. */
  readonly fee: Decimal | undefined;
  /** What is received, and in which the fee is taken: the base asset of a buy, the quote asset of a sell. */
  readonly asset: string;
  /** What is received after the fee; undefined as above. */
  readonly received: Decimal | undefined;
}

/**
 * What fills at once takes and pays the taker's rate on what it really trades at; the rest makes, at its own price. A quantity that
 * `cost` was made of must be that of the intent.
 */
export function estimateOf(
  intent: Pick<OrderIntent, 'side' | 'price'>,
  cost: Pick<OrderCost, 'fillQuantity' | 'quoteCost' | 'restQuantity'>,
  rates: FeeRates | undefined,
  rules: Pick<SpotSymbol, 'baseAsset' | 'quoteAsset'>,
): OrderEstimate {
  const buys = intent.side === 'BUY';
  const restQuote = multiply(cost.restQuantity, intent.price);
  const quote = add(cost.quoteCost, restQuote);
  const [now, later] = buys ? [cost.fillQuantity, cost.restQuantity] : [cost.quoteCost, restQuote];
  const asset = buys ? rules.baseAsset : rules.quoteAsset;
  if (rates === undefined) return { quote, fee: undefined, asset, received: undefined };
  const fee = add(multiply(now, rates.taker), multiply(later, rates.maker));
  return { quote, fee, asset, received: subtract(add(now, later), fee) };
}

/** Which rate an order pays: that of who takes, of who makes, or both. */
export function feeKindOf(
  cost: Pick<OrderCost, 'fillQuantity' | 'restQuantity'>,
): 'taker' | 'maker' | 'both' {
  if (isZero(cost.fillQuantity)) return 'maker';
  return isZero(cost.restQuantity) ? 'taker' : 'both';
}
