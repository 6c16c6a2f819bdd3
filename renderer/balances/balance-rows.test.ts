import { expect, it } from 'vitest';
import type { Balance } from '@shared/domain/account';
import { balanceRows, sumOf } from './balance-rows';

function balance(asset: string, free: string, locked = '0'): Balance {
  return { asset, free, locked, canTrade: true, canDeposit: true, canWithdraw: true };
}

const all = [balance('ADA', '0.00000000'), balance('USDT', '5'), balance('BTC', '0', '0.00000001')];

it('what is zero can be hidden, and what is only locked is not zero', () => {
  expect(balanceRows(all, true).map(({ asset }) => asset)).toEqual(['BTC', 'USDT']);
});

it('what holds something comes first', () => {
  expect(balanceRows(all, false).map(({ asset }) => asset)).toEqual(['BTC', 'USDT', 'ADA']);
});

it('the sum is exact', () => {
  expect(sumOf(balance('X', '0.1', '0.2'))).toBe('0.3');
  expect(sumOf(balance('X', '12.80000000', '15.2'))).toBe('28.00000000');
});
