import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  cutDown,
  decimalsOf,
  divideDown,
  isDecimal,
  isZero,
  multiply,
  normalize,
  subtract,
  toPlaces,
} from './decimal';

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(''));
const decimal = fc
  .tuple(digits(1, 12), digits(0, 20))
  .map(([whole, part]) => (part === '' ? whole : `${whole}.${part}`));

/** A decimal of up to 20 places as a whole number of 10^-20. */
function units(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(20, '0'));
}

describe('decimals', () => {
  it('takes plain digits only', () => {
    for (const good of ['0', '1', '0.1', '00.10', '67412.40000000000000000001'])
      expect(isDecimal(good)).toBe(true);
    for (const bad of [
      '',
      '.',
      '1.',
      '.5',
      '-1',
      '+1',
      '1e5',
      '0x10',
      '1,5',
      ' 1',
      '1 ',
      'NaN',
      'Infinity',
      '１',
      '1.123456789012345678901',
    ]) {
      expect(isDecimal(bad), bad).toBe(false);
    }
  });

  it('adds, subtracts and compares as whole numbers of the smallest unit do', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(units(add(a, b))).toBe(units(a) + units(b));
        const difference = subtract(a, b);
        const size = units(difference.replace('-', ''));
        expect(difference.startsWith('-') ? -size : size).toBe(units(a) - units(b));
        expect(compare(a, b)).toBe(units(a) < units(b) ? -1 : units(a) > units(b) ? 1 : 0);
      }),
    );
  });

  it('takes zeros before and after for nothing when comparing', () => {
    fc.assert(
      fc.property(decimal, fc.nat(8), fc.nat(8), (a, before, after) => {
        const [whole = '', part = ''] = a.split('.');
        const padded = `${'0'.repeat(before)}${whole}.${part}${'0'.repeat(after)}`;
        // More decimals than are allowed are still compared, by arithmetic.
        const text = padded.endsWith('.') ? `${padded}0` : padded;
        expect(compare(a, text)).toBe(0);
        expect(compare(text, a)).toBe(0);
        expect(compare(a, add(text, '1'))).toBe(-1);
        expect(isZero(text)).toBe(units(a) === 0n);
      }),
    );
  });

  it('compares signed numbers too, and refuses what is none', () => {
    expect(compare('-2', '1')).toBe(-1);
    expect(compare('-1', '-2')).toBe(1);
    expect(compare('-0', '0')).toBe(0);
    expect(isZero('-0.00')).toBe(true);
    expect(isZero('-0.01')).toBe(false);
    for (const bad of ['', '1,5', 'NaN', '0x10']) {
      expect(() => compare(bad, '1'), bad).toThrow();
      expect(() => compare('1', bad), bad).toThrow();
      expect(() => isZero(bad), bad).toThrow();
    }
  });

  it('multiplies without losing a digit and never in scientific notation', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const product = multiply(a, b);
        expect(product).toMatch(/^\d+(\.\d+)?$/);
        const [whole = '0', part = ''] = product.split('.');
        expect(BigInt(whole + part.padEnd(40, '0'))).toBe(units(a) * units(b));
      }),
    );
  });

  it('cuts down and never up', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: 0, max: 20 }), (a, places) => {
        const cut = cutDown(a, places);
        expect(compare(cut, a)).not.toBe(1);
        expect(decimalsOf(cut)).toBeLessThanOrEqual(places);
        expect(units(a) - units(cut)).toBeLessThan(10n ** BigInt(20 - places));
      }),
    );
    expect(cutDown('0.29', 2)).toBe('0.29');
  });

  it('divides down: the result times the divisor is at most the dividend', () => {
    fc.assert(
      fc.property(decimal, decimal, fc.integer({ min: 0, max: 12 }), (a, b, places) => {
        fc.pre(compare(b, '0') === 1);
        expect(compare(multiply(divideDown(a, b, places), b), a)).not.toBe(1);
      }),
    );
    expect(() => divideDown('1', '0.000', 2)).toThrow(RangeError);
  });

  it('counts decimals without trailing zeros', () => {
    expect(decimalsOf('1.500')).toBe(1);
    expect(decimalsOf('100')).toBe(0);
    expect(normalize('001.500')).toBe('1.5');
    expect(toPlaces('-1.005', 2)).toBe('-1.01');
  });
});
