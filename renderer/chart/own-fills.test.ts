import { describe, expect, it } from 'vitest';
import { minute } from '../state/testing-candles';
import { journalOrder } from '../state/testing-orders';
import { candleOf, ownFills } from './own-fills';

describe('own fills', () => {
  it('are what an order says was executed, at its average price and the time of its last change', () => {
    const order = journalOrder({
      entryId: 7,
      side: 'SELL',
      executedQuantity: '0.3',
      executedQuote: '12300.06',
      updateTime: 5,
      changedAt: 99,
    });
    expect(ownFills([order])).toEqual([
      { entryId: 7, side: 'SELL', quantity: '0.3', averagePrice: '41000.2', at: 5 },
    ]);
  });

  it('leave out what was not executed, and what nobody can date', () => {
    expect(
      ownFills([
        journalOrder({ updateTime: 5 }),
        journalOrder({ executedQuantity: '1', executedQuote: '2', updateTime: null }),
        journalOrder({ executedQuantity: '1', executedQuote: '0', updateTime: 5 }),
      ]),
    ).toEqual([]);
  });
});

describe('the candle of a fill', () => {
  const candles = [minute(0), minute(1), minute(4)];

  it('is the one that was open then', () => {
    expect(candleOf(candles, minute(1).openTime)).toBe(1);
    expect(candleOf(candles, minute(1).closeTime)).toBe(1);
  });

  it('is none before the first candle, after the last one, and where no candle is', () => {
    expect([minute(-1), minute(2), minute(9)].map(({ openTime }) => candleOf(candles, openTime))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
