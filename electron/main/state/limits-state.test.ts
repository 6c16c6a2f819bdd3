import { afterEach, expect, it, vi } from 'vitest';
import type { AccountsState } from '@shared/contract/topics';
import { DEFAULT_LIMITS, type AccountLimits } from '@shared/domain/limits';
import { publishLimits, refreshWithOrders } from './limits-state';
import { createTopicStore } from './stores';

afterEach(() => vi.useRealTimers());

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

it('what was spent today is told again after orders, at most once a second, and when a UTC day begins; never after the end', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 26, 23, 58) });
  const journal = createTopicStore(0);
  const refresh = vi.fn();
  const stop = refreshWithOrders(journal, { refresh });
  for (const change of [1, 2, 3]) journal.set(change);
  expect(refresh).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(refresh).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(refresh).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(2 * 60_000);
  expect(refresh).toHaveBeenCalledTimes(2);
  // The database is closed by then.
  journal.set(4);
  stop();
  journal.set(5);
  vi.advanceTimersByTime(2 * 86_400_000);
  expect(refresh).toHaveBeenCalledTimes(2);
});
