import { expect, it } from 'vitest';
import type { SpotSymbol } from '@shared/domain/symbol';
import { feeOf } from './fees';

const rules: SpotSymbol = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 6,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};
const rates = { maker: '0.0005', taker: '0.001' };
const fill = { at: 0, kind: 'fill', details: { quantity: '0.5', quote: '33000' } } as const;

it('is a share of what is received, higher for what filled at once', () => {
  expect(feeOf({ side: 'BUY' }, fill, true, rates, rules)).toEqual({ fee: '0.0005', feeAsset: 'BTC' });
  expect(feeOf({ side: 'SELL' }, fill, false, rates, rules)).toEqual({ fee: '16.5', feeAsset: 'USDT' });
});

it('is not made up where something is not known', () => {
  expect(feeOf({ side: 'BUY' }, fill, true, undefined, rules)).toEqual({});
  expect(feeOf({ side: 'BUY' }, fill, true, rates, undefined)).toEqual({});
  expect(
    feeOf({ side: 'SELL' }, { ...fill, details: { quantity: '1', quote: '0' } }, true, rates, rules),
  ).toEqual({});
});
