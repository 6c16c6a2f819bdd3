import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutDown, toPlaces } from '@shared/domain/decimal';
import {
  cutToPlaces,
  directionOf,
  formatAmount,
  formatCompact,
  formatGlance,
  formatSigned,
  formatSignificant,
} from './amount';

describe('an amount on the screen', () => {
  it('has thousands separators and the decimals of its symbol', () => {
    expect(formatAmount('67412.4', 2)).toBe('67,412.40');
    expect(formatAmount('1234567', 0)).toBe('1,234,567');
    expect(formatAmount('0.0000123', 8)).toBe('0.00001230');
  });

  it('is the same number whatever zeros it came with', () => {
    expect(formatAmount('007.500', 1)).toBe('7.5');
    expect(formatAmount('-0012345.60', 0)).toBe('\u221212,345.6');
    expect(formatAmount('10.000', 0)).toBe('10');
  });

  it('shows more decimals than the symbol has rather than hide what is owned', () => {
    expect(formatAmount('0.123456789', 4)).toBe('0.123456789');
  });

  it('is never scientific', () => {
    expect(formatAmount('0.00000000000000000001', 2)).toBe('0.00000000000000000001');
    expect(formatAmount(`1${'0'.repeat(25)}`, 0)).not.toContain('e');
  });

  it('keeps every digit of any decimal', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{0,20}\.\d{1,12}$/), (decimal) => {
        expect(Number(formatAmount(decimal, 0).replaceAll(',', ''))).toBe(Number(decimal));
      }),
    );
  });
});

describe('an amount cut to places', () => {
  it('is what exact arithmetic makes of it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{1,12}(\.\d{1,12})?$/),
        fc.integer({ min: 0, max: 14 }),
        (decimal, places) => {
          expect(cutToPlaces(decimal, places)).toBe(toPlaces(cutDown(decimal, places), places));
        },
      ),
    );
  });
});

describe('a signed amount', () => {
  it('carries its sign also where colour is not seen', () => {
    expect(formatSigned('1284.1', 2)).toBe('+1,284.10');
    expect(formatSigned('-0.84', 2)).toBe('\u22120.84');
  });

  it('has no minus before zero', () => {
    expect(formatSigned('-0.001', 2)).toBe('0.00');
    expect(formatSigned('0', 2)).toBe('0.00');
  });

  it('points up, down or nowhere', () => {
    expect([directionOf('0.10'), directionOf('-3'), directionOf('0.00'), directionOf('-0')]).toEqual([
      'up',
      'down',
      'flat',
      'flat',
    ]);
  });
});

describe('a compact amount', () => {
  it.each([
    ['999.999', '999.99'],
    ['1000', '1.00K'],
    ['81234567.1', '81.23M'],
    ['81999999999', '81.99B'],
    ['0.5', '0.50'],
    ['12345678901234567', '12,345.67T'],
  ])('%s is %s', (decimal, shown) => {
    expect(formatCompact(decimal)).toBe(shown);
  });
});

describe('a figure of which few digits matter', () => {
  it.each([
    ['0.0000741', '0.000074'],
    ['1.94', '1.9'],
    ['67412.8', '67,412'],
    ['0.00', '0'],
    ['-0', '0'],
    ['-0.0041', '\u22120.0041'],
    ['10.5', '10'],
  ])('%s is %s', (decimal, shown) => {
    expect(formatSignificant(decimal, 2)).toBe(shown);
  });
});

describe('an amount at a glance', () => {
  it.each([
    ['47774.076000800', '47,774.076'],
    ['2.46137816', '2.46137816'],
    ['2', '2.00'],
    ['0.123456789123', '0.12345678'],
    ['1234567890.987', '1,234,567,890.98'],
    ['odd', 'odd'],
  ])('%s is %s: cut, never rounded up', (amount, shown) => {
    expect(formatGlance(amount)).toBe(shown);
  });
});
