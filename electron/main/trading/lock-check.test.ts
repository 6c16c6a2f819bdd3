import { describe, expect, it } from 'vitest';
import type { Balances } from '@shared/domain/account';
import type { Order } from '@shared/domain/order';
import type { SpotSymbol } from '@shared/domain/symbol';
import { committedEntry, toldOrder } from './life/testing-entry';
import { createLockCheck, type AccountHoldings } from './lock-check';

const RULES = { symbol: 'BTCUSDT', baseAsset: 'BTC', quoteAsset: 'USDT' } as SpotSymbol;

/** USDT locked and the orders that are known to rest. */
function holding(locked: string, ...open: Order[]): AccountHoldings {
  const spot = [{ asset: 'USDT', free: '1000', locked }];
  return { balances: { spot } as unknown as Balances, open };
}

async function verdict(before: AccountHoldings | null, now: AccountHoldings | null) {
  const check = createLockCheck({
    rulesOf: () => RULES,
    known: () => before,
    ask: () => Promise.resolve(now),
  });
  // Locks 100 × 2 USDT.
  const entry = committedEntry();
  check.note(entry);
  return check.isLockUnexplained(entry);
}

describe('what is locked beyond the known open orders', () => {
  it('explains an order that the lists do not name', async () => {
    expect(await verdict(holding('0'), holding('200'))).toEqual({ unexplained: true, sure: true });
    expect(await verdict(holding('0'), holding('200', toldOrder()))).toEqual({
      unexplained: false,
      sure: true,
    });
  });

  it('is no doubt when it was there before', async () => {
    expect(await verdict(holding('500'), holding('600'))).toEqual({ unexplained: false, sure: true });
    expect(await verdict(holding('500'), holding('700'))).toEqual({ unexplained: true, sure: true });
  });

  it('is not sure when nothing was known before, or the balances were older than the orders', async () => {
    expect(await verdict(null, holding('200'))).toEqual({ unexplained: true, sure: false });
    const resting = toldOrder({ price: '150' });
    expect(await verdict(holding('0', resting), holding('300', resting))).toEqual({
      unexplained: false,
      sure: false,
    });
  });

  it('cannot be told while the exchange does not answer', async () => {
    expect(await verdict(holding('0'), null)).toBeNull();
  });
});
