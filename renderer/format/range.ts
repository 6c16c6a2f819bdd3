import { compare, isDecimal, subtract, type Decimal } from '@shared/domain/decimal';
import { percentOf } from './precision';

/** Place of a value between low and high in percent, 0 … 100, for drawing. The middle when there is no range. */
export function rangePercent(value: Decimal, low: Decimal, high: Decimal): number {
  if (!isDecimal(value) || !isDecimal(low) || !isDecimal(high) || compare(low, high) >= 0) return 50;
  if (compare(value, low) <= 0) return 0;
  if (compare(value, high) >= 0) return 100;
  return Number(percentOf(subtract(value, low), subtract(high, low), 2));
}
