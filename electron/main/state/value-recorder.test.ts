import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Balances } from '@shared/domain/account';
import { createDeskStores } from './stores';
import { recordValue } from './value-recorder';

beforeEach(() => void vi.useFakeTimers({ now: 600_000 }));
afterEach(() => void vi.useRealTimers());

const balance = (asset: string, free: string, locked = '0') => ({
  asset,
  free,
  locked,
  canTrade: true,
  canDeposit: true,
  canWithdraw: true,
});
const BALANCES: Balances = {
  accountId: 'a',
  spot: [balance('USDT', '100.5', '0.5'), balance('ODD', '7')],
  contract: [],
  option: [],
  updateTime: 0,
  state: 'live',
  confirmedAt: 0,
};

it('the value is noted once in five minutes, of what has a price, and only while prices are fresh', () => {
  const stores = createDeskStores();
  const noted: unknown[] = [];
  const stop = recordValue({
    stores,
    valueAsset: () => 'USDT',
    history: { add: (...point) => void noted.push(point), thin: () => undefined },
  });
  const pass = (ms: number) => vi.advanceTimersByTime(ms);
  stores.balances.set(BALANCES);
  pass(20_000);
  expect(noted, 'without prices').toEqual([]);
  stores.prices.set({ state: 'live', confirmedAt: Date.now() });
  pass(20_000);
  expect(noted).toEqual([['a', 'USDT', { at: 600_000, value: '101' }]]);
  pass(400_000);
  expect(noted, 'with old prices').toHaveLength(1);
  stores.prices.set({ state: 'live', confirmedAt: Date.now() });
  pass(10_000);
  expect(noted).toHaveLength(2);
  stop();
  pass(600_000);
  expect(noted).toHaveLength(2);
});
