/** What an account may do, as JSON: a field that is missing or no longer understood has its default. Goes with the account. */
export const LIMITS = `
  CREATE TABLE account_limits (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    limits TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
