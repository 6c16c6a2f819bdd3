/**
 * What an account was worth: rows outlive their account, as those of the journal do. `at` is the beginning of a span of five minutes;
 * older rows are thinned out (value-history.ts), so that there are a few thousand at most. `value` is a decimal in `value_asset`.
 *
 * And wishes to change an order that are not done yet: the entry to be cancelled with what is to take its place.
 */
export const BALANCE_HISTORY = `
  CREATE TABLE value_points (
    account_id TEXT NOT NULL,
    value_asset TEXT NOT NULL,
    at INTEGER NOT NULL CHECK (at BETWEEN 0 AND 8640000000000000),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^0-9.]*' AND length(value) BETWEEN 1 AND 110),
    PRIMARY KEY (account_id, value_asset, at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE replacements (
    entry_id INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL,
    intent_id TEXT NOT NULL UNIQUE,
    price TEXT NOT NULL CHECK (price NOT GLOB '*[^0-9.]*' AND length(price) BETWEEN 1 AND 110),
    quantity TEXT NOT NULL CHECK (quantity NOT GLOB '*[^0-9.]*' AND length(quantity) BETWEEN 1 AND 110),
    asked_at INTEGER NOT NULL CHECK (asked_at BETWEEN 0 AND 8640000000000000),
    reason TEXT
  ) STRICT;
  CREATE INDEX replacements_of_account ON replacements (account_id, asked_at, entry_id);
`;
