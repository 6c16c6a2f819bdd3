import { add, divideDown, isZero, multiply, subtract, type Decimal } from '@shared/domain/decimal';
import { isEnded } from '@shared/domain/order-life';
import type { OrderJournalRepository, StoredOrder } from '../storage/stored-order';

/** Decimals of a share of a value. */
const PLACES = 20;

/**
 * What an order counts against the day's limit: its whole value while it may still trade, and of one that ended what it traded. Nothing
 * for one that was not placed; null when its value could not be told.
 */
export function countedValue(order: StoredOrder): Decimal | null {
  switch (order.phase) {
    case 'refused':
    case 'not-sent':
    case 'never-placed':
      return '0';
    case 'cancelled':
    case 'expired':
    case 'gone':
      if (isZero(order.executedQuantity)) return '0';
      if (order.value === null) return null;
      return divideDown(multiply(order.value, order.executedQuantity), order.quantity, PLACES);
    default:
      return order.value;
  }
}

/** Beginning of the UTC day, Unix ms. */
function startOfDay(now: number): number {
  return now - (now % 86_400_000);
}

/** What the orders of this UTC day count, kept up to date as they change. */
export interface DayTotal {
  /** In `valueAsset`; null when one of them cannot be counted in it. */
  spent(valueAsset: string): Decimal | null;
  /** As {@link spent}, with that order counting as it will once it is cancelled: another one is to take its place. */
  spentWithout(order: StoredOrder, valueAsset: string): Decimal | null;
  heard(order: StoredOrder): void;
}

/** What one order counts: an asset and an amount, or null when it cannot be told. */
type Counted = { readonly asset: string; readonly amount: Decimal } | null;

export function createDayTotal(
  accountId: string,
  repository: Pick<OrderJournalRepository, 'committedSince'>,
  now: () => number,
): DayTotal {
  let day = Number.NaN;
  const counted = new Map<number, Counted>();
  const sums = new Map<string, Decimal>();
  let untold = 0;

  function count(order: StoredOrder): void {
    const before = counted.get(order.entryId);
    if (before === null) untold -= 1;
    else if (before) sums.set(before.asset, subtract(sums.get(before.asset) ?? '0', before.amount));
    const amount = countedValue(order);
    counted.set(order.entryId, amount === null ? null : { asset: order.valueAsset, amount });
    if (amount === null) untold += 1;
    else sums.set(order.valueAsset, add(sums.get(order.valueAsset) ?? '0', amount));
  }

  function turnDay(): void {
    const begins = startOfDay(now());
    if (begins === day) return;
    day = begins;
    counted.clear();
    sums.clear();
    untold = 0;
    for (const order of repository.committedSince(accountId, begins)) count(order);
  }

  function spent(valueAsset: string): Decimal | null {
    turnDay();
    if (untold > 0) return null;
    for (const [asset, sum] of sums) if (asset !== valueAsset && !isZero(sum)) return null;
    return sums.get(valueAsset) ?? '0';
  }

  return {
    spent,
    spentWithout(order, valueAsset) {
      const sum = spent(valueAsset);
      const known = counted.get(order.entryId);
      if (sum === null || !known) return sum;
      const after = countedValue(isEnded(order.phase) ? order : { ...order, phase: 'cancelled' });
      return after === null ? sum : add(subtract(sum, known.amount), after);
    },
    heard(order) {
      if (order.origin !== 'here') return;
      turnDay();
      if (order.createdAt >= day) count(order);
    },
  };
}
