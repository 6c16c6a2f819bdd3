import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExchangeConnection } from '../exchange/connection';
import { startAccountFeed } from './account-feed';
import { createOpenOrders } from './open-orders';

const ACCOUNT = { updateTime: 1, spotBalances: [], contractBalances: [], optionBalances: [] };
const WEIGHT = { account: 1, openOrders: 5 };

function feedOn(symbols: readonly string[]) {
  const calls: string[] = [];
  const call = (endpoint: keyof typeof WEIGHT, params: { symbol?: string }) => {
    calls.push(params.symbol ?? endpoint);
    return Promise.resolve({ kind: 'answer', value: endpoint === 'account' ? ACCOUNT : [] });
  };
  const feed = startAccountFeed({
    accountId: 'a',
    connection: { call: call as unknown as ExchangeConnection['call'] },
    openOrders: createOpenOrders('a'),
    symbols: () => symbols,
    onBalances: () => undefined,
    onOpenOrders: () => undefined,
    onRefused: () => false,
    onOutcome: () => undefined,
  });
  const spent = () =>
    calls.reduce((sum, name) => sum + (name === 'account' ? WEIGHT.account : WEIGHT.openOrders), 0);
  return { feed, calls, spent };
}

describe('the account by REST', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks for every symbol at once, then for the one on the screen and one other in turn', async () => {
    const { feed, calls } = feedOn(['A', 'B', 'C', 'D']);
    await vi.advanceTimersByTimeAsync(0);
    expect(calls.sort()).toEqual(['A', 'B', 'C', 'D', 'account']);
    calls.length = 0;
    await vi.advanceTimersByTimeAsync(12_000);
    feed.stop();
    expect(new Set(calls)).toEqual(new Set(['A', 'B', 'C', 'D', 'account']));
    expect(calls.filter((name) => name === 'A').length).toBe(4);
    expect(calls.length).toBeLessThanOrEqual(4 * 3);
  });

  it('looks at once at what an order changed, and at nothing else', async () => {
    const { feed, calls } = feedOn(['A', 'B']);
    await vi.advanceTimersByTimeAsync(1_000);
    calls.length = 0;
    feed.refresh('B');
    await vi.advanceTimersByTimeAsync(1);
    feed.stop();
    expect(calls.sort()).toEqual(['B', 'account']);
  });

  it('stays within its share of the weight, and misses nothing, while ten orders a second are placed', async () => {
    const { feed, calls, spent } = feedOn(['A', 'B', 'C']);
    for (let order = 0; order < 600; order += 1) {
      feed.refresh('A');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(spent()).toBeLessThan(514 + 220 + 20);
    calls.length = 0;
    feed.refresh('C');
    await vi.advanceTimersByTimeAsync(700);
    feed.stop();
    expect(calls).toContain('C');
  });

  it('asks for nothing after it was stopped', async () => {
    const { feed, calls } = feedOn(['A']);
    await vi.advanceTimersByTimeAsync(0);
    feed.stop();
    calls.length = 0;
    feed.refresh('A');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(calls).toEqual([]);
  });
});
