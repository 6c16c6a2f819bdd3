import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { alertWords } from './alert-words';

const rules = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 5,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};

it('prices are written as windows write them: with the decimals of their market, grouped as the user chose', () => {
  const words = alertWords(DEFAULT_SETTINGS, [rules]);
  expect(words.price('65446.2', 'BTCUSDT')).toBe('65,446.20');
  expect(words.price('1234567.00000001', 'GONE')).toBe('1,234,567.00000001');
  expect(words.amount('-12000.5')).toBe('\u221212,000.5');
  const spaced = alertWords({ ...DEFAULT_SETTINGS, grouping: 'space' }, [rules]);
  expect(spaced.price('65446.23', 'BTCUSDT')).toBe('65\u202f446.23');
  const plain = alertWords({ ...DEFAULT_SETTINGS, grouping: 'none' }, [rules]);
  expect(plain.price('65446.23', 'BTCUSDT')).toBe('65446.23');
});
