import type { Database } from './connection';
import { reasonFrom } from './order-row';
import type { OrderJournalRepository, StoredReplacement } from './stored-order';

type Replacements = Pick<OrderJournalRepository, 'replacements' | 'saveReplacement' | 'dropReplacement'> & {
  /** To be called when one entry takes over another one: both were the same order. */
  readonly moveReplacement: (from: number, to: number) => void;
};

/** Wishes to change an order that are not done yet. All methods throw StorageError. */
export function createReplacements(db: Database): Replacements {
  const all = db.prepare('SELECT * FROM replacements WHERE account_id = ? ORDER BY asked_at, entry_id');
  const put = db.prepare(
    `INSERT OR REPLACE INTO replacements (entry_id, account_id, intent_id, price, quantity, asked_at, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const drop = db.prepare('DELETE FROM replacements WHERE entry_id = ?');
  const move = db.prepare('UPDATE OR IGNORE replacements SET entry_id = ? WHERE entry_id = ?');

  return {
    replacements: (accountId) => all.rows(accountId).map(replacementOf),
    saveReplacement({ entryId, accountId, intentId, price, quantity, askedAt, reason }) {
      const why = reason === null ? null : JSON.stringify(reason);
      put.run(entryId, accountId, intentId, price, quantity, askedAt, why);
    },
    dropReplacement: (entryId) => void drop.run(entryId),
    moveReplacement: (from, to) => void move.run(to, from),
  };
}

function replacementOf(row: Readonly<Record<string, unknown>>): StoredReplacement {
  return {
    accountId: String(row['account_id']),
    entryId: Number(row['entry_id']),
    intentId: String(row['intent_id']),
    price: String(row['price']),
    quantity: String(row['quantity']),
    askedAt: Number(row['asked_at']),
    reason: typeof row['reason'] === 'string' ? reasonFrom(row['reason']) : null,
  };
}
