import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountsState } from '@shared/contract/topics';
import type { Account, AccountState } from '@shared/domain/account';
import type { AccountLock } from '@shared/domain/account-lock';
import { fail, ok, type Result } from '@shared/domain/result';
import type { AccountRepository, StoredAccount } from '../storage/accounts';
import type { SettingsRepository } from '../storage/settings';
import { StorageError } from '../storage/storage-error';
import { keyTail, type Credentials } from './credentials';

interface AccountStatus {
  readonly state: AccountState;
  readonly reason: string;
  /** Unix ms, or 0. */
  readonly checkedAt: number;
}

type Addresses = Pick<StoredAccount, 'restUrl' | 'streamUrl'>;
const NOWHERE: Addresses = { restUrl: '', streamUrl: '' };

const UNCHECKED: AccountStatus = { state: 'unchecked', reason: '', checkedAt: 0 };

/**
 * What is known of each account: the stored row, the outcome of its last check and, in memory alone, the key given for this run.
 * `state` is what windows see of it. Failures are `storage.…`, and `account.unknown` for an id that is not there.
 */
export interface AccountRecords {
  readonly state: StoreApi<AccountsState>;
  list(): readonly StoredAccount[];
  find(id: string): Result<StoredAccount>;
  view(id: string): Result<Account>;
  /** A hidden account is shown at its first `setStatus`: the row is written before the keychain item that it will stand for. */
  insert(row: Omit<StoredAccount, 'position'>, options?: { hidden: boolean }): Result<null>;
  update(id: string, changes: Parameters<AccountRepository['update']>[1]): Result<null>;
  remove(id: string): Result<null>;
  /** Of the practice account: its exchange has another port in each run, so they are not stored, and none at first. */
  setAddresses(id: string, addresses: Addresses): void;
  setStatus(id: string, status: AccountStatus): void;
  sessionKey(id: string): Credentials | undefined;
  /** Keeps a key until Perch ends; it goes before a stored one. */
  holdSessionKey(id: string, credentials: Credentials): void;
  dropSessionKey(id: string): void;
  /** Why all accounts are locked, or null. */
  lock(): AccountLock | null;
  /** Locked: also keys that were given for this run are gone, and the next start begins locked. */
  setLock(lock: AccountLock | null): Result<null>;
  /** Chooses the account the desk trades on, also for the next start. */
  activate(id: string): Result<null>;
}

export function createAccountRecords(
  repository: AccountRepository,
  settings: Pick<
    SettingsRepository,
    'activeAccountId' | 'setActiveAccountId' | 'accountLock' | 'setAccountLock'
  >,
): AccountRecords {
  const statuses = new Map<string, AccountStatus>();
  const sessionKeys = new Map<string, Credentials>();
  const hidden = new Set<string>();
  const addresses = new Map<string, Addresses>();
  let lock = settings.accountLock();

  // A key for one run did not outlive it.
  for (const { id, secretHome } of repository.list()) {
    if (secretHome === 'session') repository.update(id, { secretHome: 'none' });
  }
  const state = createStore<AccountsState>(currentState);

  function inThisRun(row: StoredAccount): StoredAccount {
    return row.kind === 'paper' ? { ...row, ...(addresses.get(row.id) ?? NOWHERE) } : row;
  }

  function listed(): readonly StoredAccount[] {
    return repository.list().map(inThisRun);
  }

  function viewOf(row: StoredAccount): Account {
    const { id, name, kind, restUrl, streamUrl } = row;
    const session = sessionKeys.get(id);
    const status = statuses.get(id) ?? UNCHECKED;
    return {
      id,
      name,
      kind,
      restUrl,
      streamUrl,
      keyTail: session ? keyTail(session.keyId) : row.keyTail,
      secretHome: session ? 'session' : row.secretHome,
      state: lock ? 'locked' : status.state,
      stateReason: lock ? '' : status.reason,
      checkedAt: status.checkedAt,
    };
  }

  function currentState(): AccountsState {
    const rows = listed().filter(({ id }) => !hidden.has(id));
    const chosen = settings.activeAccountId();
    const active = rows.find(({ id }) => id === chosen) ?? rows[0];
    return { accounts: rows.map(viewOf), activeId: active?.id ?? '', lock };
  }

  function publish(): void {
    state.setState(currentState(), true);
  }

  /** Carries out a change and shows it; what storage could not do is data. */
  function change(step: () => boolean): Result<null> {
    try {
      if (!step()) return unknownAccount();
      publish();
      return ok(null);
    } catch (error) {
      if (error instanceof StorageError) return { ok: false, error: error.toAppError() };
      throw error;
    }
  }

  function find(id: string): Result<StoredAccount> {
    const row = repository.find(id);
    return row ? ok(inThisRun(row)) : unknownAccount();
  }

  return {
    state,
    list: listed,
    find,
    view(id) {
      const row = find(id);
      return row.ok ? ok(viewOf(row.value)) : row;
    },
    insert: (row, options) =>
      change(() => {
        repository.insert(row);
        if (options?.hidden) hidden.add(row.id);
        return true;
      }),
    update: (id, changes) => change(() => repository.update(id, changes)),
    remove: (id) =>
      change(() => {
        const removed = repository.remove(id);
        sessionKeys.delete(id);
        statuses.delete(id);
        hidden.delete(id);
        return removed;
      }),
    setAddresses(id, given) {
      addresses.set(id, given);
      publish();
    },
    setStatus(id, status) {
      statuses.set(id, status);
      hidden.delete(id);
      publish();
    },
    sessionKey: (id) => sessionKeys.get(id),
    holdSessionKey(id, credentials) {
      sessionKeys.set(id, credentials);
      publish();
    },
    dropSessionKey(id) {
      sessionKeys.delete(id);
      publish();
    },
    lock: () => lock,
    setLock(next) {
      // Whatever the disk says: keys go at once.
      lock = next;
      const forgotten = next ? [...sessionKeys.keys()] : [];
      if (next) sessionKeys.clear();
      else statuses.clear();
      publish();
      return change(() => {
        settings.setAccountLock(next);
        for (const id of forgotten) repository.update(id, { secretHome: 'none' });
        return true;
      });
    },
    activate: (id) =>
      change(() => {
        if (!repository.find(id)) return false;
        settings.setActiveAccountId(id);
        return true;
      }),
  };
}

function unknownAccount(): Result<never> {
  return fail('account.unknown', 'There is no such account.');
}
