import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '@shared/domain/order-life';
import { committedEntry } from './life/testing-entry';
import { tradesOf } from './executed-trades';

const fill = (at: number, details: Record<string, string>): TimelineEvent => ({ at, kind: 'fill', details });
const executed = (executedQuantity: string, executedQuote: string) =>
  committedEntry({ executedQuantity, executedQuote, phase: 'filled', updateTime: 9 });

describe('trades of an order', () => {
  it('are its fills, each with its fee, where they explain all', () => {
    const fee = { fee: '0.001', feeAsset: 'BTC' };
    const events = [
      fill(1, { quantity: '1', quote: '100', ...fee }),
      fill(2, { quantity: '1', quote: '99' }),
    ];
    expect(tradesOf(executed('2', '199'), events)).toEqual([
      {
        at: 1,
        side: 'BUY',
        quantity: '1',
        quote: '100',
        fees: [{ amount: '0.001', asset: 'BTC' }],
        feesKnown: true,
      },
      { at: 2, side: 'BUY', quantity: '1', quote: '99', fees: [], feesKnown: false },
    ]);
  });

  it('are one with the sum, where fills were missed', () => {
    expect(tradesOf(executed('3', '300'), [fill(1, { quantity: '1', quote: '100' })])).toEqual([
      { at: 9, side: 'BUY', quantity: '3', quote: '300', fees: [], feesKnown: false },
    ]);
    expect(tradesOf(executed('3', '0'), [])).toMatchObject([{ quote: null }]);
  });

  it('are none of an order that traded nothing', () => {
    expect(tradesOf(executed('0', '0'), [])).toEqual([]);
  });
});
