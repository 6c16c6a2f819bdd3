import { describe, expect, it } from 'vitest';
import type { BookLine, BookLines } from './book-lines';
import { bookLayout, columnsOf, placeAfter } from './layout';

describe('rows of a book', () => {
  it('fill the height, as many above the spread as below', () => {
    expect(bookLayout(36 + 2 * 5 * 20).rows).toBe(5);
    expect(bookLayout(36 + 2 * 5 * 20 + 39).rows).toBe(5);
    expect(bookLayout(20).rows).toBe(0);
  });

  it('have their note beside them, never below the screen', () => {
    const layout = bookLayout(436);
    expect(layout.noteTop({ side: 'asks', index: 9 })).toBe(0);
    expect(layout.noteTop({ side: 'asks', index: 0 })).toBe(180);
    expect(layout.noteTop({ side: 'bids', index: 0 })).toBe(236);
    expect(layout.noteTop({ side: 'bids', index: 9 })).toBe(436 - 92);
  });
});

describe('columns', () => {
  const line = (price: string, quantity: string, total: string): BookLine =>
    ({ price, quantity, total }) as BookLine;
  const lines: BookLines = {
    asks: [line('67,412.80', '0.03079', '12.3456')],
    bids: [line('9.80', '1.00000', '1.0000')],
  };

  it('are as wide as the longest price, whichever side has it', () => {
    expect(columnsOf(lines, 300).template).toMatch(/^6\dpx /);
    expect(columnsOf({ asks: [], bids: lines.bids }, 300).template).toMatch(/^58px /);
  });

  it('go without the total where it does not fit', () => {
    expect(columnsOf(lines, 228).total).toBe('block');
    expect(columnsOf(lines, 170).total).toBe('none');
  });

  it('with figures longer than the pane are small, and then tell quantities in few digits', () => {
    const odd: BookLines = { asks: [line('0.00001234567890123456', '31,642,301,234', '1')], bids: [] };
    expect(columnsOf(odd, 320)).toMatchObject({ small: false, cramped: false });
    expect(columnsOf(odd, 270)).toMatchObject({ small: true, cramped: false });
    expect(columnsOf(odd, 249)).toMatchObject({ small: true, cramped: true });
    expect(columnsOf(lines, 170)).toMatchObject({ small: false });
  });

  it('have the size of own orders beside the quantity where there is room, else in place of the total', () => {
    const withOwn = { asks: lines.asks, bids: [{ ...line('9.80', '1.00000', '1.0000'), ownSize: '0.05' }] };
    expect(columnsOf(withOwn, 308).own).toBe('beside');
    expect(columnsOf(withOwn, 228).own).toBe('instead');
  });
});

describe('arrow keys', () => {
  const counts = { asks: 3, bids: 2 };

  it('start at the best price of the side they point to', () => {
    expect(placeAfter('ArrowUp', undefined, counts)).toEqual({ side: 'asks', index: 0 });
    expect(placeAfter('ArrowDown', undefined, counts)).toEqual({ side: 'bids', index: 0 });
  });

  it('cross the spread and stop at the ends', () => {
    expect(placeAfter('ArrowDown', { side: 'asks', index: 0 }, counts)).toEqual({ side: 'bids', index: 0 });
    expect(placeAfter('ArrowUp', { side: 'bids', index: 0 }, counts)).toEqual({ side: 'asks', index: 0 });
    expect(placeAfter('ArrowUp', { side: 'asks', index: 2 }, counts)).toEqual({ side: 'asks', index: 2 });
    expect(placeAfter('End', undefined, counts)).toEqual({ side: 'bids', index: 1 });
    expect(placeAfter('Home', undefined, counts)).toEqual({ side: 'asks', index: 2 });
  });

  it('work with one empty side and with both', () => {
    expect(placeAfter('ArrowUp', undefined, { asks: 0, bids: 2 })).toEqual({ side: 'bids', index: 0 });
    expect(placeAfter('ArrowUp', undefined, { asks: 0, bids: 0 })).toBeUndefined();
    expect(placeAfter('x', undefined, counts)).toBeUndefined();
  });
});
