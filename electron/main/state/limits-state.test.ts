import { expect, it } from 'vitest';
import type { AccountsState } from '@shared/contract/topics';
import { DEFAULT_LIMITS, type AccountLimits } from '@shared/domain/limits';
import { publishLimits } from './limits-state';
import { createTopicStore } from './stores';

it('the limits of the active account are shown, again after each change, and of nobody without one', () => {
  const accounts = createTopicStore<AccountsState>({ accounts: [], activeId: '', lock: null });
  const kept: Record<string, AccountLimits> = {
    a: DEFAULT_LIMITS,
    b: { ...DEFAULT_LIMITS, valueAsset: 'BTC', locked: true },
  };
  const published = publishLimits({
    accounts,
    limits: { of: (accountId) => kept[accountId]! },
    spentToday: (accountId, valueAsset) => (accountId === 'b' && valueAsset === 'BTC' ? '0.5' : null),
  });
  expect(published.state.getState()).toEqual({ accountId: '', limits: DEFAULT_LIMITS, spentToday: null });
  accounts.set({ accounts: [], activeId: 'b', lock: null });
  expect(published.state.getState()).toEqual({ accountId: 'b', limits: kept['b'], spentToday: '0.5' });
  kept['b'] = DEFAULT_LIMITS;
  published.refresh();
  expect(published.state.getState()).toEqual({ accountId: 'b', limits: DEFAULT_LIMITS, spentToday: null });
});
