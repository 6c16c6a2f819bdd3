/**
 * Alerts, what they watch as JSON, and what fired (the newest some thousand). `watch` is the state of an alert between two prices
 * and `alert_symbols` the last price of each symbol that was held against alerts: after a gap both tell from where to catch up.
 */
export const ALERTS = `
  CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server TEXT NOT NULL,
    account_id TEXT NOT NULL,
    choices TEXT NOT NULL,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    snoozed_until INTEGER,
    created_at INTEGER NOT NULL,
    fired_at INTEGER,
    fired_count INTEGER NOT NULL CHECK (fired_count >= 0),
    watch TEXT NOT NULL
  ) STRICT;

  CREATE TABLE alert_firings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id INTEGER NOT NULL,
    server TEXT NOT NULL,
    rule TEXT NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    price TEXT NOT NULL,
    measure TEXT NOT NULL,
    away TEXT,
    dismissed INTEGER NOT NULL CHECK (dismissed IN (0, 1))
  ) STRICT;

  CREATE TABLE alert_symbols (
    server TEXT NOT NULL,
    symbol TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 64),
    seen TEXT NOT NULL,
    PRIMARY KEY (server, symbol)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE alert_pause (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    until INTEGER
  ) STRICT;
`;
