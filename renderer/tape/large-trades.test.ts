import { describe, expect, it } from 'vitest';
import type { Trade } from '@shared/domain/market';
import { largeTrades } from './large-trades';

function tradeOf(price: string, quantity: string): Trade {
  return { id: '', price, quantity, time: 0, buyerIsMaker: null };
}

const many = (count: number, price = '10', quantity = '1'): Trade[] =>
  Array.from({ length: count }, () => tradeOf(price, quantity));

describe('large trades', () => {
  it('are the largest twentieth by value, not by quantity', () => {
    const [large, wide] = [tradeOf('10', '5'), tradeOf('0.1', '90')];
    expect([...largeTrades([...many(18), wide, large], 'auto')]).toEqual([large]);
  });

  it('are not told of a tape with few trades', () => {
    expect(largeTrades([...many(10), tradeOf('10', '500')], 'auto').size).toBe(0);
  });

  it('are none where all trades are about the same', () => {
    expect(largeTrades([...many(60), tradeOf('10', '1.9')], 'auto').size).toBe(0);
  });

  it('are those of so many times the typical one where a person says so, or none', () => {
    const [three, five] = [tradeOf('10', '3'), tradeOf('10', '5')];
    const trades = [...many(20), three, five];
    expect([...largeTrades(trades, '3')]).toEqual([three, five]);
    expect([...largeTrades(trades, '5')]).toEqual([five]);
    expect([...largeTrades(trades, '10')]).toEqual([]);
    expect([...largeTrades(trades, 'off')]).toEqual([]);
  });

  it('are compared exactly', () => {
    const large = tradeOf('0.00000000000000000002', '3.00000000000000000001');
    const trades = [...many(39, '0.00000000000000000002', '1'), large];
    expect([...largeTrades(trades, 'auto')]).toEqual([large]);
  });
});
