import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, decimalsOf, multiply } from '@shared/domain/decimal';
import type { BookSides } from '@shared/domain/book';
import type { SpotSymbol } from '@shared/domain/symbol';
import {
  bookPrice,
  edit,
  EMPTY_FORM,
  intentOf,
  nudge,
  reachOf,
  settle,
  withBookPrice,
  withLevel,
  withShare,
} from './ticket-form';

const rules: SpotSymbol = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 4,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};

const book: BookSides = { bids: [['67412.40', '1']], asks: [['67412.83', '2']] };
const priced = edit(EMPTY_FORM, 'price', '67412.40', rules);

describe('how much of a level a balance reaches for', () => {
  const level = { price: '100', quantity: '2.00009' };

  it('is cut to whole lots, of the quote asset for a buy and of the base asset for a sell', () => {
    expect(reachOf('BUY', level, '150.009', rules)).toBe('1.5');
    expect(reachOf('SELL', level, '1.99999', rules)).toBe('1.9999');
  });

  it('is not told when it reaches for all, when nothing is free, or when that is not known', () => {
    expect(reachOf('BUY', level, '200', rules)).toBeUndefined();
    expect(reachOf('SELL', level, '2', rules)).toBeUndefined();
    expect(reachOf('BUY', level, '0', rules)).toBeUndefined();
    expect(reachOf('BUY', level, undefined, rules)).toBeUndefined();
  });
});

describe('price, quantity and total', () => {
  it('a quantity gives the exact total', () => {
    expect(edit(priced, 'quantity', '0.1788', rules).total).toBe('12053.33712');
  });

  it('a total gives the largest quantity that it pays for', () => {
    expect(edit(priced, 'total', '1000', rules).quantity).toBe('0.0148');
  });

  it('a new price moves the total when the quantity was typed, and the quantity when the total was', () => {
    const byQuantity = edit(edit(priced, 'quantity', '2', rules), 'price', '10', rules);
    expect(byQuantity).toMatchObject({ quantity: '2', total: '20' });
    const byTotal = edit(edit(priced, 'total', '20', rules), 'price', '10', rules);
    expect(byTotal).toMatchObject({ quantity: '2', total: '20' });
  });

  it('what can not be read empties what depends on it and stays itself', () => {
    const form = edit(edit(priced, 'quantity', '1', rules), 'quantity', '1,5', rules);
    expect(form).toMatchObject({ quantity: '1,5', total: '' });
  });

  it('on leaving the field, certain text is shown plainly and a total becomes the real one', () => {
    expect(settle(edit(priced, 'quantity', '０.１', rules), 'quantity').quantity).toBe('0.1');
    expect(settle(edit(priced, 'quantity', '1,5', rules), 'quantity').quantity).toBe('1,5');
    expect(settle(edit(priced, 'total', '1000', rules), 'total').total).toBe('997.70352');
  });

  it('a quantity from a total never costs more than the total', () => {
    const amount = fc.stringMatching(/^[1-9]\d{0,7}\.\d{1,2}$/);
    fc.assert(
      fc.property(amount, amount, (price, total) => {
        const { quantity } = edit(edit(EMPTY_FORM, 'price', price, rules), 'total', total, rules);
        expect(compare(multiply(price, quantity), total)).toBeLessThanOrEqual(0);
        expect(decimalsOf(quantity)).toBeLessThanOrEqual(rules.baseAssetPrecision);
      }),
    );
  });
});

describe('arrow keys', () => {
  it('step by a tick and by a lot', () => {
    expect(nudge(priced, 'price', 1, rules).price).toBe('67412.41');
    expect(nudge(edit(priced, 'quantity', '1', rules), 'quantity', -1, rules).quantity).toBe('0.9999');
  });
  it('keep the decimals that were there and stop at zero', () => {
    expect(nudge(edit(priced, 'price', '0.99', rules), 'price', 1, rules).price).toBe('1.00');
    expect(nudge(edit(priced, 'price', '0.05', rules), 'price', -10, rules).price).toBe('0.00');
  });
  it('leave text alone that is no amount', () => {
    expect(nudge(edit(priced, 'price', '1e5', rules), 'price', 1, rules).price).toBe('1e5');
  });
});

describe('prices out of the book', () => {
  it('join the own side, take the other', () => {
    expect(bookPrice('join', 'BUY', book, rules)).toBe('67412.40');
    expect(bookPrice('take', 'BUY', book, rules)).toBe('67412.83');
    expect(bookPrice('join', 'SELL', book, rules)).toBe('67412.83');
    expect(bookPrice('take', 'SELL', book, rules)).toBe('67412.40');
  });
  it('the middle leaves half a tick to the user', () => {
    expect(bookPrice('mid', 'BUY', book, rules)).toBe('67412.61');
    expect(bookPrice('mid', 'SELL', book, rules)).toBe('67412.62');
  });
  it('are unknown while a side is empty', () => {
    expect(bookPrice('take', 'BUY', { ...book, asks: [] }, rules)).toBeUndefined();
    expect(bookPrice('mid', 'BUY', { ...book, asks: [] }, rules)).toBeUndefined();
  });
  it('keep the decimals of the symbol in the field', () => {
    expect(withBookPrice(EMPTY_FORM, '67412.4', rules).price).toBe('67412.40');
    expect(withBookPrice(EMPTY_FORM, '67412.40000000', rules).price).toBe('67412.40');
  });
});

describe('a level of the book', () => {
  it('gives its price and leaves the quantity as it was', () => {
    const form = withLevel(edit(priced, 'quantity', '2', rules), { price: '67400' }, rules);
    expect(form).toMatchObject({ price: '67400.00', quantity: '2', total: '134800' });
  });
  it('gives all up to there when asked, cut to whole lots', () => {
    const form = withLevel(priced, { price: '67400', quantity: '1.23456' }, rules);
    expect(form).toMatchObject({ price: '67400.00', quantity: '1.2345' });
  });
  it('is the user’s choice: the price no longer follows the book', () => {
    expect(withLevel(EMPTY_FORM, { price: '1' }, rules).pricePrefilled).toBe(false);
    expect(withLevel(EMPTY_FORM, { price: '1', side: 'SELL' }, rules).side).toBe('SELL');
  });
});

describe('a share of the balance', () => {
  it('of the quote asset for a buy, cut to whole lots', () => {
    expect(withShare(priced, 25, '48210.55', rules)).toMatchObject({
      quantity: '0.1787',
      total: '12046.59588',
    });
  });
  it('of the base asset for a sell', () => {
    expect(withShare({ ...priced, side: 'SELL' }, 75, '0.05231900', rules).quantity).toBe('0.0392');
  });
  it('is never more than what is free', () => {
    const amount = fc.stringMatching(/^[1-9]\d{0,7}\.\d{1,8}$/);
    fc.assert(
      fc.property(amount, amount, (price, free) => {
        const { total } = withShare(edit(EMPTY_FORM, 'price', price, rules), 100, free, rules);
        expect(compare(total, free)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('the intent', () => {
  it('carries plain decimals, and text that is none as it was typed', () => {
    const form = edit(edit(priced, 'price', '67,412.40', rules), 'quantity', '1e5', rules);
    expect(intentOf(form, 'BTCUSDT')).toMatchObject({ price: '67412.40', quantity: '1e5' });
  });
});
