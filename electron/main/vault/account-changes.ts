import { randomUUID } from 'node:crypto';
import type { Account } from '@shared/domain/account';
import { fail, ok, type Result } from '@shared/domain/result';
import type { StoredAccount } from '../storage/accounts';
import { checkDraft, type AccountDraft } from './account-draft';
import type { AccountRecords } from './account-records';
import type { CheckKey } from './check-key';
import { keyTail, toCredentials, toKeychainItem } from './credentials';
import { keyCheckError } from './key-check-error';
import type { Keychain } from './keychain';

/** Changes that touch a row and its keychain item together. */
export interface AccountChanges {
  add(draft: AccountDraft): Promise<Result<Account>>;
  replaceKey(accountId: string, draft: AccountDraft): Promise<Result<Account>>;
  remove(accountId: string): Promise<Result<null>>;
}

export interface AccountChangesOptions {
  readonly records: AccountRecords;
  readonly keychain: Keychain;
  readonly checkKey: CheckKey;
  readonly now: () => number;
  /** Called when a check that is under way no longer says anything. */
  readonly outdateCheck: (accountId: string) => void;
}

export function createAccountChanges(options: AccountChangesOptions): AccountChanges {
  const { records, keychain, checkKey, now, outdateCheck } = options;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, so that no item is written after its row was removed. */
  function exclusively<T>(change: () => Promise<T>): Promise<T> {
    const result = last.then(change);
    last = result.catch(() => undefined);
    return result;
  }

  async function checkWithExchange(draft: AccountDraft): Promise<Result<AccountDraft>> {
    if (records.lock()) return fail('account.locked', 'The accounts are locked.');
    const checked = checkDraft(draft);
    if (!checked.ok) return checked;
    const found = await checkKey(checked.value.restUrl, toCredentials(checked.value));
    return found.state === 'works' ? checked : keyCheckError(found);
  }

  async function keepKey(accountId: string, draft: AccountDraft): Promise<Result<null>> {
    if (draft.keep === 'session') {
      if (records.lock()) return fail('account.locked', 'The accounts are locked.');
      records.holdSessionKey(accountId, toCredentials(draft));
      return ok(null);
    }
    const stored = await keychain.set(accountId, toKeychainItem(draft));
    if (stored.ok) records.dropSessionKey(accountId);
    return stored;
  }

  function works(accountId: string): Result<Account> {
    records.setStatus(accountId, { state: 'works', reason: '', checkedAt: now() });
    return records.view(accountId);
  }

  async function insert(draft: AccountDraft): Promise<Result<Account>> {
    const { name, restUrl, streamUrl, keep: secretHome } = draft;
    const id = randomUUID();
    const tail = { keyTail: keyTail(draft.keyId), createdAt: now() };
    // The row first: an item without a row could never be found again (SECURITY: findCredentials is not called).
    const inserted = records.insert(
      { id, name, kind: 'custom', restUrl, streamUrl, secretHome, ...tail },
      { hidden: true },
    );
    if (!inserted.ok) return inserted;
    const kept = await keepKey(id, draft);
    if (kept.ok) return works(id);
    records.remove(id);
    return kept;
  }

  async function replace(row: StoredAccount, draft: AccountDraft): Promise<Result<Account>> {
    const { id } = row;
    const { name, restUrl, streamUrl, keep } = draft;
    const moves = restUrl !== row.restUrl || streamUrl !== row.streamUrl;
    if (moves && row.secretHome === 'keychain') {
      const removed = await keychain.delete(id);
      if (!removed.ok) return removed;
    }
    if (moves) records.dropSessionKey(id);
    outdateCheck(id);
    const stored = row.secretHome === 'keychain' && !moves;
    // Until the keychain has answered the row says `keychain` when an item is or may be there: it is never forgotten.
    const written = records.update(id, {
      name,
      restUrl,
      streamUrl,
      secretHome: stored ? 'keychain' : keep,
      keyTail: stored ? row.keyTail : keyTail(draft.keyId),
    });
    if (!written.ok) return written;
    const kept = await keepKey(id, draft);
    if (!kept.ok) {
      if (!stored) records.update(id, { secretHome: 'none', keyTail: '' });
      return kept;
    }
    if (stored && keep === 'keychain') records.update(id, { keyTail: keyTail(draft.keyId) });
    return works(id);
  }

  /** The paper account's key and addresses are made by Perch at every start. */
  function changeable(accountId: string): Result<StoredAccount> {
    const row = records.find(accountId);
    if (!row.ok || row.value.kind !== 'paper') return row;
    return fail('account.paper', 'The paper account belongs to Perch: it can only be renamed.');
  }

  return {
    async add(draft) {
      const checked = await checkWithExchange(draft);
      return checked.ok ? exclusively(() => insert(checked.value)) : checked;
    },
    async replaceKey(accountId, draft) {
      const before = changeable(accountId);
      if (!before.ok) return before;
      const checked = await checkWithExchange(draft);
      if (!checked.ok) return checked;
      return exclusively(async () => {
        const row = changeable(accountId);
        return row.ok ? replace(row.value, checked.value) : row;
      });
    },
    remove: (accountId) =>
      exclusively(async () => {
        const row = changeable(accountId);
        if (!row.ok) return row;
        if (row.value.secretHome === 'keychain') {
          const removed = await keychain.delete(accountId);
          if (!removed.ok) return removed;
        }
        outdateCheck(accountId);
        return records.remove(accountId);
      }),
  };
}
