import {
  add,
  compare,
  decimalsOf,
  divideDown,
  isDecimal,
  multiply,
  subtract,
  type Decimal,
} from '@shared/domain/decimal';

/** One step of an amount with `precision` decimals: 2 → `0.01`. */
export function stepOf(precision: number): Decimal {
  return precision === 0 ? '1' : `0.${'0'.repeat(precision - 1)}1`;
}

/** Part of a whole in percent with `places` decimals, cut; `0` when the whole is zero. */
export function percentOf(part: Decimal, whole: Decimal, places: number): Decimal {
  return compare(whole, '0') === 0 ? '0' : divideDown(multiply(part, '100'), whole, places);
}

/** ask − bid and its percent of the middle, or undefined when a side is empty or the book is crossed. */
export function spreadOf(
  bid: Decimal | '',
  ask: Decimal | '',
): { amount: Decimal; percent: Decimal } | undefined {
  if (!isDecimal(bid) || !isDecimal(ask) || compare(bid, ask) > 0) return undefined;
  const amount = subtract(ask, bid);
  const middle = divideDown(add(bid, ask), '2', Math.max(decimalsOf(bid), decimalsOf(ask)) + 1);
  return { amount, percent: percentOf(amount, middle, 10) };
}
