import { add, isDecimal, isZero, multiply, subtract, type Decimal } from '@shared/domain/decimal';
import { parseAmount, type AmountRefusal } from '../ticket/parse-amount';

/** What a person wrote into a field: the decimal it means, empty where it means none, and why it is refused. */
export function written(text: string): { readonly value: Decimal | ''; readonly refusal?: AmountRefusal } {
  const parsed = parseAmount(text);
  if (parsed.kind === 'amount') return { value: parsed.value };
  return parsed.kind === 'empty' ? { value: '' } : { value: '', refusal: parsed.reason };
}

/** The amount moved by steps; never to zero or below, and what is no amount stays as it is. */
export function nudged(text: string, steps: number, step: Decimal): string {
  const { value } = written(text);
  if (!isDecimal(value)) return text;
  const way = multiply(step, String(Math.abs(steps)));
  const moved = steps < 0 ? subtract(value, way) : add(value, way);
  return moved.startsWith('-') || isZero(moved) ? text : moved;
}
