import * as v from 'valibot';
import type { AccountKind, SecretHome } from '@shared/domain/account';
import type { Database } from './connection';

/** What is remembered of an account. The secret is not here: `secretHome: 'keychain'` says that an item exists, even while locked. */
export interface StoredAccount {
  readonly id: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly restUrl: string;
  readonly streamUrl: string;
  /** Last 4 characters of the key id, or empty. */
  readonly keyTail: string;
  readonly secretHome: SecretHome;
  /** Place in the list, from 0. */
  readonly position: number;
  /** Unix ms. */
  readonly createdAt: number;
}

/** All methods throw StorageError. */
export interface AccountRepository {
  /** In the order of the list. */
  list(): StoredAccount[];
  find(id: string): StoredAccount | undefined;
  /** Adds the account at the end of the list, whatever `position` a caller has in mind. */
  insert(account: Omit<StoredAccount, 'position'>): void;
  /** Answers false when there is no such account. */
  update(
    id: string,
    changes: Partial<Pick<StoredAccount, 'name' | 'restUrl' | 'streamUrl' | 'keyTail' | 'secretHome'>>,
  ): boolean;
  /** Forgets the account and its traded symbols; false when there is none. */
  remove(id: string): boolean;
}

const ROW = v.pipe(
  v.object({
    id: v.string(),
    name: v.string(),
    kind: v.picklist(['paper', 'custom']),
    rest_url: v.string(),
    stream_url: v.string(),
    key_tail: v.string(),
    secret_home: v.picklist(['keychain', 'session', 'none']),
    position: v.number(),
    created_at: v.number(),
  }),
  v.transform((row): StoredAccount => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    restUrl: row.rest_url,
    streamUrl: row.stream_url,
    keyTail: row.key_tail,
    secretHome: row.secret_home,
    position: row.position,
    createdAt: row.created_at,
  })),
);

export function createAccountRepository(db: Database): AccountRepository {
  const all = db.prepare('SELECT * FROM accounts ORDER BY position, created_at, id');
  const one = db.prepare('SELECT * FROM accounts WHERE id = ?');
  const add = db.prepare(
    `INSERT INTO accounts (id, name, kind, rest_url, stream_url, key_tail, secret_home, position, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position) + 1, 0) FROM accounts), ?)`,
  );
  const change = db.prepare(
    'UPDATE accounts SET name = ?, rest_url = ?, stream_url = ?, key_tail = ?, secret_home = ? WHERE id = ?',
  );
  const forget = db.prepare('DELETE FROM accounts WHERE id = ?');

  function find(id: string): StoredAccount | undefined {
    const row = one.row(id);
    return row && v.parse(ROW, row);
  }

  return {
    list: () => all.rows().map((row) => v.parse(ROW, row)),
    find,
    insert(account) {
      const { id, name, kind, restUrl, streamUrl, keyTail, secretHome, createdAt } = account;
      add.run(id, name, kind, restUrl, streamUrl, keyTail, secretHome, createdAt);
    },
    update: (id, changes) =>
      db.transaction(() => {
        const before = find(id);
        if (!before) return false;
        const after = { ...before, ...changes };
        change.run(after.name, after.restUrl, after.streamUrl, after.keyTail, after.secretHome, id);
        return true;
      }),
    remove: (id) => forget.run(id) > 0,
  };
}
