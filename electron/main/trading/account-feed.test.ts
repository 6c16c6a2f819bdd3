import { describe, expect, it } from 'vitest';
import type { ExchangeConnection } from '../exchange/connection';
import { FakeTime } from '../exchange/testing';
import { startAccountFeed } from './account-feed';
import { createOpenOrders } from './open-orders';

const ACCOUNT = { updateTime: 1, spotBalances: [], contractBalances: [], optionBalances: [] };
const WEIGHT = { account: 1, openOrders: 5 };

function feedOn(symbols: readonly string[]) {
  const time = new FakeTime();
  const calls: string[] = [];
  const call = (endpoint: keyof typeof WEIGHT, params: { symbol?: string }) => {
    calls.push(params.symbol ?? endpoint);
    return Promise.resolve({ kind: 'answer', value: endpoint === 'account' ? ACCOUNT : [] });
  };
  const feed = startAccountFeed({
    accountId: 'a',
    connection: { call: call as unknown as ExchangeConnection['call'] },
    openOrders: createOpenOrders('a', time),
    symbols: () => symbols,
    onBalances: () => undefined,
    onOpenOrders: () => undefined,
    onRefused: () => false,
    onOutcome: () => undefined,
    time,
  });
  const spent = () =>
    calls.reduce((sum, name) => sum + (name === 'account' ? WEIGHT.account : WEIGHT.openOrders), 0);
  return { time, feed, calls, spent };
}

describe('the account by REST', () => {
  it('asks for every symbol at once, then for the one on the screen and one other in turn', async () => {
    const { time, feed, calls } = feedOn(['A', 'B', 'C', 'D']);
    await time.pass(0);
    expect(calls.sort()).toEqual(['A', 'B', 'C', 'D', 'account']);
    calls.length = 0;
    await time.pass(12_000);
    await feed.stop();
    expect(new Set(calls)).toEqual(new Set(['A', 'B', 'C', 'D', 'account']));
    expect(calls.filter((name) => name === 'A').length).toBe(4);
    expect(calls.length).toBeLessThanOrEqual(4 * 3);
  });

  it('looks at once at what an order changed, and at nothing else', async () => {
    const { time, feed, calls } = feedOn(['A', 'B']);
    await time.pass(1_000);
    calls.length = 0;
    feed.refresh('B');
    await time.pass(1);
    await feed.stop();
    expect(calls.sort()).toEqual(['B', 'account']);
  });

  it('stays within its share of the weight, and misses nothing, while ten orders a second are placed', async () => {
    const { time, feed, calls, spent } = feedOn(['A', 'B', 'C']);
    for (let order = 0; order < 600; order += 1) {
      feed.refresh('A');
      await time.pass(100);
    }
    expect(spent()).toBeLessThan(514 + 220 + 20);
    calls.length = 0;
    feed.refresh('C');
    await time.pass(700);
    await feed.stop();
    expect(calls).toContain('C');
  });

  it('asks for nothing after it was stopped', async () => {
    const { time, feed, calls } = feedOn(['A']);
    await time.pass(0);
    await feed.stop();
    calls.length = 0;
    feed.refresh('A');
    await time.pass(20_000);
    expect(calls).toEqual([]);
  });
});
