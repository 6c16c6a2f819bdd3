import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, fixed, formatFixed, fromUnits, parseFixed, ratioText, scaleDown, subtract } from './fixed';

const units = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });

describe('fixed-point amounts', () => {
  it('are the same after writing and reading', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 20 }), (amount, decimals) => {
        const value = fromUnits(amount / 10n ** 20n, 20 - (decimals % 3));
        expect(fixed(formatFixed(value, decimals))).toBe(value);
      }),
    );
  });

  it('add and subtract without loss', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        const [x, y] = [fromUnits(a, 20), fromUnits(b, 20)];
        expect(subtract(add(x, y), y)).toBe(x);
      }),
    );
  });

  it.each([
    '',
    '.',
    '1.',
    '.5',
    '1e5',
    '+1',
    '0x10',
    '1,5',
    ' 1',
    '1 ',
    'NaN',
    '１',
    '0.000000000000000000001',
  ])('are not read from %j', (text) => {
    expect(parseFixed(text)).toBeUndefined();
  });

  it('keep all 20 decimals', () => {
    expect(formatFixed(fixed('0.00000000000000000001'))).toBe('0.00000000000000000001');
  });

  it('show at least the decimals asked for and no other trailing zeros', () => {
    expect(formatFixed(fixed('1'), 8)).toBe('1.00000000');
    expect(formatFixed(fixed('1.5000'))).toBe('1.5');
    expect(formatFixed(fixed('-0.05'))).toBe('-0.05');
    expect(formatFixed(fixed('0'))).toBe('0');
  });

  it('cut a share to 20 decimals', () => {
    expect(scaleDown(fixed('1'), 1n, 1000n)).toBe(fixed('0.001'));
    expect(scaleDown(fixed('2'), 1n, 3n)).toBe(fixed('0.66666666666666666666'));
  });

  it('round ratios half away from zero', () => {
    expect(ratioText(1n, 8n, 2)).toBe('0.13');
    expect(ratioText(-1n, 8n, 2)).toBe('-0.13');
    expect(ratioText(1n, 0n, 2)).toBe('0.00');
  });
});
