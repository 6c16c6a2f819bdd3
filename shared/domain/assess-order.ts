import { orderCost } from './check-order';
import { add, compare, divideDown, isZero, multiply, normalize, toPlaces, type Decimal } from './decimal';
import { distanceFromTouch, isAtLeast, isBeyond, type Touch, type TouchDistance } from './distance';
import type { AccountLimits, Unusual, UnusualKind } from './limits';
import { STALE_AFTER_MS } from './market';
import type { OrderIntent } from './order';
import { fail, type AppError } from './result';
import type { SpotSymbol } from './symbol';
import { valueIn, type PricedMarket } from './valuation';

/** The best prices as they are known now. */
export interface KnownTouch extends Touch {
  /** How long ago the exchange confirmed them, ms. */
  readonly ageMs: number;
  /** False while the book is interrupted or being rebuilt: what is there may be of another time. */
  readonly usable: boolean;
}

export interface AssessmentInput {
  readonly intent: OrderIntent;
  readonly rules: SpotSymbol;
  readonly limits: AccountLimits;
  /** null when nothing is known of the book. */
  readonly touch: KnownTouch | null;
  /** Free of the asset that the order spends; null while balances are not known. */
  readonly free: Decimal | null;
  /** Last prices of the exchange's markets, from which values in `limits.valueAsset` are told. */
  readonly markets: Iterable<PricedMarket>;
  /** Value of the orders of this UTC day so far, in `limits.valueAsset`; null when it cannot be told. */
  readonly spentToday: Decimal | null;
  /** Since an order of the same symbol, side, price and quantity (as numbers) was committed; null when there was none. */
  readonly secondsSinceSame: number | null;
  /** The user goes on although an identical order is not settled. */
  readonly despiteHold: boolean;
}

/** What a person judges an order by, and what the journal keeps of it. */
interface OrderFacts {
  /**
   * What it counts against the limits, in `limits.valueAsset`; null when it cannot be told. A sell counts by the best bid where that
   * is higher than its own price: what leaves is worth what the market pays for it.
   */
  readonly value: Decimal | null;
  /** price × quantity, in the quote asset. */
  readonly quoteValue: Decimal;
  /** The best price it is measured against; null without one. `percent` is signed, with two decimals. */
  readonly best: {
    readonly of: 'bid' | 'ask';
    readonly price: Decimal;
    readonly percent: string;
    readonly ageMs: number;
  } | null;
  readonly spentAsset: string;
  /** Percent of what is free of the spent asset, with two decimals; null when it is not known, or nothing is free. */
  readonly sharePercent: Decimal | null;
}

export interface Assessment {
  /** The first limit that the order breaks. */
  readonly refusal: AppError | null;
  /** Why a person must be asked about it, whatever is ordinary here. */
  readonly unusual: readonly Unusual[];
  readonly facts: OrderFacts;
}

/**
 * Holds an order that keeps the symbol's rules (`checkRules`) against the limits of its account. Exact: no figure is rounded before
 * it is compared. What is not known is never taken for fine: without a value a limit of value refuses, and an old or missing price
 * is unusual.
 */
export function assessOrder(input: AssessmentInput): Assessment {
  const { intent, rules, touch } = input;
  const quoteValue = multiply(intent.price, intent.quantity);
  const cost = orderCost(intent, rules);
  const distance = touch ? distanceFromTouch(intent.side, intent.price, touch) : undefined;
  const value = countedValue(input);
  return {
    refusal: refusalOf(input, value, distance),
    unusual: unusualOf(input, value, distance, cost.amount),
    facts: {
      value,
      quoteValue,
      best:
        touch && distance
          ? { of: distance.of, price: distance.best, percent: distance.percent, ageMs: touch.ageMs }
          : null,
      spentAsset: cost.asset,
      sharePercent: shareOf(cost.amount, input.free),
    },
  };
}

/** Whether a person must say yes before it is sent. */
export function needsConfirmation(limits: AccountLimits, unusual: readonly Unusual[]): boolean {
  return limits.confirm === 'always' || unusual.length > 0;
}

