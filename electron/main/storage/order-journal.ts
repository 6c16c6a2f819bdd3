import type { HistoryFilter, TimelineEvent } from '@shared/domain/order-life';
import type { Database, Statement } from './connection';
import { eventOf, ORDER_COLUMNS, orderOf, readableOrder, valuesOf } from './order-row';
import { pageQuery, type Place } from './order-page';
import { createReplacements } from './replacements';
import { StorageError } from './storage-error';
import type { NewStoredOrder, OrderJournalRepository, StoredOrder } from './stored-order';

const UNSETTLED = "phase IN ('submitting', 'unknown') OR cancel <> 'none'";
const RESTING = "phase IN ('open', 'partly-filled')";
const OLDEST_FIRST = 'ORDER BY created_at, entry_id';

/**
 * A row that breaks the rules which the table keeps can only come of a damaged file. It makes whatever would trade by it fail (`failed`,
 * naming the entry), because an order must not be overlooked; the history leaves it out and goes on.
 */
export function createOrderJournalRepository(db: Database): OrderJournalRepository {
  const add = db.prepare(
    `INSERT INTO orders (${ORDER_COLUMNS.join(', ')}) VALUES (${ORDER_COLUMNS.map(() => '?').join(', ')})`,
  );
  const change = db.prepare(
    `UPDATE orders SET ${ORDER_COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE entry_id = ?`,
  );
  const drop = db.prepare('DELETE FROM orders WHERE entry_id = ?');
  const lastNumber = db.prepare('SELECT last_insert_rowid() AS number');
  const addEvent = db.prepare(
    `INSERT INTO order_events (entry_id, number, at, kind, details)
     VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM order_events WHERE entry_id = ?), ?, ?, ?)`,
  );
  const dropEvents = db.prepare('DELETE FROM order_events WHERE entry_id = ?');
  const useSymbol = db.prepare(
    `INSERT INTO order_symbols (account_id, symbol, last_used_at) VALUES (?, ?, ?)
     ON CONFLICT (account_id, symbol) DO UPDATE SET last_used_at = max(last_used_at, excluded.last_used_at)`,
  );
  const markAbsorbed = db.prepare('INSERT INTO absorbed_orders (entry_id, created_at) VALUES (?, ?)');

  const one = db.prepare('SELECT * FROM orders WHERE entry_id = ?');
  const ofIntent = db.prepare('SELECT * FROM orders WHERE intent_id = ?');
  const ofOrderId = db.prepare(
    'SELECT * FROM orders WHERE account_id = ? AND symbol = ? AND order_id = ? AND superseded = 0',
  );
  const unsettled = db.prepare(
    `SELECT * FROM orders INDEXED BY orders_unsettled WHERE account_id = ? AND (${UNSETTLED}) ${OLDEST_FIRST}`,
  );
  const resting = db.prepare(
    `SELECT * FROM orders INDEXED BY orders_resting WHERE account_id = ? AND ${RESTING} ${OLDEST_FIRST}`,
  );
  const committed = db.prepare(
    `SELECT * FROM orders INDEXED BY orders_committed
     WHERE account_id = ? AND origin = 'here' AND created_at >= ? ${OLDEST_FIRST}`,
  );
  const timeline = db.prepare(
    'SELECT at, kind, details FROM order_events WHERE entry_id = ? ORDER BY number',
  );
  const used = db.prepare(
    'SELECT symbol FROM order_symbols WHERE account_id = ? ORDER BY last_used_at DESC, symbol',
  );
  const placeOf = db.prepare(
    `SELECT created_at FROM orders WHERE entry_id = ?
     UNION ALL SELECT created_at FROM absorbed_orders WHERE entry_id = ?`,
  );
  const { moveReplacement, ...replacements } = createReplacements(db);
  // A few dozen at most: they differ in their index and their number of ranges alone.
  const pages = new Map<string, Statement>();

  function refuse(reason: string): never {
    throw new StorageError('constraint', db.path, reason);
  }

  function read(row: Readonly<Record<string, unknown>>): StoredOrder {
    try {
      return orderOf(row);
    } catch (error) {
      const reason = `order ${String(row['entry_id'])} of the journal cannot be read: ${String(error)}`;
      throw new StorageError('failed', db.path, reason);
    }
  }

  function first(rows: readonly Readonly<Record<string, unknown>>[]): StoredOrder | undefined {
    const [row] = rows;
    return row && read(row);
  }

  function addEvents(entryId: number, events: readonly TimelineEvent[]): void {
    for (const { at, kind, details } of events)
      addEvent.run(entryId, entryId, at, kind, JSON.stringify(details));
  }

  function insert(order: NewStoredOrder, events: readonly TimelineEvent[]): number {
    add.run(...valuesOf(order));
    const entryId = Number(lastNumber.row()?.['number']);
    addEvents(entryId, events);
    useSymbol.run(order.accountId, order.symbol, order.createdAt);
    return entryId;
  }

  function save(order: StoredOrder, events: readonly TimelineEvent[]): void {
    if (change.run(...valuesOf(order), order.entryId) === 0) refuse(`there is no order ${order.entryId}`);
    addEvents(order.entryId, events);
  }

  /** Each timeline keeps its own order, also where a clock was set back; between the two, the earlier line comes first. */
  function joinTimelines(entryId: number, other: number): void {
    const [ours, theirs] = [timeline.rows(entryId), timeline.rows(other)];
    if (theirs.length === 0) return;
    dropEvents.run(entryId);
    let [a, b] = [0, 0];
    while (a < ours.length || b < theirs.length) {
      const [mine, its] = [ours[a], theirs[b]];
      const isMine = its === undefined || (mine !== undefined && Number(mine['at']) <= Number(its['at']));
      const line = isMine ? mine : its;
      if (isMine) a += 1;
      else b += 1;
      addEvent.run(entryId, entryId, Number(line?.['at']), String(line?.['kind']), String(line?.['details']));
    }
  }

  function absorb(order: StoredOrder, from: number, events: readonly TimelineEvent[]): void {
    const other = first(one.rows(from));
    if (other === undefined || from === order.entryId) return refuse(`there is no other order ${from}`);
    if (other.accountId !== order.accountId || other.symbol !== order.symbol) {
      refuse(`order ${from} is of another account or symbol`);
    }
    // Forgotten, the same intent could become an order once more.
    if (other.intentId !== null && other.intentId !== order.intentId)
      refuse(`order ${from} has its own intent`);
    joinTimelines(order.entryId, from);
    // It goes first: both have the same id of the exchange.
    drop.run(from);
    markAbsorbed.run(from, other.createdAt);
    moveReplacement(from, order.entryId);
    save(order, events);
  }

  /** Kept, because what a statement holds outside of the heap waits for a collection that does not know of it. */
  function pageStatement(sql: string): Statement {
    const statement = pages.get(sql) ?? db.prepare(sql);
    pages.set(sql, statement);
    return statement;
  }

  /** Where an entry stands, also when it was absorbed; undefined for one that never was. */
  function findPlace(entryId: number): Place | undefined {
    const createdAt = placeOf.row(entryId, entryId)?.['created_at'];
    return createdAt === undefined ? undefined : { createdAt: Number(createdAt), entryId };
  }

  function page(
    accountId: string,
    filter: HistoryFilter,
    before: number | undefined,
    limit: number,
  ): StoredOrder[] {
    let place = before === undefined ? undefined : findPlace(before);
    if (before !== undefined && place === undefined) return [];
    const orders: StoredOrder[] = [];
    while (orders.length < limit) {
      const asked = limit - orders.length;
      const query = pageQuery(accountId, filter, place, asked);
      if (query === undefined) break;
      const rows = pageStatement(query.sql).rows(...query.values);
      for (const row of rows) {
        place = { createdAt: Number(row['created_at']), entryId: Number(row['entry_id']) };
        const order = readableOrder(row);
        if (order) orders.push(order);
      }
      if (rows.length < asked) break;
    }
    return orders;
  }

  return {
    insert: (order, events) => db.transaction(() => insert(order, events)),
    insertAll: (orders) => db.transaction(() => orders.map(({ order, events }) => insert(order, events))),
    save: (order, events) => db.transaction(() => save(order, events)),
    absorb: (order, from, events) => db.transaction(() => absorb(order, from, events)),
    find: (entryId) => first(one.rows(entryId)),
    byIntent: (intentId) => first(ofIntent.rows(intentId)),
    byOrderId: (accountId, symbol, orderId) => first(ofOrderId.rows(accountId, symbol, orderId)),
    unsettled: (accountId) => unsettled.rows(accountId).map(read),
    resting: (accountId) => resting.rows(accountId).map(read),
    page,
    events: (entryId) => timeline.rows(entryId).flatMap((row) => eventOf(row) ?? []),
    symbols: (accountId) => used.rows(accountId).map((row) => String(row['symbol'])),
    committedSince: (accountId, since) => committed.rows(accountId, since).map(read),
    ...replacements,
  };
}
