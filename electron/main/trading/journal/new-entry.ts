import type { Order } from '@shared/domain/order';
import type { TimelineEvent } from '@shared/domain/order-life';
import type { NewStoredOrder } from '../../storage/stored-order';
import { phaseOf } from '../life/phase';
import type { CommittedIntent } from './journal-types';

interface Where {
  readonly accountId: string;
  readonly server: string;
  /** Unix ms of this machine. */
  readonly at: number;
}

interface NewEntry {
  readonly order: NewStoredOrder;
  readonly events: readonly TimelineEvent[];
}

/** An intent as it is committed before anything of it leaves. */
export function newEntry(intended: CommittedIntent, { accountId, server, at }: Where): NewEntry {
  const { intentId, intent, window, value, valueAsset, replaces } = intended;
  return {
    order: {
      accountId,
      server,
      origin: 'here',
      intentId,
      ...intent,
      phase: 'submitting',
      cancel: 'none',
      orderId: null,
      status: '',
      executedQuantity: '0',
      executedQuote: '0',
      createdAt: at,
      changedAt: at,
      effectFrom: window.from,
      effectUntil: window.until,
      placedAt: null,
      updateTime: null,
      attempts: 1,
      value,
      valueAsset,
      superseded: false,
      reason: null,
    },
    events: [{ at, kind: 'committed', details: {} }, ...(replaces ? [replacesLine(at, replaces)] : [])],
  };
}

function replacesLine(
  at: number,
  { entryId, filled }: NonNullable<CommittedIntent['replaces']>,
): TimelineEvent {
  return { at, kind: 'replaces', details: { entry: String(entryId), filled } };
}

/** An order that the exchange tells of and no intent of this journal made. */
export function seenEntry(order: Order, { accountId, server, at }: Where): NewEntry {
  const { symbol, orderId, side, price, quantity, executedQuantity, executedQuote, status } = order;
  return {
    order: {
      accountId,
      server,
      origin: 'elsewhere',
      intentId: null,
      symbol,
      side,
      price,
      quantity,
      phase: phaseOf(status, executedQuantity),
      cancel: 'none',
      orderId,
      status,
      executedQuantity,
      executedQuote,
      createdAt: order.time,
      changedAt: at,
      effectFrom: null,
      effectUntil: null,
      placedAt: order.time,
      updateTime: order.updateTime,
      attempts: 0,
      value: null,
      valueAsset: '',
      superseded: false,
      reason: null,
    },
    events: [{ at, kind: 'seen', details: { orderId, status, executed: executedQuantity } }],
  };
}
