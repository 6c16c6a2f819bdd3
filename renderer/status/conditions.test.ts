import { expect, it } from 'vitest';
import { conditionsOf, type Facts } from './conditions';

const WELL: Facts = {
  connection: { state: 'streaming', clockOffsetMs: 12, blockedUntil: null, streams: { state: 'live' } },
  silent: undefined,
  woken: undefined,
  keychain: 'available',
};

function connection(changes: Partial<Facts['connection']>): Facts {
  return { ...WELL, connection: { ...WELL.connection, ...changes } };
}

it('says nothing while all is well', () => {
  expect(conditionsOf(WELL)).toEqual([]);
  expect(conditionsOf({ ...WELL, keychain: 'unknown' })).toEqual([]);
});

it('tells the gravest first', () => {
  const { connection: offline } = connection({ state: 'offline', clockOffsetMs: -5_000 });
  const account = { state: 'key-refused', waitsForKeychain: false } as const;
  expect(conditionsOf({ ...WELL, connection: offline, keychain: 'no-keyring', account })).toEqual([
    'offline',
    'account',
    'clock',
    'keychain',
  ]);
});

it('does not say of streams or of the account what being offline says already', () => {
  const { connection: offline } = connection({ state: 'offline', streams: { state: 'unreachable' } });
  const account = { state: 'unreachable', waitsForKeychain: false } as const;
  expect(conditionsOf({ ...WELL, connection: offline, account })).toEqual(['offline']);
});

it('says once that the keychain is locked, also of the account whose key is in it', () => {
  const account = { state: 'keychain-locked', waitsForKeychain: true } as const;
  expect(conditionsOf({ ...WELL, keychain: 'locked', account })).toEqual(['keychain']);
  expect(conditionsOf({ ...WELL, account })).toEqual(['account']);
});

it('waits before it makes a notice of a silence, and leaves one after sleep to the notice of that', () => {
  expect(conditionsOf({ ...WELL, silent: 6_000 })).toEqual([]);
  expect(conditionsOf({ ...WELL, silent: 9_000 })).toEqual(['silent']);
  expect(conditionsOf({ ...WELL, silent: 9_000, woken: 3_000 })).toEqual(['woken']);
});

it('is silent about a small offset of the clock, and about a wait that is over', () => {
  expect(conditionsOf(connection({ clockOffsetMs: -900 }))).toEqual([]);
  expect(conditionsOf(connection({ clockOffsetMs: null, state: 'limited' }))).toEqual([]);
});
