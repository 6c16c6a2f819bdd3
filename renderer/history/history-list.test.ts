import { describe, expect, it } from 'vitest';
import { journalOrder } from '../state/testing-orders';
import { reopened, rowsMoved, withPage, type HistoryList } from './history-list';

const EMPTY: HistoryList = { orders: [], next: null };

function order(entryId: number, createdAt = entryId) {
  return journalOrder({ entryId, createdAt });
}

/** A page with these numbers, newest first; it goes on unless it ends there. */
function page(ids: readonly number[], ends: 'ends' | 'goes on' = 'goes on') {
  return { orders: ids.map((id) => order(id)), next: ends === 'ends' ? null : (ids.at(-1) ?? null) };
}

function idsOf(list: HistoryList): number[] {
  return list.orders.map(({ entryId }) => entryId);
}

const two = withPage(withPage(EMPTY, undefined, page([9, 8, 7])), 7, page([6, 5, 4]));

describe('pages of the history', () => {
  it('follow each other until the end', () => {
    expect(idsOf(two)).toEqual([9, 8, 7, 6, 5, 4]);
    expect(two.next).toBe(4);
    expect(withPage(two, 4, page([3], 'ends')).next).toBeNull();
  });

  it('read again bring new orders on top and keep what is older', () => {
    const again = withPage(two, undefined, page([11, 10, 9]));
    expect(idsOf(again)).toEqual([11, 10, 9, 8, 7, 6, 5, 4]);
    expect(again.next).toBe(4);
  });

  it('read again leave out what no longer fits', () => {
    expect(idsOf(withPage(two, undefined, page([9, 7, 6])))).toEqual([9, 7, 6, 5, 4]);
    expect(idsOf(withPage(two, 7, page([6, 4, 3])))).toEqual([9, 8, 7, 6, 4, 3]);
  });

  it('read again show what changed', () => {
    const filled = {
      ...page([9, 8, 7]),
      orders: [order(9), { ...order(8), phase: 'filled' as const }, order(7)],
    };
    expect(withPage(two, undefined, filled).orders[1]?.phase).toBe('filled');
  });

  it('that reach the end leave nothing behind it', () => {
    expect(withPage(two, undefined, page([9, 8], 'ends'))).toMatchObject({ next: null });
    expect(idsOf(withPage(two, undefined, page([9, 8], 'ends')))).toEqual([9, 8]);
    expect(withPage(two, undefined, { orders: [], next: null })).toEqual(EMPTY);
  });

  it('that go on from an order that is no longer there fit nowhere', () => {
    expect(withPage(two, 99, page([3, 2, 1]))).toBe(two);
  });

  it('of one moment are sorted by their number', () => {
    const list = { orders: [order(5, 1), order(4, 1), order(3, 1)], next: 3 };
    const read = { orders: [order(6, 1), order(5, 1)], next: 5 };
    expect(idsOf(withPage(list, undefined, read))).toEqual([6, 5, 4, 3]);
  });

  it('never show an order twice, even when its moment changed', () => {
    const moved = { orders: [order(9), { ...order(4), createdAt: 8 }], next: 4 };
    expect(idsOf(withPage(two, undefined, moved)).filter((id) => id === 4)).toEqual([4]);
  });

  it('go on after the end when the journal got older ones', () => {
    const whole = withPage(EMPTY, undefined, page([9, 8], 'ends'));
    expect(reopened(whole).next).toBe(8);
    expect(reopened(two)).toBe(two);
    expect(reopened(EMPTY).next).toBeNull();
  });
});

describe('what is seen', () => {
  it('stays under the eyes when orders come on top', () => {
    expect(rowsMoved(two, withPage(two, undefined, page([11, 10, 9])), 3)).toBe(2);
  });

  it('moves up when orders above it went', () => {
    expect(rowsMoved(two, withPage(two, undefined, page([9, 7, 6])), 2)).toBe(-1);
  });

  it('is the next one that stayed, when the first one went', () => {
    expect(rowsMoved(two, withPage(two, undefined, page([9, 7, 6])), 1)).toBe(-1);
    expect(rowsMoved(two, EMPTY, 1)).toBe(0);
  });
});
