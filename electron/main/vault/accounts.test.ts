import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Account } from '@shared/domain/account';
import type { Result } from '@shared/domain/result';
import { createAccountRepository } from '../storage/accounts';
import { openDatabase } from '../storage/database';
import { createSettingsRepository } from '../storage/settings';
import { StorageError } from '../storage/storage-error';
import { temporaryFolder } from '../storage/testing';
import type { AccountDraft } from './account-draft';
import { createAccountRecords } from './account-records';
import { createAccounts } from './accounts';
import type { CheckKey, KeyCheck } from './check-key';
import { createKeychain } from './keychain';
import { KeytarTwin } from './testing';

const KEY_ID = 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A';
const SECRET = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j';
const NOW = 1_763_835_872_123;

const DRAFT: AccountDraft = {
  name: ' Main ',
  restUrl: 'https://API.example.com/',
  streamUrl: 'wss://ws.example.com',
  keyId: ` ${KEY_ID} `,
  secret: SECRET,
  keep: 'keychain',
};

let folder = '';
beforeEach(() => {
  folder = temporaryFolder(onTestFinished);
});

/** One run of the vault on the test's folder; the keychain outlives runs, as the real one does. */
function start(keytar = new KeytarTwin()) {
  const { db } = openDatabase(folder);
  onTestFinished(() => db.close());
  const repository = createAccountRepository(db);
  const keychain = createKeychain({ load: async () => keytar, waitingAfterMs: 20 });
  let found: KeyCheck = { state: 'works', reason: '' };
  const checkKey = vi.fn<CheckKey>(async () => found);
  const records = createAccountRecords(repository, createSettingsRepository(db));
  const accounts = createAccounts({ records, keychain, checkKey, now: () => NOW });
  return {
    accounts,
    records,
    repository,
    keytar,
    keychain,
    checkKey,
    db,
    answers: (state: KeyCheck['state'], reason = '') => (found = { state, reason }),
    only: (): Account => {
      const [account, ...others] = accounts.state.getState().accounts;
      if (!account || others.length > 0) throw new Error('not one account');
      return account;
    },
  };
}

