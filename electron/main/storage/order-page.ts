import { ORDER_PHASES, type HistoryFilter } from '@shared/domain/order-life';
import type { SqlValue } from './connection';

/** The place of an entry in the history. */
export interface Place {
  readonly createdAt: number;
  readonly entryId: number;
}

interface Query {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Later than any moment a row may have (migration 002). */
const LATEST = 8_640_000_000_000_000;

/**
 * A page of the history, newest first. For each origin, side and phase the index has its rows in this order already; SQLite merges
 * those ranges and reads no more rows than the page has. So a filter that fits few of a million rows is as quick as none. undefined
 * when the filter lets nothing through.
 */
export function pageQuery(
  accountId: string,
  filter: HistoryFilter,
  before: Place | undefined,
  limit: number,
): Query | undefined {
  const { symbol, side, origin, phases, from = 0, until = LATEST } = filter;
  // One upper bound: of two, SQLite would take the wrong one for the index, and walk from there.
  const end: Place = { createdAt: until + 1, entryId: 0 };
  const place = before && before.createdAt <= until ? before : end;
  const ranges: string[] = [];
  const values: SqlValue[] = [];
  const ofSymbol = symbol === undefined ? '' : ' AND symbol = ?';
  const index = symbol === undefined ? 'orders_history' : 'orders_history_of_symbol';
  for (const itsOrigin of origin === undefined ? ['here', 'elsewhere'] : [origin]) {
    for (const itsSide of side === undefined ? ['BUY', 'SELL'] : [side]) {
      for (const phase of new Set(phases ?? ORDER_PHASES)) {
        ranges.push(
          `SELECT * FROM orders INDEXED BY ${index} WHERE account_id = ?${ofSymbol} AND origin = ? AND side = ? AND phase = ?
             AND created_at >= ? AND (created_at, entry_id) < (?, ?)`,
        );
        values.push(accountId, ...(symbol === undefined ? [] : [symbol]), itsOrigin, itsSide, phase);
        values.push(from, place.createdAt, place.entryId);
      }
    }
  }
  if (ranges.length === 0) return undefined;
  return {
    sql: `${ranges.join(' UNION ALL ')} ORDER BY created_at DESC, entry_id DESC LIMIT ?`,
    values: [...values, limit],
  };
}
