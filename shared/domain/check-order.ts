import { add, compare, decimalsOf, isDecimal, isZero, multiply, type Decimal } from './decimal';
import type { Balance } from './account';
import type { OrderIntent } from './order';
import { fail, type AppError } from './result';
import type { SpotSymbol } from './symbol';

/** The field of the ticket that an error is about. */
type OrderField = 'symbol' | 'price' | 'quantity' | 'total';

function refuse(
  field: OrderField,
  rule: string,
  message: string,
  details: Record<string, string> = {},
): AppError {
  return fail(`order.${rule}`, message, { details: { field, ...details } }).error;
}

function checkAmount(
  field: 'price' | 'quantity',
  value: string,
  precision: number,
  min: Decimal | undefined,
  max: Decimal | undefined,
): AppError | undefined {
  const name = field === 'price' ? 'Price' : 'Quantity';
  if (value === '') return refuse(field, 'empty', `${name} is empty.`);
  if (!isDecimal(value)) {
    return refuse(field, 'not-decimal', `${name} must be plain digits with a point, such as 12.5.`);
  }
  if (isZero(value)) return refuse(field, 'zero', `${name} must be more than zero.`);
  if (decimalsOf(value) > precision) {
    return refuse(field, 'precision', `${name} has more than ${precision} decimals.`, {
      precision: String(precision),
    });
  }
  if (min !== undefined && compare(value, min) < 0) {
    return refuse(field, 'below-min', `${name} is below the exchange's minimum of ${min}.`, { bound: min });
  }
  if (max !== undefined && compare(value, max) > 0) {
    return refuse(field, 'above-max', `${name} is above the exchange's maximum of ${max}.`, { bound: max });
  }
  return undefined;
}

/**
 * Checks an order against the symbol's rules before anything is sent: status, precision, filters.
 * Returns every broken rule, in the order symbol, price, quantity, total; an empty list means the order may go on.
 */
export function checkRules(intent: OrderIntent, rules: SpotSymbol): AppError[] {
  const errors: AppError[] = [];
  if (rules.status !== 'TRADING') {
    errors.push(
      refuse('symbol', 'not-trading', `${rules.symbol} is not trading: its status is ${rules.status}.`, {
        symbol: rules.symbol,
        status: rules.status,
      }),
    );
  }
  const price = checkAmount('price', intent.price, rules.quotePrecision, rules.minPrice, rules.maxPrice);
  const quantity = checkAmount(
    'quantity',
    intent.quantity,
    rules.baseAssetPrecision,
    rules.minQuantity,
    rules.maxQuantity,
  );
  if (price) errors.push(price);
  if (quantity) errors.push(quantity);
  if (!price && !quantity && rules.minNotional !== undefined) {
    if (compare(multiply(intent.price, intent.quantity), rules.minNotional) < 0) {
      errors.push(
        refuse('total', 'below-notional', `Total is below the exchange's minimum of ${rules.minNotional}.`, {
          bound: rules.minNotional,
          asset: rules.quoteAsset,
        }),
      );
    }
  }
  return errors;
}

/** The asset and the amount that an order locks: quote × price for a buy, base for a sell. Needs valid decimals. */
export function orderCost(intent: OrderIntent, rules: SpotSymbol): { asset: string; amount: Decimal } {
  return intent.side === 'BUY'
    ? { asset: rules.quoteAsset, amount: multiply(intent.price, intent.quantity) }
    : { asset: rules.baseAsset, amount: add(intent.quantity, '0') };
}

/** Checks that the free balance covers an order that already keeps the symbol's rules. */
export function checkBalance(
  intent: OrderIntent,
  rules: SpotSymbol,
  balances: readonly Balance[],
): AppError | undefined {
  const cost = orderCost(intent, rules);
  const balance = balances.find((entry) => entry.asset === cost.asset);
  if (balance && !balance.canTrade) {
    return refuse('total', 'asset-locked', `${cost.asset} may not be traded on this account.`, {
      asset: cost.asset,
    });
  }
  const free = balance?.free ?? '0';
  if (compare(free, cost.amount) < 0) {
    return refuse(
      intent.side === 'BUY' ? 'total' : 'quantity',
      'balance',
      `Needs ${cost.amount} ${cost.asset}; ${free} is free.`,
      { asset: cost.asset, needed: cost.amount, free },
    );
  }
  return undefined;
}
