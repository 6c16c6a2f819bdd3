/**
 * Accounts, what the user chose, and the symbols an account has traded (openOrders must be asked per symbol).
 * A secret has no column: it lives in the keychain under the account's id. `key_tail` is at most 4 characters of the key id.
 */
export const ACCOUNTS = `
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    kind TEXT NOT NULL CHECK (kind IN ('paper', 'custom')),
    rest_url TEXT NOT NULL,
    stream_url TEXT NOT NULL,
    key_tail TEXT NOT NULL CHECK (length(key_tail) <= 4),
    secret_home TEXT NOT NULL CHECK (secret_home IN ('keychain', 'session', 'none')),
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE traded_symbols (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    symbol TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 64),
    last_used_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, symbol)
  ) STRICT, WITHOUT ROWID;
`;
