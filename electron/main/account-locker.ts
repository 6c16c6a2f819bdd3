import { isLooserLockAfter, lockAfterMinutes, type LockReason } from '@shared/domain/account-lock';
import type { LockQuestion } from '@shared/domain/confirmation';
import type { Settings } from '@shared/domain/settings';
import { fail, ok, type Result } from '@shared/domain/result';
import type { AccountsVault } from './vault/accounts';

interface AccountLockerOptions {
  readonly accounts: Pick<AccountsVault, 'state' | 'lock' | 'unlock'>;
  readonly settings: { getState(): Pick<Settings, 'lockAfter'> };
  /** Main's own question. */
  readonly ask: (question: LockQuestion) => Promise<boolean>;
  /** Nobody is there to answer what is asked now. */
  readonly decline: () => void;
  /** Since a person last used the machine, s. */
  readonly idleSeconds: () => number;
  readonly log: { info(message: string): void };
}

/** Locks all accounts and, when a person says yes to main's own question, unlocks them. */
export interface AccountLocker {
  lock(because: LockReason): Result<null>;
  /** `account.not-unlocked` when the question was not answered with yes. */
  unlock(): Promise<Result<null>>;
  /** Whether windows may change the setting so: a person is asked when keys would stay in memory for longer. */
  admits(changes: Partial<Settings>): Promise<Result<null>>;
  stop(): void;
}

const LOOK_EVERY_MS = 5_000;

export function createAccountLocker(options: AccountLockerOptions): AccountLocker {
  const { accounts, settings, ask, log } = options;

  function lock(because: LockReason): Result<null> {
    // First: what is asked while they are locked, as to unlock them, finds nobody either.
    options.decline();
    if (accounts.state.getState().lock) return ok(null);
    const locked = accounts.lock(because);
    if (locked.ok) log.info(`accounts: locked (${because})`);
    return locked;
  }

  const timer = setInterval(() => {
    if (accounts.state.getState().lock) return;
    const minutes = lockAfterMinutes(settings.getState().lockAfter);
    if (minutes !== undefined && options.idleSeconds() >= minutes * 60) lock('idle');
  }, LOOK_EVERY_MS);
  timer.unref();

  return {
    lock,
    async unlock() {
      const { lock: locked } = accounts.state.getState();
      if (!locked) return ok(null);
      if (!(await ask({ kind: 'unlock', because: locked.because }))) {
        return fail('account.not-unlocked', 'The accounts stay locked.');
      }
      log.info('accounts: unlocked');
      return accounts.unlock();
    },
    async admits({ lockAfter: to }) {
      const { lockAfter: from } = settings.getState();
      if (to === undefined || !isLooserLockAfter(from, to)) return ok(null);
      const accepted = await ask({ kind: 'looser-lock', from, to });
      return accepted ? ok(null) : fail('limit.not-confirmed', 'The looser lock was not confirmed.');
    },
    stop: () => clearInterval(timer),
  };
}
