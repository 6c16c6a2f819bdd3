import { describe, expect, it, vi } from 'vitest';
import type { Result } from '@shared/domain/result';
import { createKeychain } from './keychain';
import { KeytarTwin } from './testing';

function keychainWith(change: (keytar: KeytarTwin) => void = () => undefined) {
  const keytar = new KeytarTwin();
  change(keytar);
  const keychain = createKeychain({ load: async () => keytar, waitingAfterMs: 20 });
  return { keytar, keychain };
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

describe('a keychain that works', () => {
  it('gives back what was stored, and is known to work from then on', async () => {
    const { keychain } = keychainWith();
    expect(keychain.state.getState()).toEqual({ state: 'unknown' });
    expect(await keychain.set('one', 'secret ünïcode')).toEqual({ ok: true, value: null });
    expect(await keychain.get('one', { expected: true })).toEqual({ ok: true, value: 'secret ünïcode' });
    expect(keychain.state.getState()).toEqual({ state: 'available' });
  });

  it('has nothing for an account of which nothing is expected', async () => {
    const { keychain } = keychainWith();
    expect(await keychain.get('one', { expected: false })).toEqual({ ok: true, value: null });
  });

  it('is loaded at the first use and not before', async () => {
    const load = vi.fn(async () => new KeytarTwin());
    const keychain = createKeychain({ load });
    expect(load).not.toHaveBeenCalled();
    await keychain.get('one', { expected: false });
    expect(load).toHaveBeenCalledOnce();
  });

  it('removes an item, also one that somebody else has removed before', async () => {
    const { keychain, keytar } = keychainWith();
    await keychain.set('one', 'x');
    expect(await keychain.delete('one')).toEqual({ ok: true, value: null });
    expect(await keychain.delete('one')).toEqual({ ok: true, value: null });
    expect([...keytar.items]).toEqual([]);
  });
});

describe('what keytar answers (SECURITY: keytar facts) is told apart', () => {
  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'no-service'],
    ['Could not connect: No such file or directory', 'no-service'],
    ['Could not connect: Connection refused', 'no-service'],
    ['Unknown or unsupported transport “nonsense” for address “nonsense:”', 'no-service'],
    ['The connection is closed', 'no-service'],
    ['The given address is empty', 'no-service'],
    ['Failed to load keytar native addon, checked [] on linux-x64', 'no-service'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'no-secret-service'],
    [
      'GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name is not activatable',
      'no-secret-service',
    ],
    ['Message recipient disconnected from message bus without replying', 'no-secret-service'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'no-keyring'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['User canceled the operation.', 'locked'],
    ['Something new', 'failed'],
  ])('“%s” is %s, for every call', async (words, failure) => {
    const { keychain } = keychainWith((keytar) => (keytar.failWith = words));
    for (const call of [
      () => keychain.get('one', { expected: true }),
      () => keychain.get('one', { expected: false }),
      () => keychain.set('one', 'x'),
      () => keychain.delete('one'),
    ]) {
      const result = await call();
      expect(result).toMatchObject({
        ok: false,
        error: { code: `keychain.${failure}`, retryable: true, details: { reason: words } },
      });
      expect(keychain.state.getState()).toEqual({ state: failure, reason: words });
    }
    expect(await keychain.retry()).toEqual({ state: failure, reason: words });
  });

  it('an addon or library that cannot be loaded is no keychain, and is tried again', async () => {
    let missing = true;
    const keychain = createKeychain({
      load: async () => {
        if (missing) throw new Error('libsecret-1.so.0: cannot open shared object file');
        return new KeytarTwin();
      },
    });
    expect(codeOf(await keychain.get('one', { expected: true }))).toBe('keychain.no-service');
    missing = false;
    expect(await keychain.retry()).toEqual({ state: 'available' });
  });

  it('nothing found for an expected item means locked, never "no key"', async () => {
    const { keychain, keytar } = keychainWith();
    await keychain.set('one', 'x');
    keytar.locked = true;
    expect(codeOf(await keychain.get('one', { expected: true }))).toBe('keychain.locked');
    expect(codeOf(await keychain.get('one', { expected: true, confirm: true }))).toBe('keychain.locked');
    expect(codeOf(await keychain.set('one', 'other'))).toBe('keychain.locked');
    expect(keytar.items.get('one')).toBe('x');
  });

  it('only a keychain that takes an item proves that an expected one is gone', async () => {
    const { keychain, keytar } = keychainWith();
    expect(codeOf(await keychain.get('one', { expected: true }))).toBe('keychain.locked');
    expect(await keychain.get('one', { expected: true, confirm: true })).toEqual({ ok: true, value: null });
    expect([...keytar.items]).toEqual([]);
  });

  it('"not removed" on a locked keyring is not taken for "was not there"', async () => {
    const { keychain, keytar } = keychainWith();
    await keychain.set('one', 'x');
    keytar.locked = true;
    expect(codeOf(await keychain.delete('one'))).toBe('keychain.locked');
    keytar.locked = false;
    expect(keytar.items.has('one')).toBe(true);
  });

  it('an item that is still there after its removal is an error', async () => {
    const { keychain, keytar } = keychainWith();
    await keychain.set('one', 'x');
    keytar.deletePassword = async () => true;
    expect(codeOf(await keychain.delete('one'))).toBe('keychain.not-removed');
  });

  it('an item that comes back otherwise than it was stored is an error and does not stay', async () => {
    const { keychain, keytar } = keychainWith();
    keytar.setPassword = async (_, account, value) => void keytar.items.set(account, value.slice(0, 3));
    expect(codeOf(await keychain.set('one', 'secret'))).toBe('keychain.not-kept');
    expect([...keytar.items]).toEqual([]);
  });
});

