import { describe, expect, it } from 'vitest';
import type { Balance } from '@shared/domain/account';
import type { SpotSymbol } from '@shared/domain/symbol';
import { checkForm } from './check-form';
import { edit, EMPTY_FORM } from './ticket-form';

const rules: SpotSymbol = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 4,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
  minNotional: '10',
};
const usdt: Balance = {
  asset: 'USDT',
  free: '100',
  locked: '0',
  canTrade: true,
  canDeposit: true,
  canWithdraw: true,
};

function form(price: string, quantity: string): typeof EMPTY_FORM {
  return edit(edit(EMPTY_FORM, 'price', price, rules), 'quantity', quantity, rules);
}

describe('before sending', () => {
  it('a good order has no errors', () => {
    expect(checkForm(form('100', '0.5'), rules, [usdt])).toEqual({});
  });

  it('each error stands at its field', () => {
    const errors = checkForm(form('100.123', '0.12345'), rules, [usdt]);
    expect(errors.price?.code).toBe('order.precision');
    expect(errors.quantity?.code).toBe('order.precision');
  });

  it('a total that is too small or more than what is free is told at the total', () => {
    expect(checkForm(form('10', '0.5'), rules, [usdt]).total?.code).toBe('order.below-notional');
    expect(checkForm(form('100', '2'), rules, [usdt]).total?.code).toBe('order.balance');
  });

  it('a halted market is told beside amounts that are good', () => {
    expect(checkForm(form('100', '0.5'), { ...rules, status: 'HALT' }, [usdt])).toMatchObject({
      symbol: { code: 'order.not-trading' },
    });
  });

  it('unknown balances are left to the exchange', () => {
    expect(checkForm(form('100', '2'), rules, undefined)).toEqual({});
  });

  it('text that is no amount is an error and not a crash', () => {
    expect(checkForm(form('1e5', '1,5'), rules, [usdt])).toMatchObject({
      price: { code: 'order.not-decimal' },
      quantity: { code: 'order.not-decimal' },
    });
  });
});
