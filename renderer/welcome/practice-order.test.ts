import { describe, expect, it } from 'vitest';
import { checkRules } from '@shared/domain/check-order';
import type { SpotSymbol } from '@shared/domain/symbol';
import { practiceOrder } from './practice-order';

const BTC: SpotSymbol = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 4,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
  minNotional: '10',
};

describe('the practice order', () => {
  it('is a small buy at the best ask', () => {
    expect(practiceOrder(BTC, '57740.23')).toEqual({
      symbol: 'BTCUSDT',
      price: '57740.23',
      quantity: '0.0017',
      total: '98.16',
    });
  });

  it.each([
    ['a dear one with coarse lots', { ...BTC, baseAssetPrecision: 2 }, '57740.23'],
    ['a cheap one', { ...BTC, baseAssetPrecision: 0, quotePrecision: 8 }, '0.00001464'],
    ['one with a large least total', { ...BTC, minNotional: '500' }, '57740.23'],
    ['one with a large least quantity', { ...BTC, minQuantity: '0.5' }, '57740.23'],
  ])('keeps the rules of %s', (_name, rules, ask) => {
    const order = practiceOrder(rules, ask);
    expect(order && checkRules({ ...order, side: 'BUY' }, rules)).toEqual([]);
  });

  it('is none where nothing trades or nobody sells', () => {
    expect(practiceOrder({ ...BTC, status: 'HALT' }, '57740.23')).toBeUndefined();
    expect(practiceOrder(BTC, '')).toBeUndefined();
    expect(practiceOrder({ ...BTC, maxQuantity: '0.001' }, '57740.23')).toBeUndefined();
  });
});
