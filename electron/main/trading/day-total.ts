import { add, divideDown, isZero, multiply, type Decimal } from '@shared/domain/decimal';
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
export function startOfDay(now: number): number {
  return now - (now % 86_400_000);
}

/** What the orders of this UTC day count, kept up to date as they change. */
export interface DayTotal {
  /** In `valueAsset`; null when one of them cannot be counted in it. */
  spent(valueAsset: string): Decimal | null;
  heard(order: StoredOrder): void;
}

export function createDayTotal(
  accountId: string,
  repository: Pick<OrderJournalRepository, 'committedSince'>,
  now: () => number,
): DayTotal {
  let day = Number.NaN;
  let orders = new Map<number, StoredOrder>();

  function today(): ReadonlyMap<number, StoredOrder> {
    const begins = startOfDay(now());
    if (begins !== day) {
      day = begins;
      orders = new Map(repository.committedSince(accountId, begins).map((order) => [order.entryId, order]));
    }
    return orders;
  }

  return {
    spent(valueAsset) {
      let total: Decimal = '0';
      for (const order of today().values()) {
        const counted = countedValue(order);
        if (counted === null || (order.valueAsset !== valueAsset && !isZero(counted))) return null;
        total = add(total, counted);
      }
      return total;
    },
    heard(order) {
      if (order.origin !== 'here') return;
      today();
      if (order.createdAt >= day) orders.set(order.entryId, order);
    },
  };
}
