import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KeychainState } from '@shared/domain/connection';
import { fail, ok, type Result } from '@shared/domain/result';
import { createCallQueue, GaveUp } from './call-queue';
import { failureOf, keychainError, type KeychainFailure } from './keychain-failure';

const SERVICE = 'Perch';
/** Written and removed to see whether the keychain takes items; no account has this id. */
const PROBE = 'probe';
/** SECURITY: Windows fails on longer values, in bytes. */
const MAX_BYTES = 2560;
const WAITING_AFTER_MS = 1_500;

/** The three calls used of keytar. Never findCredentials or findPassword: they can crash the process (SECURITY: keytar facts). */
export interface KeytarCalls {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/**
 * The OS keychain, one item per account. Failures are `keychain.<state>` of KeychainState, or `keychain.waiting` for a caller that
 * gave up while a prompt was open; all carry the system's words as details.reason.
 */
export interface Keychain {
  readonly state: StoreApi<KeychainState>;
  /**
   * The item's text. `expected` says that an item is known to exist: a keychain whose unlocking was refused answers like an empty
   * one, so nothing found then means `keychain.locked`, never "no key". With `confirm`, for a check that the user asked for, the keychain
   * must also take an item, which may ask to unlock it once more; after that null is the truth. Without either, null is
   * nothing found.
   */
  get(account: string, options: GetOptions): Promise<Result<string | null>>;
  /**
   * Writes the item, replacing one of that id, and reads it back (`keychain.not-kept` when it differs). Refuses what a keychain would
   * cut or refuse: `keychain.too-long`, `keychain.characters`. Once begun it is awaited to its end, prompt or not.
   */
  set(account: string, value: string, signal?: AbortSignal): Promise<Result<null>>;
  /** Removes the item and makes sure that it is gone (`keychain.not-removed` when it is still there). */
  delete(account: string, signal?: AbortSignal): Promise<Result<null>>;
  /** Tries the keychain with an item of its own; the system may ask the user to unlock it. Answers the state it found. */
  retry(): Promise<KeychainState>;
  /**
   * True while a call is open. keytar cannot be interrupted, and a process that ends normally joins its threads: an app that
   * quits while this is true must end itself by a signal.
   */
  isBusy(): boolean;
}

interface GetOptions {
  readonly expected: boolean;
  readonly confirm?: boolean;
  readonly signal?: AbortSignal;
}

export interface KeychainOptions {
  /** Loads keytar at the first use; a failure means that there is no keychain. Replaced in tests. */
  readonly load?: () => Promise<KeytarCalls>;
  readonly waitingAfterMs?: number;
}

export function createKeychain({
  load = loadKeytar,
  waitingAfterMs = WAITING_AFTER_MS,
}: KeychainOptions = {}): Keychain {
  const state = createStore<KeychainState>(() => ({ state: 'unknown' }));
  const queue = createCallQueue(waitingAfterMs, () => state.setState({ state: 'waiting' }, true));

  const seen = (next: KeychainState): void => state.setState(next, true);

  function failed(failure: KeychainFailure, reason: string): Result<never> {
    seen({ state: failure, reason });
    return keychainError(failure, reason);
  }

  /** Runs one operation alone, with every failure as data; a value means that the keychain works. */
  async function operate<T>(
    effect: 'read' | 'write',
    operation: (keytar: KeytarCalls) => Promise<Result<T>>,
    signal?: AbortSignal,
  ): Promise<Result<T>> {
    const attempt = async (): Promise<Result<T>> => {
      const before = state.getState();
      try {
        const result = await operation(await load());
        if (result.ok) seen({ state: 'available' });
        // An operation that failed in its own way told the state itself; else what was known before the wait still holds.
        else if (state.getState().state === 'waiting') seen(before);
        return result;
      } catch (error) {
        const { failure, reason } = failureOf(error);
        return failed(failure, reason);
      }
    };
    try {
      return await queue.run(attempt, effect, signal);
    } catch (error) {
      if (error instanceof GaveUp) return keychainError('waiting', '');
      throw error;
    }
  }

  /** A locked keychain refuses this write, so after it "nothing found" is the truth. */
  async function proveUnlocked(keytar: KeytarCalls): Promise<void> {
    await keytar.setPassword(SERVICE, PROBE, randomBytes(8).toString('hex'));
    await keytar.deletePassword(SERVICE, PROBE);
  }

  return {
    state,
    isBusy: () => queue.isBusy(),
    get: (account, { expected, confirm = false, signal }) =>
      operate(
        'read',
        async (keytar) => {
          const value = await keytar.getPassword(SERVICE, account);
          if (value !== null || !expected) return ok(value);
          if (!confirm) return failed('locked', 'The stored key was not handed out.');
          await proveUnlocked(keytar);
          return ok(await keytar.getPassword(SERVICE, account));
        },
        signal,
      ),
    async set(account, value, signal) {
      const refusal = refuseValue(value);
      if (refusal) return refusal;
      return operate(
        'write',
        async (keytar) => {
          await keytar.setPassword(SERVICE, account, value);
          const kept = await keytar.getPassword(SERVICE, account);
          if (kept !== null && equal(kept, value)) return ok(null);
          // What came back is no key: it must not be taken for one at the next start.
          await keytar.deletePassword(SERVICE, account);
          return fail('keychain.not-kept', 'The keychain did not give back what was stored in it.');
        },
        signal,
      );
    },
    delete: (account, signal) =>
      operate(
        'write',
        async (keytar) => {
          // false: not there, or locked.
          if (!(await keytar.deletePassword(SERVICE, account))) await proveUnlocked(keytar);
          if ((await keytar.getPassword(SERVICE, account)) === null) return ok(null);
          return fail('keychain.not-removed', 'The key is still in the keychain.', { retryable: true });
        },
        signal,
      ),
    async retry() {
      await operate('write', async (keytar) => {
        await proveUnlocked(keytar);
        return ok(null);
      });
      return state.getState();
    },
  };
}

async function loadKeytar(): Promise<KeytarCalls> {
  return (await import('keytar')).default;
}

/** SECURITY: Linux cuts a value at NUL; control characters have no place in a key; Windows takes 2560 bytes. */
function refuseValue(value: string): Result<never> | undefined {
  if (value === '' || /\p{Cc}/u.test(value)) {
    return fail('keychain.characters', 'A key must not be empty or have control characters.');
  }
  if (Buffer.byteLength(value) > MAX_BYTES) {
    return fail('keychain.too-long', `A keychain item holds at most ${MAX_BYTES} bytes.`, {
      details: { bound: String(MAX_BYTES) },
    });
  }
  return undefined;
}

function equal(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
