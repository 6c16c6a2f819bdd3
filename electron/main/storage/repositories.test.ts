import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { createAccountRepository } from './accounts';
import { createSettingsRepository } from './settings';
import { temporaryDatabase } from './testing';
import { createTradedSymbolRepository } from './traded-symbols';

const ACCOUNT = {
  id: 'one',
  name: 'Main',
  kind: 'custom',
  restUrl: 'https://api.example.com',
  streamUrl: 'wss://ws.example.com',
  keyTail: 'K9xZ',
  secretHome: 'keychain',
  createdAt: 1_763_835_872_123,
} as const;

describe('accounts', () => {
  it('come back as they were stored, in the order in which they were added', () => {
    const accounts = createAccountRepository(temporaryDatabase(onTestFinished));
    accounts.insert(ACCOUNT);
    accounts.insert({ ...ACCOUNT, id: 'two', createdAt: 0 });
    accounts.remove('one');
    accounts.insert({ ...ACCOUNT, id: 'three' });
    expect(accounts.list().map(({ id, position }) => [id, position])).toEqual([
      ['two', 1],
      ['three', 2],
    ]);
    expect(accounts.find('three')).toEqual({ ...ACCOUNT, id: 'three', position: 2 });
    expect(accounts.find('one')).toBeUndefined();
  });

  it('change only in the fields given', () => {
    const accounts = createAccountRepository(temporaryDatabase(onTestFinished));
    accounts.insert(ACCOUNT);
    expect(accounts.update('one', { secretHome: 'none', keyTail: '' })).toBe(true);
    expect(accounts.find('one')).toEqual({ ...ACCOUNT, secretHome: 'none', keyTail: '', position: 0 });
    expect(accounts.update('nobody', { name: 'x' })).toBe(false);
    expect(accounts.remove('nobody')).toBe(false);
  });

  it('are refused by the database when a rule is broken, most of all a key id longer than its tail', () => {
    const accounts = createAccountRepository(temporaryDatabase(onTestFinished));
    const broken = [
      { ...ACCOUNT, keyTail: 'vmPUZE6mv9SD5VNHk4' },
      { ...ACCOUNT, name: '' },
      { ...ACCOUNT, name: 'x'.repeat(61) },
      { ...ACCOUNT, kind: 'live' as 'custom' },
    ];
    for (const row of broken) {
      expect(() => accounts.insert(row)).toThrow(expect.objectContaining({ failure: 'constraint' }));
    }
    expect(accounts.list()).toEqual([]);
  });
});

describe('settings', () => {
  it('are the defaults before anything was chosen, and what was chosen after', () => {
    const settings = createSettingsRepository(temporaryDatabase(onTestFinished));
    expect(settings.read()).toEqual(DEFAULT_SETTINGS);
    expect(settings.change({ theme: 'light' })).toEqual({ ...DEFAULT_SETTINGS, theme: 'light' });
    settings.change({ language: 'zh-CN', symbol: 'LTCBTC', interval: '4h' });
    expect(settings.read()).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'light',
      language: 'zh-CN',
      symbol: 'LTCBTC',
      interval: '4h',
    });
  });

  it('that are no longer understood fall back one by one', () => {
    const db = temporaryDatabase(onTestFinished);
    const settings = createSettingsRepository(db);
    settings.change({ theme: 'light', language: 'zh-CN', symbol: 'LTCBTC', interval: '1h' });
    db.exec(
      "UPDATE settings SET value = 'sepia' WHERE key = 'theme'; UPDATE settings SET value = '7m' WHERE key = 'interval'; INSERT INTO settings VALUES ('__proto__', 'x')",
    );
    expect(settings.read()).toEqual({ ...DEFAULT_SETTINGS, language: 'zh-CN', symbol: 'LTCBTC' });
  });

  it('change all or none', () => {
    const settings = createSettingsRepository(temporaryDatabase(onTestFinished));
    expect(() => settings.change({ theme: 'light', symbol: 'x'.repeat(65) })).toThrow();
    expect(settings.read()).toEqual(DEFAULT_SETTINGS);
  });

  it('remember the active account apart from what windows may change', () => {
    const settings = createSettingsRepository(temporaryDatabase(onTestFinished));
    expect(settings.activeAccountId()).toBe('');
    settings.setActiveAccountId('one');
    settings.setActiveAccountId('two');
    expect(settings.activeAccountId()).toBe('two');
    expect(settings.read()).toEqual(DEFAULT_SETTINGS);
  });
});

describe('traded symbols', () => {
  it('are listed per account, most recently used first, and an old moment does not push a newer one back', () => {
    const db = temporaryDatabase(onTestFinished);
    const accounts = createAccountRepository(db);
    accounts.insert(ACCOUNT);
    accounts.insert({ ...ACCOUNT, id: 'two' });
    const symbols = createTradedSymbolRepository(db);
    symbols.touch('one', 'BTCUSDT', 10);
    symbols.touch('one', 'LTCBTC', 20);
    symbols.touch('one', '币安人生USDT', 15);
    symbols.touch('two', 'JEXBTC', 99);
    expect(symbols.list('one')).toEqual(['LTCBTC', '币安人生USDT', 'BTCUSDT']);
    symbols.touch('one', 'BTCUSDT', 30);
    symbols.touch('one', 'BTCUSDT', 5);
    expect(symbols.list('one')).toEqual(['BTCUSDT', 'LTCBTC', '币安人生USDT']);
    symbols.forget('one', 'LTCBTC');
    expect(symbols.list('one')).toEqual(['BTCUSDT', '币安人生USDT']);
  });

  it('go with their account', () => {
    const db = temporaryDatabase(onTestFinished);
    createAccountRepository(db).insert(ACCOUNT);
    const symbols = createTradedSymbolRepository(db);
    symbols.touch('one', 'BTCUSDT', 10);
    createAccountRepository(db).remove('one');
    expect(symbols.list('one')).toEqual([]);
    expect(db.prepare('SELECT count(*) AS n FROM traded_symbols').row()).toEqual({ n: 0 });
  });
});
