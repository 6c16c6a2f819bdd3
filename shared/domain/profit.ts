import { add, compare, divideDown, isZero, multiply, subtract, type Decimal } from './decimal';
import type { Side } from './order';

/** One trade of a symbol as far as it is known. */
export interface ProfitTrade {
  /** Unix ms. */
  readonly at: number;
  readonly side: Side;
  /** In the base asset. */
  readonly quantity: Decimal;
  /** Before fees, in the quote asset; null when the exchange does not tell it. */
  readonly quote: Decimal | null;
  /** Fees as far as they are known; `feesKnown` tells whether these are all. */
  readonly fees: readonly Fee[];
  readonly feesKnown: boolean;
}

interface Fee {
  readonly amount: Decimal;
  readonly asset: string;
}

/** What the figures of a symbol leave out, each a message key `profit.gap.<kind>`. */
const PROFIT_GAPS = ['sold-unknown', 'unpriced', 'fees-unknown', 'fees-elsewhere'] as const;
type ProfitGap = (typeof PROFIT_GAPS)[number];

/** Profit of one symbol, in its quote asset. Texts are signed decimals where they can be negative. */
export interface Profit {
  /** Base asset that was bought in known trades and not sold. */
  readonly position: Decimal;
  /** What that position cost, fees included. */
  readonly cost: Decimal;
  /** cost ÷ position, rounded down to 12 decimals; null without a position. */
  readonly average: Decimal | null;
  readonly realised: string;
  /** Sold beyond what known trades had bought: its cost is not known, so it is in no figure. */
  readonly soldUnknown: Decimal;
  readonly bought: Decimal;
  readonly sold: Decimal;
  readonly trades: number;
  /** Unix ms; 0 without a trade. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Fees in assets that are neither base nor quote: they are in no figure. */
  readonly otherFees: readonly Fee[];
  readonly gaps: readonly ProfitGap[];
}

/** Decimals of a share of the cost. What is cut off stays in the cost of the rest, so that nothing is lost. */
const COST_PLACES = 20;
const AVERAGE_PLACES = 12;

/**
 * Profit by the moving weighted average of the cost. A buy adds its price and fee to the cost of the position; a sale takes the same
 * share of the cost as of the position, and the difference to what it brought (less its fee) is realised. A fee in the base asset makes
 * a buy smaller and a sale larger. Trades must come in the order in which they happened.
 *
 * Exact: for any price, `realised + unrealised(price)` is `position × price − (paid − received)` of all known trades, to the last digit.
 */
export function profitOf(trades: Iterable<ProfitTrade>, baseAsset: string, quoteAsset: string): Profit {
  let position: Decimal = '0';
  let cost: Decimal = '0';
  let realised = '0';
  let soldUnknown: Decimal = '0';
  let bought: Decimal = '0';
  let sold: Decimal = '0';
  let [count, firstAt, lastAt] = [0, 0, 0];
  const otherFees = new Map<string, Decimal>();
  const gaps = new Set<ProfitGap>();

  for (const trade of trades) {
    count += 1;
    if (firstAt === 0) firstAt = trade.at;
    lastAt = trade.at;
    const fee = split(trade, baseAsset, quoteAsset);
    for (const [asset, amount] of fee.others) otherFees.set(asset, add(otherFees.get(asset) ?? '0', amount));
    if (fee.others.size > 0) gaps.add('fees-elsewhere');
    if (!trade.feesKnown) gaps.add('fees-unknown');
    if (trade.quote === null) gaps.add('unpriced');
    const quote = trade.quote ?? '0';

    if (trade.side === 'BUY') {
      const received = subtract(trade.quantity, fee.base);
      position = add(position, received.startsWith('-') ? '0' : received);
      cost = add(cost, add(quote, fee.quote));
      bought = add(bought, trade.quantity);
      continue;
    }
    sold = add(sold, trade.quantity);
    const given = add(trade.quantity, fee.base);
    const proceeds = subtract(quote, fee.quote);
    if (compare(given, position) > 0) {
      gaps.add('sold-unknown');
      soldUnknown = add(soldUnknown, subtract(given, position));
      // Only the part whose cost is known counts, with its share of what the sale brought.
      if (!isZero(position)) realised = add(realised, subtract(share(proceeds, position, given), cost));
      [position, cost] = ['0', '0'];
      continue;
    }
    const part = compare(given, position) === 0 ? cost : share(cost, given, position);
    realised = add(realised, subtract(proceeds, part));
    cost = subtract(cost, part);
    position = subtract(position, given);
  }

  return {
    position,
    cost,
    average: isZero(position) ? null : divideDown(cost, position, AVERAGE_PLACES),
    realised,
    soldUnknown,
    bought,
    sold,
    trades: count,
    firstAt,
    lastAt,
    otherFees: [...otherFees].map(([asset, amount]) => ({ asset, amount })),
    gaps: PROFIT_GAPS.filter((gap) => gaps.has(gap)),
  };
}

/** What the position would bring at that price beyond its cost, before fees; signed. */
export function unrealisedOf({ position, cost }: Pick<Profit, 'position' | 'cost'>, price: Decimal): string {
  return subtract(multiply(position, price), cost);
}

/** amount × part / whole, cut to {@link COST_PLACES} decimals or those that the amount has. */
function share(amount: string, part: Decimal, whole: Decimal): string {
  const negative = amount.startsWith('-');
  const size = divideDown(multiply(negative ? amount.slice(1) : amount, part), whole, COST_PLACES);
  return negative ? subtract('0', size) : size;
}

function split(trade: ProfitTrade, baseAsset: string, quoteAsset: string) {
  let base: Decimal = '0';
  let quote: Decimal = '0';
  const others = new Map<string, Decimal>();
  for (const { amount, asset } of trade.fees) {
    if (asset === baseAsset) base = add(base, amount);
    else if (asset === quoteAsset) quote = add(quote, amount);
    else others.set(asset, add(others.get(asset) ?? '0', amount));
  }
  return { base, quote, others };
}
