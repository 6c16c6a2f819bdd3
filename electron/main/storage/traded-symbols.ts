import type { Database } from './connection';

/**
 * Symbols an account has placed orders on. PROTOCOL: openOrders answers for one symbol only, so these are the symbols to ask.
 * All methods throw StorageError.
 */
export interface TradedSymbolRepository {
  /** Most recently used first. */
  list(accountId: string): string[];
  /** Remembers the symbol, `at` in Unix ms; an older moment never replaces a newer one. */
  touch(accountId: string, symbol: string, at: number): void;
  forget(accountId: string, symbol: string): void;
}

export function createTradedSymbolRepository(db: Database): TradedSymbolRepository {
  const all = db.prepare(
    'SELECT symbol FROM traded_symbols WHERE account_id = ? ORDER BY last_used_at DESC, symbol',
  );
  const put = db.prepare(
    `INSERT INTO traded_symbols (account_id, symbol, last_used_at) VALUES (?, ?, ?)
     ON CONFLICT (account_id, symbol) DO UPDATE SET last_used_at = max(last_used_at, excluded.last_used_at)`,
  );
  const drop = db.prepare('DELETE FROM traded_symbols WHERE account_id = ? AND symbol = ?');

  return {
    list: (accountId) => all.rows(accountId).map((row) => String(row['symbol'])),
    touch(accountId, symbol, at) {
      put.run(accountId, symbol, at);
    },
    forget(accountId, symbol) {
      drop.run(accountId, symbol);
    },
  };
}