async function added(keep: AccountDraft['keep'] = 'keychain') {
  const run = start();
  const result = await run.accounts.add({ ...DRAFT, keep });
  if (!result.ok) throw new Error(result.error.message);
  return { ...run, id: result.value.id };
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

describe('adding an account', () => {
  it('keeps the key in the keychain and the account, normalised, in the database', async () => {
    const { accounts, keytar, checkKey, only, id } = await added();
    expect(only()).toEqual({
      id,
      name: 'Main',
      kind: 'custom',
      restUrl: 'https://api.example.com',
      streamUrl: 'wss://ws.example.com',
      keyTail: 'Eh8A',
      secretHome: 'keychain',
      state: 'works',
      stateReason: '',
      checkedAt: NOW,
    });
    expect([...keytar.items]).toEqual([[id, JSON.stringify({ version: 1, keyId: KEY_ID, secret: SECRET })]]);
    expect(checkKey.mock.calls[0]?.[0]).toBe('https://api.example.com');
    const credentials = await accounts.credentialsOf(id);
    expect(credentials.ok && credentials.value.keyId).toBe(KEY_ID);
    expect(credentials.ok && credentials.value.secret.export().toString()).toBe(SECRET);
    expect(inspect(credentials) + JSON.stringify(credentials)).not.toContain(SECRET);
  });

  it.each([
    ['key-refused', 'keyId', false],
    ['secret-wrong', 'secret', false],
    ['clock', 'restUrl', true],
    ['unreachable', 'restUrl', true],
    ['failed', 'restUrl', false],
  ] as const)('whose check says %s stores nothing and points at %s', async (state, field, retryable) => {
    const { accounts, keytar, answers } = start();
    answers(state, 'in the server’s words');
    expect(await accounts.add(DRAFT)).toMatchObject({
      ok: false,
      error: { code: `account.${state}`, retryable, details: { field, reason: 'in the server’s words' } },
    });
    expect(accounts.state.getState().accounts).toEqual([]);
    expect(keytar.calls).toEqual([]);
  });

  it.each([
    [{ name: '  ' }, 'account.name-empty', 'name'],
    [{ name: 'x'.repeat(61) }, 'account.name-long', 'name'],
    [{ name: 'a\u0007b' }, 'account.name-characters', 'name'],
    [{ restUrl: 'http://example.com' }, 'address.plain', 'restUrl'],
    [{ streamUrl: 'https://example.com' }, 'address.scheme', 'streamUrl'],
    [{ keyId: ' ' }, 'account.key-empty', 'keyId'],
    [{ keyId: 'a\nb' }, 'account.key-characters', 'keyId'],
    [{ secret: '' }, 'account.key-empty', 'secret'],
    [{ secret: 'a\0b' }, 'account.key-characters', 'secret'],
  ])('with %j is refused before anything is sent', async (change, code, field) => {
    const { accounts, checkKey } = start();
    const result = await accounts.add({ ...DRAFT, ...change });
    expect(result).toMatchObject({ ok: false, error: { code, details: { field } } });
    expect(checkKey).not.toHaveBeenCalled();
  });

  it('that the keychain does not take leaves no row behind', async () => {
    const { accounts, keytar, repository } = start();
    keytar.locked = true;
    expect(codeOf(await accounts.add(DRAFT))).toBe('keychain.locked');
    keytar.failWith = 'Could not connect: No such file or directory';
    expect(codeOf(await accounts.add(DRAFT))).toBe('keychain.no-service');
    expect(codeOf(await accounts.add({ ...DRAFT, secret: 'x'.repeat(2560) }))).toBe('keychain.too-long');
    expect(repository.list()).toEqual([]);
    expect(accounts.state.getState()).toEqual({ accounts: [], activeId: '', lock: null });
  });

  it('is not shown before the keychain has taken its key', async () => {
    const { accounts, keytar, repository } = start();
    const release = keytar.hold();
    const adding = accounts.add(DRAFT);
    await vi.waitFor(() => expect(keytar.calls).toHaveLength(1));
    expect(repository.list()).toHaveLength(1);
    expect(accounts.state.getState().accounts).toEqual([]);
    release();
    expect(codeOf(await adding)).toBe('ok');
    expect(accounts.state.getState().accounts).toHaveLength(1);
  });

  it('for this run only asks nothing of the keychain and is without a key in the next run', async () => {
    const { accounts, keytar, id, only, db } = await added('session');
    expect(only()).toMatchObject({ secretHome: 'session', keyTail: 'Eh8A', state: 'works' });
    expect(codeOf(await accounts.credentialsOf(id))).toBe('ok');
    expect(keytar.calls).toEqual([]);
    db.close();
    const next = start(keytar);
    expect(next.only()).toMatchObject({ id, secretHome: 'none', state: 'unchecked' });
    expect(codeOf(await next.accounts.credentialsOf(id))).toBe('account.no-key');
    expect(next.only().state).toBe('no-key');
  });

  it('under a name that another account has is allowed', async () => {
    const { accounts } = await added();
    expect(codeOf(await accounts.add(DRAFT))).toBe('ok');
    expect(accounts.state.getState().accounts.map(({ name }) => name)).toEqual(['Main', 'Main']);
  });

  it('fails as data when the database cannot take it, and leaves no key behind', async () => {
    const { accounts, keytar, db } = start();
    db.close();
    expect(codeOf(await accounts.add(DRAFT))).toBe('storage.failed');
    expect([...keytar.items]).toEqual([]);
  });
});

describe('removing an account', () => {
  it('removes its key from the keychain, then the account', async () => {
    const { accounts, keytar, repository, id } = await added();
    expect(await accounts.remove(id)).toEqual({ ok: true, value: null });
    expect([...keytar.items]).toEqual([]);
    expect(repository.list()).toEqual([]);
    expect(codeOf(await accounts.remove(id))).toBe('account.unknown');
    expect(codeOf(await accounts.credentialsOf(id))).toBe('account.unknown');
  });

  it('stays when it cannot be sure that the key is gone', async () => {
    const { accounts, keytar, id, only } = await added();
    keytar.locked = true;
    expect(codeOf(await accounts.remove(id))).toBe('keychain.locked');
    keytar.locked = false;
    keytar.deletePassword = async () => true;
    expect(codeOf(await accounts.remove(id))).toBe('keychain.not-removed');
    expect(only().id).toBe(id);
    expect(codeOf(await accounts.credentialsOf(id))).toBe('ok');
  });

  it('goes also when somebody has removed its key before', async () => {
    const { accounts, keytar, id } = await added();
    keytar.items.clear();
    expect(codeOf(await accounts.remove(id))).toBe('ok');
  });

  it('does not let a key come in after it', async () => {
    const { accounts, keytar, id } = await added();
    const [removed, replaced] = await Promise.all([accounts.remove(id), accounts.replaceKey(id, DRAFT)]);
    expect([codeOf(removed), codeOf(replaced)]).toEqual(['ok', 'account.unknown']);
    expect([...keytar.items]).toEqual([]);
  });
});

describe('a new key for an account', () => {
  const NEXT = { ...DRAFT, keyId: 'next-key-id-0123', secret: 'next-secret' };

  it('replaces the stored one once it works', async () => {
    const { accounts, keytar, id, only, answers } = await added();
    answers('secret-wrong');
    expect(codeOf(await accounts.replaceKey(id, NEXT))).toBe('account.secret-wrong');
    expect(keytar.items.get(id)).toContain(SECRET);
    answers('works');
    expect(await accounts.replaceKey(id, { ...NEXT, name: 'New' })).toMatchObject({ ok: true });
    expect(only()).toMatchObject({
      id,
      name: 'New',
      keyTail: '0123',
      secretHome: 'keychain',
      state: 'works',
    });
    expect(keytar.items.get(id)).toContain('next-secret');
  });

  it('for this run goes before the stored one, which is there again in the next', async () => {
    const { accounts, keytar, id, only, db } = await added();
    expect(codeOf(await accounts.replaceKey(id, { ...NEXT, keep: 'session' }))).toBe('ok');
    expect(only()).toMatchObject({ keyTail: '0123', secretHome: 'session' });
    const now = await accounts.credentialsOf(id);
    expect(now.ok && now.value.keyId).toBe('next-key-id-0123');
    db.close();
    const next = start(keytar);
    expect(next.only()).toMatchObject({ keyTail: 'Eh8A', secretHome: 'keychain' });
    const later = await next.accounts.credentialsOf(id);
    expect(later.ok && later.value.keyId).toBe(KEY_ID);
  });

  it('with another address takes the old key away first: it is never sent to another exchange', async () => {
    const { accounts, keytar, id, only } = await added();
    const elsewhere = { ...NEXT, restUrl: 'https://other.example.com', keep: 'session' } as const;
    keytar.locked = true;
    expect(codeOf(await accounts.replaceKey(id, elsewhere))).toBe('keychain.locked');
    expect(only().restUrl).toBe('https://api.example.com');
    keytar.locked = false;
    expect(codeOf(await accounts.replaceKey(id, elsewhere))).toBe('ok');
    expect(only()).toMatchObject({ restUrl: 'https://other.example.com', secretHome: 'session' });
    expect([...keytar.items]).toEqual([]);
  });

  it('that the keychain does not take leaves the stored one', async () => {
    const { accounts, keytar, id, only } = await added();
    keytar.locked = true;
    expect(codeOf(await accounts.replaceKey(id, NEXT))).toBe('keychain.locked');
    keytar.locked = false;
    expect(only()).toMatchObject({ keyTail: 'Eh8A', secretHome: 'keychain' });
    expect(codeOf(await accounts.credentialsOf(id))).toBe('ok');
  });

  it('that the keychain does not take for a moved account leaves it without one, and says so', async () => {
    const { accounts, keytar, id, only } = await added('session');
    keytar.locked = true;
    const moved = await accounts.replaceKey(id, { ...NEXT, restUrl: 'https://other.example.com' });
    expect(codeOf(moved)).toBe('keychain.locked');
    expect(only()).toMatchObject({ secretHome: 'none', keyTail: '' });
    expect(codeOf(await accounts.credentialsOf(id))).toBe('account.no-key');
  });
});

describe('the state of an account', () => {
  it.each([
    ['Cannot create an item in a locked collection', 'keychain-locked'],
    ['Could not connect: No such file or directory', 'keychain-missing'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'keychain-missing'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'keychain-missing'],
    ['Something new', 'failed'],
  ])('tells “%s” as %s, with these words', async (words, state) => {
    const { accounts, keytar, id, only } = await added();
    keytar.failWith = words;
    expect(codeOf(await accounts.credentialsOf(id))).toMatch(/^keychain\./);
    expect(only()).toMatchObject({ state, stateReason: words, checkedAt: NOW, secretHome: 'keychain' });
  });

  it.each(['works', 'key-refused', 'secret-wrong', 'clock', 'unreachable', 'failed'] as const)(
    'is %s when the check says so',
    async (state) => {
      const { accounts, id, only, answers } = await added();
      answers(state, state === 'works' ? '' : 'words');
      expect(await accounts.check(id)).toEqual({ ok: true, value: null });
      expect(only()).toMatchObject({ state, stateReason: state === 'works' ? '' : 'words' });
    },
  );

  it('is locked while a locked keychain does not hand out the key, and works again after', async () => {
    const { accounts, keytar, id, only } = await added();
    keytar.locked = true;
    await accounts.check(id);
    expect(only().state).toBe('keychain-locked');
    keytar.locked = false;
    await accounts.check(id);
    expect(only().state).toBe('works');
  });

  it('is "no key" only when the keychain proved to be open; a check that nobody asked for says locked', async () => {
    const { accounts, keytar, id, only } = await added();
    keytar.items.clear();
    await accounts.credentialsOf(id);
    expect(only().state).toBe('keychain-locked');
    await accounts.check(id);
    expect(only()).toMatchObject({ state: 'no-key', secretHome: 'keychain' });
  });

  it('is failed when the item is not ours, without repeating it', async () => {
    const { accounts, keytar, id, only } = await added();
    for (const item of [
      '{"secret":"canary-in-json"',
      '"canary"',
      '{"version":2,"keyId":"canary","secret":"canary"}',
    ]) {
      keytar.items.set(id, item);
      const result = await accounts.credentialsOf(id);
      expect(codeOf(result)).toBe('keychain.unreadable');
      expect(only().state).toBe('failed');
      expect(JSON.stringify([result, only()])).not.toContain('canary');
    }
  });

  it('is checking meanwhile, and two checks at once are one', async () => {
    const { accounts, checkKey, id, only } = await added();
    let finish: (found: KeyCheck) => void = () => undefined;
    checkKey.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    const both = [accounts.check(id), accounts.check(id)];
    await vi.waitFor(() => expect(checkKey).toHaveBeenCalledTimes(2));
    expect(only().state).toBe('checking');
    finish({ state: 'works', reason: '' });
    await Promise.all(both);
    expect(checkKey).toHaveBeenCalledTimes(2);
    expect(only().state).toBe('works');
  });

  it('follows what happened meanwhile, not a check that began before', async () => {
    const { accounts, checkKey, id, only } = await added();
    let finish: (found: KeyCheck) => void = () => undefined;
    checkKey.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    const check = accounts.check(id);
    await vi.waitFor(() => expect(checkKey).toHaveBeenCalledTimes(2));
    accounts.report(id, { state: 'key-refused', reason: 'IP' });
    finish({ state: 'works', reason: '' });
    await check;
    expect(only()).toMatchObject({ state: 'key-refused', stateReason: 'IP' });
    await accounts.remove(id);
    accounts.report(id, { state: 'works', reason: '' });
    expect(accounts.state.getState().accounts).toEqual([]);
  });

  it('of nobody is not checked', async () => {
    expect(codeOf(await start().accounts.check('nobody'))).toBe('account.unknown');
  });
});

describe('names and the active account', () => {
  it('a new name is trimmed and checked', async () => {
    const { accounts, id, only } = await added();
    expect(codeOf(accounts.rename(id, ' Other '))).toBe('ok');
    expect(only().name).toBe('Other');
    expect(codeOf(accounts.rename(id, ' '))).toBe('account.name-empty');
    expect(codeOf(accounts.rename('nobody', 'x'))).toBe('account.unknown');
    expect(only().name).toBe('Other');
  });

  it('the active one is the chosen, in the next run too, else the first', async () => {
    const { accounts, keytar, id, db } = await added();
    const second = await accounts.add(DRAFT);
    const secondId = second.ok ? second.value.id : '';
    expect(accounts.state.getState().activeId).toBe(id);
    expect(codeOf(accounts.activate(secondId))).toBe('ok');
    expect(codeOf(accounts.activate('nobody'))).toBe('account.unknown');
    db.close();
    const next = start(keytar);
    expect(next.accounts.state.getState().activeId).toBe(secondId);
    await next.accounts.remove(secondId);
    expect(next.accounts.state.getState().activeId).toBe(id);
  });
});

describe('while the accounts are locked', () => {
  it('no key is read, checked, added or replaced, and each account says why', async () => {
    const { accounts, keytar, checkKey, only, id } = await added();
    checkKey.mockClear();
    expect(codeOf(accounts.lock('asked'))).toBe('ok');
    expect(only()).toMatchObject({ state: 'locked', stateReason: '' });
    expect(accounts.state.getState().lock).toEqual({ because: 'asked', at: NOW });
    const reading = vi.spyOn(keytar, 'getPassword');
    expect(codeOf(await accounts.credentialsOf(id))).toBe('account.locked');
    expect(codeOf(await accounts.add(DRAFT))).toBe('account.locked');
    expect(codeOf(await accounts.replaceKey(id, DRAFT))).toBe('account.locked');
    await accounts.check(id);
    expect(checkKey).not.toHaveBeenCalled();
    expect(reading).not.toHaveBeenCalled();
    expect(keytar.items.size).toBe(1);
    expect(only().state).toBe('locked');

    expect(codeOf(accounts.unlock())).toBe('ok');
    expect(only().state).toBe('unchecked');
    expect(codeOf(await accounts.credentialsOf(id))).toBe('ok');
  });

  it('a key that was given for this run is forgotten', async () => {
    const { accounts, only, id } = await added('session');
    accounts.lock('screen');
    accounts.unlock();
    expect(only()).toMatchObject({ secretHome: 'none' });
    expect(codeOf(await accounts.credentialsOf(id))).toBe('account.no-key');
  });

  it('keys are gone from memory also when the disk does not take it', async () => {
    const { accounts, records, repository, id } = await added('session');
    vi.spyOn(repository, 'update').mockImplementation(() => {
      throw new StorageError('read-only', 'perch.sqlite', 'refused');
    });
    expect(codeOf(accounts.lock('screen'))).toBe('storage.read-only');
    expect(records.sessionKey(id)).toBeUndefined();
    expect(codeOf(await accounts.credentialsOf(id))).toBe('account.locked');
  });

  it('a key that the keychain gives too late is not taken', async () => {
    const { accounts, id } = await added();
    const reading = accounts.credentialsOf(id);
    accounts.lock('idle');
    expect(codeOf(await reading)).toBe('account.locked');
  });

  it('they stay so over a restart, also when what was kept is not understood', async () => {
    const first = await added();
    first.accounts.lock('sleep');
    first.db.close();
    const second = start(first.keytar);
    expect(second.accounts.state.getState().lock).toEqual({ because: 'sleep', at: NOW });
    expect(codeOf(await second.accounts.credentialsOf(first.id))).toBe('account.locked');
    second.db.prepare("UPDATE settings SET value = 'x' WHERE key = 'account.lock'").run();
    second.db.close();
    const third = start(first.keytar);
    expect(third.accounts.state.getState().lock).not.toBeNull();
    third.accounts.unlock();
    third.db.close();
    expect(start(first.keytar).accounts.state.getState().lock).toBeNull();
  });
});

it('neither key id nor secret is in any file of the data folder, whatever was done with the account', async () => {
  const { accounts, keytar, id, db, answers } = await added();
  accounts.rename(id, 'Renamed');
  await accounts.check(id);
  answers('secret-wrong', 'Signature for this request is not valid.');
  await accounts.check(id);
  answers('works');
  await accounts.replaceKey(id, { ...DRAFT, keep: 'session' });
  await accounts.replaceKey(id, DRAFT);
  await accounts.add({ ...DRAFT, keep: 'session' });
  keytar.locked = true;
  await accounts.add(DRAFT);
  keytar.locked = false;

  const files = (): [string, Buffer][] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => [
      name,
      readFileSync(join(folder, name)),
    ]);
  const hiding = [KEY_ID, SECRET].flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('hex')),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, 40)),
    // A part would be found too.
    Buffer.from(text.slice(0, 16)),
    Buffer.from(text.slice(-16)),
  ]);
  const check = (when: string): void => {
    const found = files();
    expect(
      found.some(([, bytes]) => bytes.includes('Renamed') || bytes.includes('Main')),
      when,
    ).toBe(true);
    for (const [name, bytes] of found) {
      for (const text of hiding) expect(bytes.includes(text), `${name} ${when}`).toBe(false);
    }
  };
  check('with its log beside it');
  await accounts.remove(id);
  db.close();
  check('after closing');
});
