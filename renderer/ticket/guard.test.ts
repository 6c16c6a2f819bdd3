import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type AccountLimits } from '@shared/domain/limits';
import type { Book, Ticker } from '@shared/domain/market';
import type { SpotSymbol } from '@shared/domain/symbol';
import { guardOf } from './guard';

const rules: SpotSymbol = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 5,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};
const NOW = 1_000_000;
const book: Book = {
  symbol: 'BTCUSDT',
  bids: [['100', '1']],
  asks: [['101', '1']],
  state: 'live',
  confirmedAt: NOW,
};

function ruleOf(limits: Partial<AccountLimits>, price = '100', quantity = '2'): string | undefined {
  return guardOf({
    intent: { symbol: 'BTCUSDT', side: 'BUY', price, quantity },
    rules,
    limits: { accountId: 'a', limits: { ...DEFAULT_LIMITS, ...limits }, spentToday: '150' },
    book,
    symbols: [rules],
    tickerOf: () => ({ lastPrice: '100' }) as Ticker,
    now: NOW,
  })?.code;
}

describe('a limit of the account is named before an order is sent', () => {
  it('says nothing of an order that keeps all of them', () => {
    expect(ruleOf({ largestOrder: '200', largestDay: '350', symbols: ['BTCUSDT'] })).toBeUndefined();
  });

  it.each([
    ['limit.largest-order', { largestOrder: '199.99' }],
    ['limit.largest-day', { largestDay: '349.99' }],
    ['limit.symbol', { symbols: ['ETHUSDT'] }],
    ['limit.largest-order', { valueAsset: 'BTC', largestOrder: '1.9' }],
    ['limit.no-value', { valueAsset: 'EUR', largestOrder: '1' }],
  ] as const)('%s', (code, limits) => {
    expect(ruleOf(limits)).toBe(code);
  });

  it('names a price that is too far from the market', () => {
    expect(ruleOf({}, '79')).toBe('limit.distance');
  });

  it('leaves a locked account to what the button says', () => {
    expect(ruleOf({ locked: true })).toBeUndefined();
  });
});
