import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAccountRepository } from '../storage/accounts';
import { openDatabase } from '../storage/database';
import { createSettingsRepository } from '../storage/settings';
import { temporaryFolder } from '../storage/testing';
import { createAccountRecords } from './account-records';
import { createAccounts } from './accounts';
import { createKeychain } from './keychain';
import { ensurePaperAccount } from './paper-key';
import { KeytarTwin } from './testing';

let folder = '';
let keytar = new KeytarTwin();
beforeEach(() => {
  folder = temporaryFolder(onTestFinished);
  keytar = new KeytarTwin();
});

/** One run of the app up to the paper account; `later` looks at what is stored and shown. */
async function run(patienceMs = 5_000) {
  const { db } = openDatabase(folder);
  const repository = createAccountRepository(db);
  const records = createAccountRecords(repository, createSettingsRepository(db));
  const keychain = createKeychain({ load: async () => keytar, waitingAfterMs: 20 });
  const accounts = createAccounts({
    records,
    keychain,
    checkKey: async () => ({ state: 'works', reason: '' }),
  });
  onTestFinished(() => db.close());
  const result = await ensurePaperAccount({ records, keychain, name: 'Paper', now: () => 7, patienceMs });
  if (!result.ok) throw new Error(result.error.message);
  const { accountId, credentials } = result.value;
  return {
    accountId,
    accounts,
    key: `${credentials.keyId} ${credentials.secret.export().toString()}`,
    keyId: credentials.keyId,
    repository,
    stored: () => repository.list(),
    shown: () => accounts.state.getState().accounts[0],
    end: () => db.close(),
  };
}

describe('the paper account', () => {
  it('is made at the first run, with a key in the keychain', async () => {
    const { accountId, key, keyId, stored, shown } = await run();
    expect(key).toMatch(/^[A-Za-z0-9]{64} [A-Za-z0-9]{64}$/);
    expect(stored()).toEqual([
      {
        id: accountId,
        name: 'Paper',
        kind: 'paper',
        restUrl: '',
        streamUrl: '',
        keyTail: keyId.slice(-4),
        secretHome: 'keychain',
        position: 0,
        createdAt: 7,
      },
    ]);
    expect(shown()).toMatchObject({ secretHome: 'keychain' });
    expect([...keytar.items.keys()]).toEqual([accountId]);
  });

  it('has the same key in the next run, and the name that the user gave it', async () => {
    const first = await run();
    first.accounts.rename(first.accountId, 'Mine');
    first.end();
    const second = await run();
    expect([second.accountId, second.key]).toEqual([first.accountId, first.key]);
    expect(second.stored().map(({ name }) => name)).toEqual(['Mine']);
  });

  it("has no address in the next run before its exchange listens: the last one's port may be somebody else's now", async () => {
    const first = await run();
    first.accounts.setAddresses(first.accountId, 'http://127.0.0.1:9', 'ws://127.0.0.1:9');
    expect(first.shown()).toMatchObject({ restUrl: 'http://127.0.0.1:9', streamUrl: 'ws://127.0.0.1:9' });
    first.end();
    const next = await run();
    expect(next.shown()).toMatchObject({ restUrl: '', streamUrl: '' });
  });

  it('has none also where an earlier Perch stored it', async () => {
    const first = await run();
    first.repository.update(first.accountId, { restUrl: 'http://127.0.0.1:9' });
    first.end();
    expect((await run()).shown()?.restUrl).toBe('');
  });

  it('gets a key for each run while there is no keychain, and a stored one when there is', async () => {
    keytar.failWith = 'Could not connect: No such file or directory';
    const first = await run();
    expect(first.stored()[0]).toMatchObject({ secretHome: 'none', keyTail: '' });
    expect(first.shown()).toMatchObject({ secretHome: 'session', keyTail: first.keyId.slice(-4) });
    const inUse = await first.accounts.credentialsOf(first.accountId);
    expect(inUse.ok && inUse.value.keyId).toBe(first.keyId);
    first.end();
    keytar.failWith = undefined;
    const second = await run();
    expect(second.accountId).toBe(first.accountId);
    expect(second.key).not.toBe(first.key);
    expect(second.stored()[0]).toMatchObject({ secretHome: 'keychain' });
  });

  it('gets a key for this run while the keychain is locked; the stored one is neither forgotten nor overwritten', async () => {
    const first = await run();
    first.end();
    keytar.locked = true;
    const second = await run();
    expect(second.key).not.toBe(first.key);
    expect(second.stored()[0]).toMatchObject({ secretHome: 'keychain', keyTail: first.keyId.slice(-4) });
    expect(second.shown()).toMatchObject({ secretHome: 'session', keyTail: second.keyId.slice(-4) });
    second.end();
    keytar.locked = false;
    expect((await run()).key).toBe(first.key);
  });

  it('does not wait for ever for a prompt, neither to read', async () => {
    const first = await run();
    first.end();
    keytar.hold();
    const second = await run(50);
    expect(second.shown()).toMatchObject({ secretHome: 'session' });
    expect(second.stored()[0]).toMatchObject({ secretHome: 'keychain' });
  });

  it('nor to write: a key that is taken later is the one in use', async () => {
    const release = keytar.hold();
    const first = await run(50);
    expect(first.shown()).toMatchObject({ secretHome: 'session' });
    release();
    await vi.waitFor(() => expect(first.shown()).toMatchObject({ secretHome: 'keychain' }));
    first.end();
    expect((await run()).key).toBe(first.key);
  });

  it('can be renamed, but neither removed nor given another key', async () => {
    const { accounts, accountId } = await run();
    const draft = {
      name: 'x',
      restUrl: 'https://example.com',
      streamUrl: 'wss://example.com',
      keyId: 'some-key-id',
      secret: 's',
      keep: 'session',
    } as const;
    expect(await accounts.remove(accountId)).toMatchObject({ error: { code: 'account.paper' } });
    expect(await accounts.replaceKey(accountId, draft)).toMatchObject({ error: { code: 'account.paper' } });
    expect(accounts.rename(accountId, 'Mine').ok).toBe(true);
    accounts.setAddresses(accountId, 'http://127.0.0.1:9', 'ws://127.0.0.1:9');
    expect(accounts.state.getState().accounts[0]).toMatchObject({
      name: 'Mine',
      restUrl: 'http://127.0.0.1:9',
    });
  });
});
