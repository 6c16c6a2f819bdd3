import type { JournalOrder } from '@shared/domain/order-life';
import type { StoredOrder } from '../../storage/stored-order';

/** Without what only main needs. */
export function asShown(order: StoredOrder): JournalOrder {
  const { entryId, accountId, origin, symbol, side, price, quantity, phase, cancel, orderId, status } = order;
  const { executedQuantity, executedQuote, createdAt, changedAt, updateTime, effectUntil, reason } = order;
  return {
    entryId,
    accountId,
    origin,
    symbol,
    side,
    price,
    quantity,
    phase,
    cancel,
    orderId,
    status,
    executedQuantity,
    executedQuote,
    createdAt,
    changedAt,
    updateTime,
    effectUntil,
    reason,
  };
}
