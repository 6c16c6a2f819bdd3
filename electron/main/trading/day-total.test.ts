import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add } from '@shared/domain/decimal';
import { ORDER_PHASES } from '@shared/domain/order-life';
import type { StoredOrder } from '../storage/stored-order';
import { countedValue, createDayTotal } from './day-total';
import { committedEntry } from './life/testing-entry';

const DAY = 86_400_000;

function total(stored: readonly StoredOrder[] = []) {
  let now = 10 * DAY + 5_000;
  const asked: number[] = [];
  const day = createDayTotal(
    'a',
    {
      committedSince: (_account, since) => {
        asked.push(since);
        return stored.filter(({ createdAt }) => createdAt >= since);
      },
    },
    () => now,
  );
  return { day, asked, setNow: (at: number) => void (now = at) };
}

const today = (entryId: number, changes: Partial<StoredOrder> = {}) =>
  committedEntry({ entryId, createdAt: 10 * DAY + entryId, phase: 'open', value: '200', ...changes });

describe('what the orders of a day count', () => {
  it('is their whole value while they may trade, what was traded when they ended, nothing when they were not placed', () => {
    expect(countedValue(today(1))).toBe('200');
    expect(countedValue(today(1, { phase: 'unknown' }))).toBe('200');
    expect(countedValue(today(1, { phase: 'cancelled', executedQuantity: '0.5' }))).toBe('50');
    expect(countedValue(today(1, { phase: 'never-placed' }))).toBe('0');
    expect(countedValue(today(1, { phase: 'refused', value: null }))).toBe('0');
  });

  it('begins with what the journal has of today, and anew at midnight', () => {
    const { day, asked, setNow } = total([
      today(1),
      committedEntry({ entryId: 9, createdAt: 9 * DAY, value: '7' }),
    ]);
    expect(day.spent('USDT')).toBe('200');
    day.heard(today(2, { value: '50' }));
    expect(day.spent('USDT')).toBe('250');
    setNow(11 * DAY + 1);
    expect(day.spent('USDT')).toBe('0');
    expect(asked).toEqual([10 * DAY, 11 * DAY]);
  });

  it('cannot be told while one of them cannot, or counts in another asset', () => {
    const { day } = total();
    day.heard(today(1, { value: null }));
    expect(day.spent('USDT')).toBeNull();
    day.heard(today(1, { value: null, phase: 'refused' }));
    expect(day.spent('USDT')).toBe('0');
    day.heard(today(2, { valueAsset: 'BTC', value: '1' }));
    expect(day.spent('USDT')).toBeNull();
  });

  it('leaves out orders from elsewhere: they were not placed under these limits', () => {
    const { day } = total();
    day.heard(today(1, { origin: 'elsewhere' }));
    expect(day.spent('USDT')).toBe('0');
  });

  it('is the sum of what each counts, whatever became of them in between', () => {
    const change = fc.record({
      entryId: fc.integer({ min: 1, max: 5 }),
      phase: fc.constantFrom(...ORDER_PHASES),
      executedQuantity: fc.constantFrom('0', '0.5', '2'),
    });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const { day } = total();
        const last = new Map<number, StoredOrder>();
        for (const { entryId, ...rest } of changes) {
          const order = today(entryId, rest);
          last.set(entryId, order);
          day.heard(order);
        }
        const sum = [...last.values()].reduce((so, order) => add(so, countedValue(order) ?? '0'), '0');
        expect(day.spent('USDT')).toBe(sum);
      }),
    );
  });
});
