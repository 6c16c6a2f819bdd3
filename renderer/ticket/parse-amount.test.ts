import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, isDecimal } from '@shared/domain/decimal';
import { parseAmount } from './parse-amount';

function value(typed: string): string {
  const parsed = parseAmount(typed);
  return parsed.kind === 'amount'
    ? parsed.value
    : parsed.kind === 'refused'
      ? `refused: ${parsed.reason}`
      : '';
}

describe('an amount that means one thing', () => {
  it.each([
    ['12.5', '12.5'],
    ['0.10', '0.10'],
    [' 12.5 ', '12.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['１２．５', '12.5'],
    ['12。5', '12.5'],
    ['67,412.40', '67412.40'],
    ['1,234,567', '1234567'],
    ['67 412.40', '67412.40'],
    ['1\u202f234', '1234'],
  ])('%s is read as %s', (typed, expected) => {
    expect(value(typed)).toBe(expected);
  });

  it('is marked as changed only when the field shows something else', () => {
    expect(parseAmount('12.5')).toMatchObject({ changed: false });
    expect(parseAmount('１２．５')).toMatchObject({ changed: true });
  });

  it('may be empty', () => {
    expect(parseAmount('  ')).toEqual({ kind: 'empty' });
  });
});

describe('an amount that could mean something else is refused', () => {
  it.each([
    ['1,234', 'comma'],
    ['0,5', 'comma'],
    ['1.234,50', 'comma'],
    ['12,34.5', 'comma'],
    ['1 2', 'grouping'],
    ['1e5', 'exponent'],
    ['1E-5', 'exponent'],
    ['１ｅ５', 'exponent'],
    ['0x10', 'prefix'],
    ['0b1', 'prefix'],
    ['-1', 'sign'],
    ['−1', 'sign'],
    ['+1', 'sign'],
    ['1.2.3', 'two-points'],
    ['.', 'two-points'],
    ['1_000', 'characters'],
    ['12abc', 'characters'],
    ['Infinity', 'characters'],
    ['١٢', 'characters'],
    ['1'.repeat(31), 'too-long'],
    [`0.${'1'.repeat(21)}`, 'too-long'],
  ])('%s: %s', (typed, reason) => {
    expect(value(typed)).toBe(`refused: ${reason}`);
  });
});

describe('for any text', () => {
  it('what is read is a plain decimal', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,e x-１２ _'.split('')) }), (typed) => {
        const parsed = parseAmount(typed);
        if (parsed.kind === 'amount') expect(isDecimal(parsed.value)).toBe(true);
      }),
    );
  });

  it('reading is stable: what the field then shows is read as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789., １２'.split('')) }), (typed) => {
        const parsed = parseAmount(typed);
        if (parsed.kind === 'amount') {
          expect(parseAmount(parsed.value)).toEqual({ kind: 'amount', value: parsed.value, changed: false });
        }
      }),
    );
  });

  it('a number written with separators of thousands keeps its size', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 24n }),
        fc.stringMatching(/^\d{1,8}$/),
        (whole, fraction) => {
          const grouped = `${whole.toLocaleString('en-US')}.${fraction}`;
          expect(compare(value(grouped), `${whole}.${fraction}`)).toBe(0);
        },
      ),
    );
  });
});
