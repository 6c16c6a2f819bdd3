import { randomInt, randomUUID } from 'node:crypto';
import { ok, type Result } from '@shared/domain/result';
import type { AccountRecords } from './account-records';
import {
  fromKeychainItem,
  keyTail,
  toCredentials,
  toKeychainItem,
  type Credentials,
  type KeyText,
} from './credentials';
import type { Keychain } from './keychain';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** As long as the example keys of PROTOCOL. */
const KEY_LENGTH = 64;
/** How long a prompt for the keyring may hold up the start; after it this run gets a key of its own. */
const PATIENCE_MS = 15_000;

export interface PaperAccount {
  readonly accountId: string;
  /** What the paper exchange must be started with. */
  readonly credentials: Credentials;
}

export interface PaperAccountOptions {
  readonly records: AccountRecords;
  readonly keychain: Keychain;
  /** Of a new account; later it is the user's. */
  readonly name: string;
  readonly now?: () => number;
  readonly patienceMs?: number;
}

/**
 * Finds or makes the paper account and its key, which is kept in the keychain like any other. When the keychain does not hand
 * out or take a key in time, the account gets one for this run: an item that exists is remembered and never overwritten. Fails with
 * `storage.…` alone.
 */
export async function ensurePaperAccount(options: PaperAccountOptions): Promise<Result<PaperAccount>> {
  const { records, keychain, name, now = Date.now, patienceMs = PATIENCE_MS } = options;
  const row = records.list().find(({ kind }) => kind === 'paper');
  const accountId = row?.id ?? randomUUID();

  if (row?.secretHome === 'keychain') {
    const item = await keychain.get(accountId, { expected: true, signal: AbortSignal.timeout(patienceMs) });
    const stored = item.ok ? fromKeychainItem(item.value ?? '') : item;
    const credentials = stored.ok ? stored.value : toCredentials(randomKey());
    if (!stored.ok) records.holdSessionKey(accountId, credentials);
    return ok({ accountId, credentials });
  }

  const key = randomKey();
  const credentials = toCredentials(key);
  if (!row) {
    const nothing = { restUrl: '', streamUrl: '', keyTail: '', secretHome: 'none' } as const;
    const inserted = records.insert({ id: accountId, name, kind: 'paper', ...nothing, createdAt: now() });
    if (!inserted.ok) return inserted;
  }
  // Of this run until it is stored; the same key, so it makes no difference when a prompt is answered.
  records.holdSessionKey(accountId, credentials);
  const storing = keychain.set(accountId, toKeychainItem(key)).then((stored) => {
    if (!stored.ok) return;
    const written = records.update(accountId, { secretHome: 'keychain', keyTail: keyTail(key.keyId) });
    if (written.ok) records.dropSessionKey(accountId);
  });
  await Promise.race([storing, elapsed(patienceMs)]);
  return ok({ accountId, credentials });
}

function randomKey(): KeyText {
  const text = (): string =>
    Array.from({ length: KEY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return { keyId: text(), secret: text() };
}

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
