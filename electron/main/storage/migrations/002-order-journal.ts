/** Plain digits with at most one point inside. A product of two decimals has twice their places, hence the length. */
const plainDecimal = (column: string): string =>
  `(${column} GLOB '[0-9]*' AND ${column} NOT GLOB '*[^0-9.]*' AND ${column} NOT GLOB '*.*.*'
     AND ${column} NOT GLOB '*.' AND length(${column}) <= 110)`;

/** Unix ms as far as a Date reaches. */
const moment = (column: string): string => `(${column} BETWEEN 0 AND 8640000000000000)`;

/**
 * The order journal. Rows outlive their account, hence no reference to it. Decimals are TEXT; `reason` and `details` are JSON.
 *
 * The rules of a column are SQLite's to keep, so that what cannot be read cannot be written; JSON is checked when it is read, because
 * one bad text shall not make the file count as damaged (PRAGMA quick_check looks at CHECKs). Kinds of events grow with the versions
 * and are not listed here.
 *
 * The two big indexes hold everything a history can be filtered by, with its order at the end: whatever the filter, a page is a merge
 * of a few ordered ranges (order-page.ts), and no mix of rows makes it a scan.
 */
export const ORDER_JOURNAL = `
  CREATE TABLE orders (
    entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('here', 'elsewhere')),
    intent_id TEXT UNIQUE CHECK (intent_id IS NULL OR origin = 'here'),
    server TEXT NOT NULL,
    symbol TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 64),
    side TEXT NOT NULL CHECK (side IN ('BUY', 'SELL')),
    price TEXT NOT NULL CHECK ${plainDecimal('price')},
    quantity TEXT NOT NULL CHECK ${plainDecimal('quantity')},
    phase TEXT NOT NULL CHECK (phase IN ('submitting', 'unknown', 'open', 'partly-filled', 'filled', 'cancelled', 'expired',
      'refused', 'not-sent', 'never-placed', 'gone')),
    cancel TEXT NOT NULL CHECK (cancel IN ('none', 'asked', 'unknown')),
    order_id TEXT CHECK (order_id NOT GLOB '*[^0-9]*' AND length(order_id) BETWEEN 1 AND 30),
    status TEXT NOT NULL,
    executed_quantity TEXT NOT NULL CHECK ${plainDecimal('executed_quantity')},
    executed_quote TEXT NOT NULL CHECK ${plainDecimal('executed_quote')},
    created_at INTEGER NOT NULL CHECK ${moment('created_at')},
    changed_at INTEGER NOT NULL CHECK ${moment('changed_at')},
    effect_from INTEGER CHECK ${moment('effect_from')},
    effect_until INTEGER CHECK ${moment('effect_until')},
    placed_at INTEGER CHECK ${moment('placed_at')},
    update_time INTEGER CHECK ${moment('update_time')},
    attempts INTEGER NOT NULL CHECK (attempts BETWEEN 0 AND 2),
    value TEXT CHECK ${plainDecimal('value')},
    value_asset TEXT NOT NULL,
    superseded INTEGER NOT NULL CHECK (superseded IN (0, 1)),
    reason TEXT
  ) STRICT;

  CREATE UNIQUE INDEX orders_living_id ON orders (account_id, symbol, order_id)
    WHERE order_id IS NOT NULL AND superseded = 0;
  CREATE INDEX orders_unsettled ON orders (account_id, created_at)
    WHERE phase IN ('submitting', 'unknown') OR cancel <> 'none';
  CREATE INDEX orders_resting ON orders (account_id, created_at) WHERE phase IN ('open', 'partly-filled');
  CREATE INDEX orders_committed ON orders (account_id, created_at) WHERE origin = 'here';
  CREATE INDEX orders_history ON orders (account_id, origin, side, phase, created_at);
  CREATE INDEX orders_history_of_symbol ON orders (account_id, symbol, origin, side, phase, created_at);

  CREATE TABLE order_events (
    entry_id INTEGER NOT NULL REFERENCES orders (entry_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL CHECK ${moment('at')},
    kind TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (entry_id, number)
  ) STRICT, WITHOUT ROWID;

  -- Symbols with an entry: to find them among a million entries would take a scan.
  CREATE TABLE order_symbols (
    account_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    last_used_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, symbol)
  ) STRICT, WITHOUT ROWID;

  -- Where an entry stood that another one took over: a page may have ended with it.
  CREATE TABLE absorbed_orders (
    entry_id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL
  ) STRICT;
`;
