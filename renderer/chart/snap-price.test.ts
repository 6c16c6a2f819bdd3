import { describe, expect, it } from 'vitest';
import { snapPrice } from './snap-price';

describe('a place on the chart as a price', () => {
  it.each([
    [67_412.404_999, 2, '67412.4'],
    [67_412.406, 2, '67412.41'],
    [0.000_014_64, 8, '0.00001464'],
    [812.4, 0, '812'],
  ])('%d with %d decimals is %s', (place, quotePrecision, price) => {
    expect(snapPrice(place, { quotePrecision })).toBe(price);
  });

  it('keeps to the bounds of the symbol', () => {
    const rules = { quotePrecision: 2, minPrice: '10.00', maxPrice: '20' };
    expect([snapPrice(3, rules), snapPrice(30, rules)]).toEqual(['10', '20']);
  });

  it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY, 0.001])('there is none at %d', (place) => {
    expect(snapPrice(place, { quotePrecision: 2 })).toBeUndefined();
  });
});