describe('a value that a keychain would cut or refuse does not reach it', () => {
  it.each([
    ['NUL', 'a\0b', 'keychain.characters'],
    ['a line end', 'a\nb', 'keychain.characters'],
    ['nothing', '', 'keychain.characters'],
    ['2561 bytes', 'x'.repeat(2561), 'keychain.too-long'],
    ['2561 bytes in fewer characters', `${'ü'.repeat(1280)}x`, 'keychain.too-long'],
  ])('%s', async (_, value, code) => {
    const { keychain, keytar } = keychainWith();
    expect(codeOf(await keychain.set('one', value))).toBe(code);
    expect(keytar.calls).toEqual([]);
  });

  it('2560 bytes are taken', async () => {
    expect(codeOf(await keychainWith().keychain.set('one', 'ü'.repeat(1280)))).toBe('ok');
  });
});

describe('a prompt that stays open', () => {
  it('shows as waiting until it is answered', async () => {
    const { keychain, keytar } = keychainWith((twin) => twin.items.set('one', 'x'));
    const release = keytar.hold();
    const reading = keychain.get('one', { expected: true });
    await vi.waitFor(() => expect(keychain.state.getState()).toEqual({ state: 'waiting' }));
    expect(keychain.isBusy()).toBe(true);
    release();
    expect(await reading).toEqual({ ok: true, value: 'x' });
    expect(keychain.state.getState()).toEqual({ state: 'available' });
    await vi.waitFor(() => expect(keychain.isBusy()).toBe(false));
  });

  it('lets a reader go that gives up, and goes on showing as waiting', async () => {
    const { keychain, keytar } = keychainWith((twin) => twin.items.set('one', 'x'));
    const release = keytar.hold();
    const reading = await keychain.get('one', { expected: true, signal: AbortSignal.timeout(60) });
    expect(codeOf(reading)).toBe('keychain.waiting');
    expect(keychain.state.getState()).toEqual({ state: 'waiting' });
    release();
    await vi.waitFor(() => expect(keychain.state.getState()).toEqual({ state: 'available' }));
  });

  it('has one call in flight, however many are asked for', async () => {
    const { keychain, keytar } = keychainWith();
    const release = keytar.hold();
    const all = ['a', 'b', 'c', 'd', 'e'].map((id) => keychain.set(id, id));
    await vi.waitFor(() => expect(keychain.state.getState()).toEqual({ state: 'waiting' }));
    expect(keytar.calls).toEqual(['set a']);
    release();
    expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true);
    expect(keytar.mostAtOnce).toBe(1);
  });

  it('a write that was given up before its turn never happens', async () => {
    const { keychain, keytar } = keychainWith();
    const release = keytar.hold();
    const first = keychain.set('one', 'x');
    const second = await keychain.set('two', 'x', AbortSignal.timeout(10));
    expect(codeOf(second)).toBe('keychain.waiting');
    release();
    await first;
    expect(codeOf(await keychain.get('two', { expected: false }))).toBe('ok');
    expect([...keytar.items.keys()]).toEqual(['one']);
  });

  it('a write under way is awaited to its end, because it may still happen', async () => {
    const { keychain, keytar } = keychainWith();
    const release = keytar.hold();
    const controller = new AbortController();
    const writing = keychain.set('one', 'x', controller.signal);
    await vi.waitFor(() => expect(keytar.calls).toEqual(['set one']));
    controller.abort();
    release();
    expect(await writing).toEqual({ ok: true, value: null });
  });
});
