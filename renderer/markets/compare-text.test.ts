import Big from 'big.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareDecimalText } from './compare-text';

const decimal = fc.stringMatching(/^-?\d{1,6}(\.\d{1,4})?$/);

it('orders as exact arithmetic does', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(Math.sign(compareDecimalText(a, b))).toBe(new Big(a).cmp(b));
    }),
    { numRuns: 2000 },
  );
});

it('zeros with any sign and any length are equal', () => {
  expect(compareDecimalText('-0.00', '0')).toBe(0);
  expect(compareDecimalText('010.50', '10.5')).toBe(0);
});

it('a missing number comes last', () => {
  expect(compareDecimalText('1', '')).toBeLessThan(0);
  expect(compareDecimalText('', '1')).toBeGreaterThan(0);
});
