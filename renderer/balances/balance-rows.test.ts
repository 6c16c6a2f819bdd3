import { describe, expect, it } from 'vitest';
import type { Balance } from '@shared/domain/account';
import { balanceRows, DEFAULT_BALANCES_VIEW, sumOf, totalOf, type BalancesView } from './balance-rows';

function balance(asset: string, free: string, locked = '0'): Balance {
  return { asset, free, locked, canTrade: true, canDeposit: true, canWithdraw: true };
}

const all = [balance('ADA', '0.00000000'), balance('USDT', '5'), balance('BTC', '0', '0.00000001')];
const PRICES: Readonly<Record<string, number>> = { USDT: 1, BTC: 60_000, ADA: 1 };
const valueOf = (amount: string, asset: string) => {
  const price = PRICES[asset];
  return price === undefined ? null : String(Number(amount) * price);
};
const names = (view: Partial<BalancesView> & { hideSmall?: boolean }, balances = all) =>
  balanceRows(balances, { ...DEFAULT_BALANCES_VIEW, ...view }, valueOf).map(({ asset }) => asset);

describe('balances', () => {
  it('that are zero can be hidden, and what is only locked is not zero', () => {
    expect(names({})).toEqual(['USDT', 'BTC']);
    expect(names({ hideZero: false })).toEqual(['USDT', 'BTC', 'ADA']);
  });

  it('that are worth less than one unit can be hidden; what has no price is not', () => {
    const odd = [...all, balance('ODD', '0.1')];
    expect(names({ hideSmall: true }, odd)).toEqual(['USDT', 'ODD']);
    expect(names({ hideSmall: true, hideZero: false }, odd)).toEqual(['USDT', 'ODD']);
  });

  it('are sorted by what is chosen, exactly', () => {
    expect(names({ sort: 'asset', descending: false })).toEqual(['BTC', 'USDT']);
    expect(names({ sort: 'free' })).toEqual(['USDT', 'BTC']);
    expect(names({ sort: 'locked' })).toEqual(['BTC', 'USDT']);
    expect(names({ sort: 'sum', descending: false })).toEqual(['BTC', 'USDT']);
  });

  it('without a price are counted beside the total', () => {
    const rows = balanceRows(
      [balance('USDT', '5', '1'), balance('ODD', '3')],
      DEFAULT_BALANCES_VIEW,
      valueOf,
    );
    expect(totalOf(rows)).toEqual({ value: '6', unpriced: 1 });
  });
});

it('the sum is exact', () => {
  expect(sumOf(balance('X', '0.1', '0.2'))).toBe('0.3');
  expect(sumOf(balance('X', '12.80000000', '15.2'))).toBe('28.00000000');
});
