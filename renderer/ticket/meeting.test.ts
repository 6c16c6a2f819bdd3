import { describe, expect, it } from 'vitest';
import type { BookSides } from '@shared/domain/book';
import { meetingOf } from './meeting';

const book: BookSides = {
  bids: [
    ['99', '1'],
    ['98', '2.4'],
  ],
  asks: [
    ['100', '0.5'],
    ['102', '1'],
  ],
};

const buy = (price: string, quantity: string): Parameters<typeof meetingOf>[1] => ({
  side: 'BUY',
  price,
  quantity,
});

describe('an order against the book', () => {
  it('below the ask rests, behind what is better or came before', () => {
    const meeting = meetingOf(book, buy('98', '1'), 5);
    expect(meeting).toMatchObject({ level: 2, alone: false, behindAll: false, slips: false });
    expect(meeting?.cost).toMatchObject({ fillQuantity: '0', restQuantity: '1', aheadQuantity: '3.4' });
  });

  it('between two levels has a level of its own', () => {
    expect(meetingOf(book, buy('98.5', '1'), 5)).toMatchObject({ level: 2, alone: true, behindAll: false });
    expect(meetingOf(book, buy('99.5', '1'), 5)).toMatchObject({ level: 1, alone: true });
  });

  it('behind everything that is known says so', () => {
    expect(meetingOf(book, buy('90', '1'), 5)).toMatchObject({ behindAll: true });
    expect(meetingOf({ ...book, bids: [] }, buy('90', '1'), 5)).toMatchObject({ behindAll: false, level: 1 });
  });

  it('through the ask fills what is there and rests the remainder', () => {
    const meeting = meetingOf(book, buy('100', '0.6'), 5);
    expect(meeting?.cost).toMatchObject({ fillQuantity: '0.5', restQuantity: '0.1', averagePrice: '100' });
    expect(meeting).toMatchObject({ level: 1, slippage: '0', slips: false });
  });

  it('that goes deep is told to slip, on both sides', () => {
    expect(meetingOf(book, buy('102', '1'), 5)).toMatchObject({ slippage: '1', slips: true });
    const sell = { side: 'SELL' as const, price: '98', quantity: '2' };
    expect(meetingOf(book, sell, 5)).toMatchObject({ slippage: '0.50505', slips: true });
  });

  it('without a quantity is judged by its price alone', () => {
    const meeting = meetingOf(book, buy('101', ''), 5);
    expect(meeting?.sized).toBe(false);
    expect(meeting?.cost.fillQuantity).toBe('0.00001');
  });

  it('without a price is unknown', () => {
    expect(meetingOf(book, buy('', '1'), 5)).toBeUndefined();
    expect(meetingOf(book, buy('1e5', '1'), 5)).toBeUndefined();
  });
});
