import type { AccountState } from '@shared/domain/account';
import { fail, ok, type AppError, type Result } from '@shared/domain/result';
import type { AccountRecords } from './account-records';
import type { CheckKey, KeyCheck } from './check-key';
import { fromKeychainItem, type Credentials } from './credentials';
import type { Keychain } from './keychain';

/** Reading keys and finding out what they are worth. */
export interface AccountChecks {
  credentialsOf(accountId: string, signal?: AbortSignal): Promise<Result<Credentials>>;
  check(accountId: string): Promise<Result<null>>;
  report(accountId: string, found: KeyCheck): void;
  /** Makes the outcome of a check that is under way meaningless: the account changed meanwhile. */
  outdate(accountId: string): void;
}

export interface AccountChecksOptions {
  readonly records: AccountRecords;
  readonly keychain: Keychain;
  readonly checkKey: CheckKey;
  readonly now: () => number;
}

export function createAccountChecks(options: AccountChecksOptions): AccountChecks {
  const { records, keychain, checkKey, now } = options;
  const underWay = new Map<string, Promise<Result<null>>>();

  function settle(accountId: string, { state, reason }: { state: AccountState; reason: string }): void {
    records.setStatus(accountId, { state, reason, checkedAt: now() });
  }

  async function read(
    accountId: string,
    options: { confirm?: boolean; signal?: AbortSignal } = {},
  ): Promise<Result<Credentials>> {
    const row = records.find(accountId);
    if (!row.ok) return row;
    if (records.lock()) return fail('account.locked', 'The accounts are locked.');
    const session = records.sessionKey(accountId);
    if (session) return ok(session);
    if (row.value.secretHome !== 'keychain') {
      return fail('account.no-key', 'No key is stored for this account.');
    }
    const item = await keychain.get(accountId, { expected: true, ...options });
    // Locked while the keychain was asked: what it said is not taken.
    if (records.lock()) return fail('account.locked', 'The accounts are locked.');
    if (!item.ok) return item;
    if (item.value !== null) return fromKeychainItem(item.value);
    return fail('account.no-key', 'The keychain no longer holds the key of this account.');
  }

  async function run(accountId: string, isCurrent: () => boolean): Promise<Result<null>> {
    const row = records.find(accountId);
    if (!row.ok) return row;
    records.setStatus(accountId, { state: 'checking', reason: '', checkedAt: 0 });
    const credentials = await read(accountId, { confirm: true });
    const found = credentials.ok
      ? await checkKey(row.value.restUrl, credentials.value)
      : stateWithout(credentials.error);
    if (isCurrent()) settle(accountId, found);
    return ok(null);
  }

  return {
    async credentialsOf(accountId, signal) {
      const credentials = await read(accountId, signal ? { signal } : {});
      if (!credentials.ok && records.find(accountId).ok) settle(accountId, stateWithout(credentials.error));
      return credentials;
    },
    check(accountId) {
      const before = underWay.get(accountId);
      if (before) return before;
      const check: Promise<Result<null>> = Promise.resolve()
        .then(() => run(accountId, () => underWay.get(accountId) === check))
        .finally(() => {
          if (underWay.get(accountId) === check) underWay.delete(accountId);
        });
      underWay.set(accountId, check);
      return check;
    },
    report(accountId, found) {
      if (!records.find(accountId).ok) return;
      underWay.delete(accountId);
      settle(accountId, found);
    },
    outdate(accountId) {
      underWay.delete(accountId);
    },
  };
}

/** The state of an account whose key could not be had. */
function stateWithout({ code, message, details }: AppError): { state: AccountState; reason: string } {
  const reason = details?.['reason'] || message;
  switch (code) {
    case 'account.no-key':
      return { state: 'no-key', reason: message };
    case 'account.locked':
      return { state: 'unchecked', reason: '' };
    case 'keychain.locked':
    case 'keychain.waiting':
      return { state: 'keychain-locked', reason };
    case 'keychain.no-service':
    case 'keychain.no-secret-service':
    case 'keychain.no-keyring':
      return { state: 'keychain-missing', reason };
    default:
      return { state: 'failed', reason };
  }
}
