import { describe, expect, it } from 'vitest';
import { checkRules } from '../domain/check-order';
import { en } from './en';
import { isMessageKey, translate, translateError } from './translate';
import { zhCn } from './zh-cn';

function parameters(message: string): string[] {
  return (message.match(/\{\w+\}/g) ?? []).sort();
}

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(Object.keys(zhCn).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.entries(en))('%s has the same parameters and is not empty', (key, message) => {
    const chinese = isMessageKey(key) ? zhCn[key] : '';
    expect(chinese).not.toBe('');
    expect(parameters(chinese)).toEqual(parameters(message));
  });
});

describe('a message', () => {
  it('takes its parameters', () => {
    expect(
      translate('en', 'ticket.submit.buy', { quantity: '0.1788', asset: 'BTC', price: '67,412.40' }),
    ).toBe('Buy 0.1788 BTC at 67,412.40');
    expect(translate('zh-CN', 'ticket.buyAsset', { asset: 'BTC' })).toBe('买入 BTC');
  });

  it('shows hidden characters of a parameter as escapes', () => {
    expect(translate('en', 'ticket.buyAsset', { asset: 'B\u202eTC' })).toBe('Buy B\\u{202e}TC');
  });
});

describe('an error', () => {
  const rules = {
    symbol: 'LTCBTC',
    status: 'TRADING',
    baseAsset: 'LTC',
    quoteAsset: 'BTC',
    baseAssetPrecision: 2,
    quotePrecision: 7,
    orderTypes: ['LIMIT'],
  };
  const intent = { symbol: 'LTCBTC', side: 'BUY' as const, price: '0.1', quantity: '0.123' };

  it('names the field and the rule in the language', () => {
    const [error] = checkRules(intent, rules);
    expect(error && translateError('en', error)).toBe('Quantity has more than 2 decimals.');
    expect(error && translateError('zh-CN', error)).toBe('数量的小数位数超过 2 位。');
  });

  it('without a translation is its own message, as literal text', () => {
    const error = { code: 'never.heard', message: 'Odd \u202e words', retryable: false };
    expect(translateError('zh-CN', error)).toBe('Odd \\u{202e} words');
  });

  it('whose details are missing is its own message', () => {
    const error = { code: 'order.precision', message: 'Too many decimals.', retryable: false };
    expect(translateError('en', error)).toBe('Too many decimals.');
  });
});
