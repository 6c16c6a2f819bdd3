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

  it('fall back field by field where a value is not understood, and lock trading: it may have been a guard', () => {
    const { db, limits } = setUp();
    limits.write('a', { ...every, locked: false });
    const damaged = { ...every, largestOrder: 5, confirm: 'never', warnDistance: '-1', symbols: 'BTCUSDT' };
    db.prepare('UPDATE account_limits SET limits = ?').run(JSON.stringify({ ...damaged, locked: false }));
    expect(limits.read('a')).toEqual({
      ...every,
      largestOrder: null,
      confirm: 'always',
      warnDistance: '5',
      symbols: null,
      locked: true,
    });
  });

  it.each([{ largestOrder: '1e400' }, { largestDay: 'NaN' }, { symbols: null, more: 1 }, { locked: 'no' }])(
    'lock trading where the row holds %j, and what is not in it is the default',
    (stored) => {
      const { db, limits } = setUp();
      limits.write('a', { ...every, locked: false });
      db.prepare('UPDATE account_limits SET limits = ?').run(JSON.stringify(stored));
      expect(limits.read('a')).toEqual({ ...DEFAULT_LIMITS, locked: true });
      db.prepare('UPDATE account_limits SET limits = ?').run('{"repeatSeconds":7}');
      expect(limits.read('a')).toEqual({ ...DEFAULT_LIMITS, repeatSeconds: 7 });
    },
  );

  it.each(['', 'x', 'null', '[]', '"a"', '7'])('are the defaults, locked, where the row holds %j', (text) => {
    const { db, limits } = setUp();
    limits.write('a', every);
    db.prepare('UPDATE account_limits SET limits = ?').run(text);
    expect(limits.read('a')).toEqual({ ...DEFAULT_LIMITS, locked: true });
  });

  it('go with their account, and are kept for none that is not there', () => {
    const { db, accounts, limits } = setUp();
    limits.write('a', every);
    accounts.remove('a');
    expect(db.prepare('SELECT * FROM account_limits').rows()).toEqual([]);
    expect(() => limits.write('b', every)).toThrow(StorageError);
  });
});
