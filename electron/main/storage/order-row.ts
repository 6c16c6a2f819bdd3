import * as v from 'valibot';
import { LIFE_EVENTS, ORDER_PHASES, type TimelineEvent } from '@shared/domain/order-life';
import type { AppError } from '@shared/domain/result';
import type { SqlValue } from './connection';
import type { NewStoredOrder, StoredOrder } from './stored-order';

/** The columns of `orders` in the order of {@link valuesOf}; `entry_id` is the database's to give. */
export const ORDER_COLUMNS = [
  'account_id',
  'origin',
  'intent_id',
  'server',
  'symbol',
  'side',
  'price',
  'quantity',
  'phase',
  'cancel',
  'order_id',
  'status',
  'executed_quantity',
  'executed_quote',
  'created_at',
  'changed_at',
  'effect_from',
  'effect_until',
  'placed_at',
  'update_time',
  'attempts',
  'value',
  'value_asset',
  'superseded',
  'reason',
] as const;

export function valuesOf(order: NewStoredOrder): SqlValue[] {
  return [
    order.accountId,
    order.origin,
    order.intentId,
    order.server,
    order.symbol,
    order.side,
    order.price,
    order.quantity,
    order.phase,
    order.cancel,
    order.orderId,
    order.status,
    order.executedQuantity,
    order.executedQuote,
    order.createdAt,
    order.changedAt,
    order.effectFrom,
    order.effectUntil,
    order.placedAt,
    order.updateTime,
    order.attempts,
    order.value,
    order.valueAsset,
    order.superseded ? 1 : 0,
    order.reason === null ? null : JSON.stringify(order.reason),
  ];
}

const DETAILS = v.record(v.string(), v.string());

const REASON = v.object({
  code: v.string(),
  message: v.string(),
  hint: v.exactOptional(v.string()),
  retryable: v.boolean(),
  details: v.exactOptional(DETAILS),
});

/** In the place of a reason whose text is no longer what was written: the order itself is as good as before. */
export const UNREADABLE_REASON: AppError = {
  code: 'journal.reason-unreadable',
  message: 'The reason was noted and can no longer be read.',
  retryable: false,
};

const MOMENT = v.nullable(v.number());

const ROW = v.pipe(
  v.object({
    entry_id: v.number(),
    account_id: v.string(),
    origin: v.picklist(['here', 'elsewhere']),
    intent_id: v.nullable(v.string()),
    server: v.string(),
    symbol: v.string(),
    side: v.picklist(['BUY', 'SELL']),
    price: v.string(),
    quantity: v.string(),
    phase: v.picklist(ORDER_PHASES),
    cancel: v.picklist(['none', 'asked', 'unknown']),
    order_id: v.nullable(v.string()),
    status: v.string(),
    executed_quantity: v.string(),
    executed_quote: v.string(),
    created_at: v.number(),
    changed_at: v.number(),
    effect_from: MOMENT,
    effect_until: MOMENT,
    placed_at: MOMENT,
    update_time: MOMENT,
    attempts: v.number(),
    value: v.nullable(v.string()),
    value_asset: v.string(),
    superseded: v.number(),
    reason: v.nullable(v.string()),
  }),
  v.transform((row): StoredOrder => ({
    entryId: row.entry_id,
    accountId: row.account_id,
    origin: row.origin,
    intentId: row.intent_id,
    server: row.server,
    symbol: row.symbol,
    side: row.side,
    price: row.price,
    quantity: row.quantity,
    phase: row.phase,
    cancel: row.cancel,
    orderId: row.order_id,
    status: row.status,
    executedQuantity: row.executed_quantity,
    executedQuote: row.executed_quote,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    effectFrom: row.effect_from,
    effectUntil: row.effect_until,
    placedAt: row.placed_at,
    updateTime: row.update_time,
    attempts: row.attempts,
    value: row.value,
    valueAsset: row.value_asset,
    superseded: row.superseded !== 0,
    reason: row.reason === null ? null : reasonFrom(row.reason),
  })),
);

/** A failure that was written as JSON. */
export function reasonFrom(json: string): AppError {
  return readJson(REASON, json) ?? UNREADABLE_REASON;
}

const EVENT = v.object({ at: v.number(), kind: v.picklist(LIFE_EVENTS), details: v.string() });

/** @throws ValiError for a row that breaks the rules which the table keeps: its file is damaged. */
export function orderOf(row: unknown): StoredOrder {
  return v.parse(ROW, row);
}

/** undefined where {@link orderOf} throws. */
export function readableOrder(row: unknown): StoredOrder | undefined {
  const { success, output } = v.safeParse(ROW, row);
  return success ? output : undefined;
}

/** undefined for a line of a kind that is not known. Details that cannot be read are left out. */
export function eventOf(row: unknown): TimelineEvent | undefined {
  const { success, output } = v.safeParse(EVENT, row);
  if (!success) return undefined;
  return { at: output.at, kind: output.kind, details: readJson(DETAILS, output.details) ?? {} };
}

function readJson<T>(schema: v.GenericSchema<unknown, T>, text: string): T | undefined {
  try {
    const { success, output } = v.safeParse(schema, JSON.parse(text));
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}
