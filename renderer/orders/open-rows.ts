import type { Decimal } from '@shared/domain/decimal';
import type { Order, Side } from '@shared/domain/order';
import type { JournalOrder } from '@shared/domain/order-life';

/** A row of the open orders: what the exchange lists, what the journal does not know the fate of, or both at once. */
export interface OpenRow {
  readonly key: string;
  readonly symbol: string;
  readonly side: Side;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly executedQuantity: Decimal;
  /** The exchange's own word, or empty before its first. */
  readonly status: string;
  /** Null while the exchange has named none. */
  readonly orderId: string | null;
  /** Unix ms: accepted by the exchange, or committed here. */
  readonly placedAt: number;
  /** What the journal has of it, while something about it is not settled. */
  readonly entry: JournalOrder | undefined;
}

/** Which orders are shown: of every symbol, or of the one named. */
export type OpenFilter = { readonly symbol: string | undefined };

/**
 * The exchange's open orders and the journal's unsettled ones as one list: whatever is in doubt first, then newest first. An order that
 * both know is one row, with the exchange's figures.
 */
export function openRows(
  listed: readonly Order[],
  unsettled: readonly JournalOrder[],
  { symbol }: OpenFilter = { symbol: undefined },
): OpenRow[] {
  const entries = new Map<string, JournalOrder>();
  for (const entry of unsettled) {
    if (entry.orderId !== null) entries.set(idOf(entry.symbol, entry.orderId), entry);
  }
  const known = new Set(listed.map((order) => idOf(order.symbol, order.orderId)));
  const rows = [
    ...listed.map((order) => rowOf(order, entries.get(idOf(order.symbol, order.orderId)))),
    ...unsettled
      .filter((entry) => entry.orderId === null || !known.has(idOf(entry.symbol, entry.orderId)))
      .map(rowOfEntry),
  ];
  return rows
    .filter((row) => symbol === undefined || row.symbol === symbol)
    .sort((a, b) => Number(isInDoubt(b)) - Number(isInDoubt(a)) || b.placedAt - a.placedAt);
}

/** Whether nobody can say what became of the order or of its cancel. A cancel that was just asked for is no doubt. */
export function isInDoubt({ entry }: Pick<OpenRow, 'entry'>): boolean {
  return entry !== undefined && isEntryInDoubt(entry);
}

/** Whether it rests as far as is known, and nothing is under way about it. */
export function canChange(row: Pick<OpenRow, 'orderId' | 'entry'>): boolean {
  return row.orderId !== null && (row.entry === undefined || row.entry.cancel === 'none') && !isInDoubt(row);
}

export function isEntryInDoubt(entry: Pick<JournalOrder, 'phase' | 'cancel'>): boolean {
  return entry.phase === 'submitting' || entry.phase === 'unknown' || entry.cancel === 'unknown';
}

function idOf(symbol: string, orderId: string): string {
  return `${symbol} ${orderId}`;
}

function rowOf(order: Order, entry: JournalOrder | undefined): OpenRow {
  const { symbol, side, price, quantity, executedQuantity, status, orderId } = order;
  return {
    key: idOf(symbol, orderId),
    symbol,
    side,
    price,
    quantity,
    executedQuantity,
    status,
    orderId,
    placedAt: order.time,
    entry,
  };
}

function rowOfEntry(entry: JournalOrder): OpenRow {
  const { symbol, side, price, quantity, executedQuantity, status, orderId } = entry;
  return {
    key: orderId === null ? `entry ${entry.entryId}` : idOf(symbol, orderId),
    symbol,
    side,
    price,
    quantity,
    executedQuantity,
    status,
    orderId,
    placedAt: entry.createdAt,
    entry,
  };
}
