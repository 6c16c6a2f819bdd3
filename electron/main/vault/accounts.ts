import type { StoreApi } from 'zustand/vanilla';
import type { AccountsState } from '@shared/contract/topics';
import type { Account } from '@shared/domain/account';
import type { LockReason } from '@shared/domain/account-lock';
import type { Result } from '@shared/domain/result';
import { createAccountChanges } from './account-changes';
import { createAccountChecks } from './account-checks';
import { checkName, type AccountDraft } from './account-draft';
import type { AccountRecords } from './account-records';
import type { CheckKey, KeyCheck } from './check-key';
import type { Credentials } from './credentials';
import type { Keychain } from './keychain';

/** The accounts and the way to their keys. Failures are data; those of the keychain are `keychain.…`, of the database `storage.…`. */
export interface AccountsVault {
  readonly state: StoreApi<AccountsState>;
  /**
   * Checks the key with its exchange and, only when a signed call worked, keeps the account; otherwise nothing is stored and
   * the error is `account.key-refused`, `account.secret-wrong`, `account.clock`, `account.unreachable` or `account.failed`, with
   * details.field naming the field to look at and details.reason the server's words.
   */
  add(draft: AccountDraft): Promise<Result<Account>>;
  /**
   * Gives an account a new key and, with it, name and addresses; checked like `add`. With `keep: 'session'` the new key goes before a
   * stored one until Perch ends, and the stored one stays; it is removed only when the address changes, because a key goes to the
   * exchange it was made for alone.
   */
  replaceKey(accountId: string, draft: AccountDraft): Promise<Result<Account>>;
  rename(accountId: string, name: string): Result<null>;
  /** Removes the keychain item, makes sure that it is gone, then forgets the account. When it cannot be sure, the account stays. */
  remove(accountId: string): Promise<Result<null>>;
  /** The key, from this run or from the keychain. A failure also shows in the account's state. */
  credentialsOf(accountId: string, signal?: AbortSignal): Promise<Result<Credentials>>;
  /** Makes a signed call and shows its outcome in the account's state; fails only with `account.unknown`. */
  check(accountId: string): Promise<Result<null>>;
  /** Shows what a connection in use found out about the account's key. */
  report(accountId: string, found: KeyCheck): void;
  activate(accountId: string): Result<null>;
  /** No key is read or kept in memory any more, also after a restart, until {@link unlock}. */
  lock(because: LockReason): Result<null>;
  unlock(): Result<null>;
  /** For the paper exchange, whose port is another at every start. */
  setAddresses(accountId: string, restUrl: string, streamUrl: string): void;
}

export interface AccountsOptions {
  readonly records: AccountRecords;
  readonly keychain: Keychain;
  readonly checkKey: CheckKey;
  /** Unix ms. */
  readonly now?: () => number;
}

export function createAccounts({
  records,
  keychain,
  checkKey,
  now = Date.now,
}: AccountsOptions): AccountsVault {
  const checks = createAccountChecks({ records, keychain, checkKey, now });
  const outdateCheck = (accountId: string): void => checks.outdate(accountId);
  return {
    state: records.state,
    ...createAccountChanges({ records, keychain, checkKey, now, outdateCheck }),
    credentialsOf: (accountId, signal) => checks.credentialsOf(accountId, signal),
    check: (accountId) => checks.check(accountId),
    report: (accountId, found) => checks.report(accountId, found),
    rename(accountId, text) {
      const name = checkName(text);
      return name.ok ? records.update(accountId, { name: name.value }) : name;
    },
    activate: (accountId) => records.activate(accountId),
    lock: (because) => records.setLock({ because, at: now() }),
    unlock: () => records.setLock(null),
    setAddresses: (accountId, restUrl, streamUrl) => records.setAddresses(accountId, { restUrl, streamUrl }),
  };
}
