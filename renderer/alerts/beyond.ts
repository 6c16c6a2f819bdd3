import type { Alert } from '@shared/domain/alert';
import { compare, type Decimal } from '@shared/domain/decimal';

/** Whether the price is past the level already, so that it has to come back before it can cross it. */
export function isBeyond({ rule }: Pick<Alert, 'rule'>, lastPrice: Decimal | undefined): boolean {
  if (lastPrice === undefined || (rule.kind !== 'rises' && rule.kind !== 'falls')) return false;
  return compare(lastPrice, rule.price) === (rule.kind === 'rises' ? 1 : -1);
}