function countedValue({ intent, rules, limits, touch, markets }: AssessmentInput): Decimal | null {
  const bid = touch?.bid ?? null;
  const isBelowMarket = intent.side === 'SELL' && bid !== null && compare(bid, intent.price) > 0;
  const price = isBelowMarket ? bid : intent.price;
  return valueIn(multiply(price, intent.quantity), rules.quoteAsset, limits.valueAsset, markets);
}

function refusalOf(
  { intent, limits, spentToday }: AssessmentInput,
  value: Decimal | null,
  distance: TouchDistance | undefined,
): AppError | null {
  const asset = limits.valueAsset;
  if (limits.locked) return refuse('locked', 'Trading is locked on this account.', {});
  if (limits.symbols !== null && !limits.symbols.includes(intent.symbol)) {
    const { symbol } = intent;
    return refuse('symbol', `${symbol} may not be traded on this account.`, { field: 'symbol', symbol });
  }
  if (distance && isBeyond(distance, limits.refuseDistance)) {
    const { percent, best } = distance;
    const bound = limits.refuseDistance;
    return refuse('distance', `The price is ${percent} % from the best price; ${bound} % is the most.`, {
      field: 'price',
      bound,
      percent,
      best: normalize(best),
    });
  }
  const { largestOrder, largestDay } = limits;
  if ((largestOrder !== null || largestDay !== null) && value === null) return noValue(asset);
  if (largestOrder !== null && value !== null && compare(value, largestOrder) > 0) {
    return refuse('largest-order', `The order is worth ${value} ${asset}; ${largestOrder} is the most.`, {
      field: 'total',
      bound: largestOrder,
      value,
      asset,
    });
  }
  if (largestDay !== null && value !== null) {
    if (spentToday === null) return noValue(asset);
    if (compare(add(spentToday, value), largestDay) > 0) {
      const message = `Orders of today come to ${spentToday} ${asset}; with this one it would be more than ${largestDay}.`;
      return refuse('largest-day', message, {
        field: 'total',
        bound: largestDay,
        spent: spentToday,
        value,
        asset,
      });
    }
  }
  return null;
}

function noValue(asset: string): AppError {
  return refuse('no-value', `The value in ${asset} cannot be told, so that a limit cannot be kept.`, {
    field: 'total',
    asset,
  });
}

function refuse(rule: string, message: string, details: Readonly<Record<string, string>>): AppError {
  return fail(`limit.${rule}`, message, { details }).error;
}

function unusualOf(
  { limits, touch, free, rules, intent, secondsSinceSame, despiteHold }: AssessmentInput,
  value: Decimal | null,
  distance: TouchDistance | undefined,
  cost: Decimal,
): Unusual[] {
  const found: Unusual[] = [];
  const note = (kind: UnusualKind, details: Readonly<Record<string, string>> = {}): void =>
    void found.push({ kind, details });

  if (despiteHold) note('despite-hold');
  if (!touch || !distance) note('no-price');
  else {
    if (!touch.usable || touch.ageMs > STALE_AFTER_MS) note('stale-price', { ageMs: String(touch.ageMs) });
    if (isAtLeast(distance, limits.warnDistance) && !isZero(distance.hundredfold)) {
      note('far', { percent: distance.percent, of: distance.of, best: normalize(distance.best) });
    }
  }
  if (free !== null && compare(multiply(cost, '100'), multiply(limits.largeShare, free)) >= 0) {
    const asset = intent.side === 'BUY' ? rules.quoteAsset : rules.baseAsset;
    note('large-share', { percent: shareOf(cost, free) ?? '100', asset, bound: limits.largeShare });
  }
  if (limits.confirmAbove !== null && (value === null || compare(value, limits.confirmAbove) >= 0)) {
    const { valueAsset: asset, confirmAbove: bound } = limits;
    // Without `value`: it cannot be told whether it is large.
    note('large-value', { asset, bound, ...(value === null ? {} : { value }) });
  }
  if (secondsSinceSame !== null && secondsSinceSame < limits.repeatSeconds) {
    note('repeat', { seconds: String(Math.floor(secondsSinceSame)) });
  }
  return found;
}

/** Percent, cut to two decimals. */
function shareOf(cost: Decimal, free: Decimal | null): Decimal | null {
  return free === null || isZero(free) ? null : toPlaces(divideDown(multiply(cost, '100'), free, 2), 2);
}
