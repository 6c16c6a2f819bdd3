/** Lists of symbols by exchange. An exchange outlives the accounts on it, so nothing here hangs on an account. */
export const WATCHLISTS = `
  CREATE TABLE watchlists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    exchange TEXT NOT NULL CHECK (length(exchange) BETWEEN 1 AND 500),
    name TEXT NOT NULL CHECK (length(name) <= 40),
    position INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX watchlists_of_exchange ON watchlists (exchange, position);

  CREATE TABLE watchlist_symbols (
    watchlist_id INTEGER NOT NULL REFERENCES watchlists (id) ON DELETE CASCADE,
    symbol TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 64),
    position INTEGER NOT NULL,
    PRIMARY KEY (watchlist_id, symbol)
  ) STRICT, WITHOUT ROWID;
`;
