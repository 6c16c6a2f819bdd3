import { compare, divideDown, isDecimal, multiply, toPlaces, type Decimal } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';
import { stepOf } from '../format/precision';

/** About what the order is to cost, in its quote asset: small, and well above the least total of the practice exchange. */
const WANTED_TOTAL = '100';

export interface PracticeOrder {
  readonly symbol: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  /** Price × quantity, rounded to two places for the sentence about it. */
  readonly total: Decimal;
}

/** A small buy at the best ask within the rules of the symbol; undefined where none is possible. */
export function practiceOrder(rules: SpotSymbol, ask: Decimal): PracticeOrder | undefined {
  if (rules.status !== 'TRADING' || !isDecimal(ask) || compare(ask, '0') <= 0) return undefined;
  const least = largest(['0', rules.minQuantity ?? '0', stepOf(rules.baseAssetPrecision)]);
  const total = largest([WANTED_TOTAL, multiply(rules.minNotional ?? '0', '2')]);
  const quantity = largest([divideDown(total, ask, rules.baseAssetPrecision), least]);
  if (rules.maxQuantity !== undefined && compare(quantity, rules.maxQuantity) > 0) return undefined;
  return { symbol: rules.symbol, price: ask, quantity, total: toPlaces(multiply(ask, quantity), 2) };
}

function largest(all: readonly Decimal[]): Decimal {
  return all.reduce((most, one) => (compare(one, most) > 0 ? one : most));
}
