import type { Watchlist } from '@shared/domain/watchlist';
import type { Database } from './connection';

/** All methods throw StorageError. How many there may be is the caller's rule. */
export interface WatchlistRepository {
  /** The lists of an exchange with their symbols, in the user's order. */
  list(exchange: string): readonly Watchlist[];
  /** Adds an empty list at the end; answers its id. */
  insert(exchange: string, name: string): number;
  /** Answers false when there is no such list. */
  rename(id: number, name: string): boolean;
  remove(id: number): boolean;
  /** Puts lists in this order. */
  arrange(ids: readonly number[]): void;
  /** Replaces the symbols of a list, all or none; each may stand once. */
  setSymbols(id: number, symbols: readonly string[]): void;
}

export function createWatchlistRepository(db: Database): WatchlistRepository {
  const lists = db.prepare('SELECT id, name FROM watchlists WHERE exchange = ? ORDER BY position, id');
  const watched = db.prepare(
    `SELECT watchlist_id, symbol FROM watchlist_symbols
     WHERE watchlist_id IN (SELECT id FROM watchlists WHERE exchange = ?) ORDER BY watchlist_id, position`,
  );
  const add = db.prepare(
    `INSERT INTO watchlists (exchange, name, position)
     VALUES (?, ?, (SELECT coalesce(max(position) + 1, 0) FROM watchlists))`,
  );
  const newest = db.prepare('SELECT max(id) AS id FROM watchlists');
  const name = db.prepare('UPDATE watchlists SET name = ? WHERE id = ?');
  const place = db.prepare('UPDATE watchlists SET position = ? WHERE id = ?');
  const forget = db.prepare('DELETE FROM watchlists WHERE id = ?');
  const unwatch = db.prepare('DELETE FROM watchlist_symbols WHERE watchlist_id = ?');
  const watch = db.prepare('INSERT INTO watchlist_symbols (watchlist_id, symbol, position) VALUES (?, ?, ?)');

  return {
    list(exchange) {
      const symbols = new Map<number, string[]>();
      for (const row of watched.rows(exchange)) {
        const id = Number(row['watchlist_id']);
        symbols.set(id, [...(symbols.get(id) ?? []), String(row['symbol'])]);
      }
      return lists.rows(exchange).map((row) => {
        const id = Number(row['id']);
        return { id, name: String(row['name']), symbols: symbols.get(id) ?? [] };
      });
    },
    insert: (exchange, called) =>
      db.transaction(() => {
        add.run(exchange, called);
        return Number(newest.row()?.['id']);
      }),
    rename: (id, called) => name.run(called, id) > 0,
    remove: (id) => forget.run(id) > 0,
    arrange(ids) {
      db.transaction(() => {
        for (const [at, id] of ids.entries()) place.run(at, id);
      });
    },
    setSymbols(id, symbols) {
      db.transaction(() => {
        unwatch.run(id);
        for (const [at, symbol] of symbols.entries()) watch.run(id, symbol, at);
      });
    },
  };
}
