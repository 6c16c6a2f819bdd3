import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesOf, priceWriter, scaleText } from './price-text';

describe('a price on the scale', () => {
  it.each([
    [67412.4, 2, '67,412.40'],
    [0.00001467, 8, '0.00001467'],
    [0.0000001, 12, '0.000000100000'],
    [1234567.5, 0, '1,234,568'],
    [0, 2, '0.00'],
    [-0.001, 2, '0.00'],
    [-12.5, 1, '\u221212.5'],
    [67412.4, 15, '67,412.400000000000000'],
    [1e-9, 2, '0.00'],
    [Number.NaN, 2, '–'],
    [1e30, 2, '–'],
  ])('%d with %d decimals is %s', (price, places, text) => {
    expect(scaleText(price, places)).toBe(text);
  });

  it('has no digits that the decimal it came from had not, and no exponent', () => {
    fc.assert(
      fc.property(
        fc.nat(99_999_999),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 0, max: 20 }),
        (ticks, fine, places) => {
          const decimal = (BigInt(ticks) * 1n).toString().padStart(fine + 1, '0');
          const text = fine === 0 ? decimal : `${decimal.slice(0, -fine)}.${decimal.slice(-fine)}`;
          const shown = scaleText(Number(text), Math.max(places, fine));
          expect(shown.replaceAll(',', '')).toBe(
            `${text}${text.includes('.') || Math.max(places, fine) === 0 ? '' : '.'}${'0'.repeat(Math.max(places, fine) - fine)}`,
          );
        },
      ),
    );
  });
});

describe('a price of the exchange', () => {
  it('is written from its decimals, however fine', () => {
    const write = priceWriter(2, ['0.12345678901234567891', '67412.8']);
    expect(write(Number('0.12345678901234567891'))).toBe('0.12345678901234567891');
    expect(write(67412.8)).toBe('67,412.80');
    expect(write(1.005)).toBe('1.00');
  });

  it('decides how many decimals are written when it is finer than the rule', () => {
    expect(placesOf(2, ['1.5', '0.12345', 'x'])).toBe(5);
    expect(placesOf(2, [])).toBe(2);
  });
});
