import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_LIMITS, type AccountLimits } from '@shared/domain/limits';
import { createAccountRepository } from './accounts';
import { createLimitsRepository } from './limits';
import { StorageError } from './storage-error';
import { temporaryDatabase } from './testing';

function setUp() {
  const db = temporaryDatabase(onTestFinished);
  const accounts = createAccountRepository(db);
  accounts.insert({
    id: 'a',
    name: 'Main',
    kind: 'custom',
    restUrl: 'https://a',
    streamUrl: 'wss://a',
    keyTail: '',
    secretHome: 'none',
    createdAt: 1,
  });
  return { db, accounts, limits: createLimitsRepository(db) };
}

const every: AccountLimits = {
  valueAsset: 'BTC',
  largestOrder: '0.5',
  largestDay: '2',
  symbols: ['BTCUSDT', '月BTC看涨0226USDT'],
  warnDistance: '1.5',
  refuseDistance: '3',
  largeShare: '10',
  repeatSeconds: 0,
  confirmAbove: '0.1',
  confirm: 'unusual',
  locked: true,
};

describe('limits in the database', () => {
  it('are the defaults until they are chosen, and what was chosen after', () => {
    const { limits } = setUp();
    expect(limits.read('a')).toEqual(DEFAULT_LIMITS);
    limits.write('a', every);
    expect(limits.read('a')).toEqual(every);
    limits.write('a', DEFAULT_LIMITS);
    expect(limits.read('a')).toEqual(DEFAULT_LIMITS);
  });

  it('fall back field by field where a value is not understood', () => {
    const { db, limits } = setUp();
    limits.write('a', every);
    const damaged = { ...every, largestOrder: 5, confirm: 'never', warnDistance: '-1', symbols: 'BTCUSDT' };
    db.prepare('UPDATE account_limits SET limits = ?').run(JSON.stringify({ ...damaged, more: 1 }));
    expect(limits.read('a')).toEqual({
      ...every,
      largestOrder: null,
      confirm: 'always',
      warnDistance: '5',
      symbols: null,
    });
  });

  it.each(['', 'x', 'null', '[]', '"a"', '7'])('are the defaults where the row holds %j', (text) => {
    const { db, limits } = setUp();
    limits.write('a', every);
    db.prepare('UPDATE account_limits SET limits = ?').run(text);
    expect(limits.read('a')).toEqual(DEFAULT_LIMITS);
  });

  it('go with their account, and are kept for none that is not there', () => {
    const { db, accounts, limits } = setUp();
    limits.write('a', every);
    accounts.remove('a');
    expect(db.prepare('SELECT * FROM account_limits').rows()).toEqual([]);
    expect(() => limits.write('b', every)).toThrow(StorageError);
  });
});
