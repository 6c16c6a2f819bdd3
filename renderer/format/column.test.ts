import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnPlaces, formatColumn, formatCramped, largestOf, widthOf } from './column';

describe('a column of figures', () => {
  it('has the decimals of the symbol while its largest figure stays short', () => {
    expect(columnPlaces(['0.03', '9.1'], 5)).toBe(5);
    expect(columnPlaces([], 3)).toBe(3);
  });

  it('gives decimals up for a large figure, all of them if need be', () => {
    expect(columnPlaces(['0.03', '1234.5'], 5)).toBe(2);
    expect(columnPlaces(['123456789'], 5)).toBe(0);
  });

  it('of very small figures has the decimals that tell them apart', () => {
    expect(columnPlaces(['0.000000000587467268', '0.000000000019'], 18)).toBe(12);
    expect(columnPlaces(['0.0003'], 3)).toBe(3);
    expect(columnPlaces(['0.00'], 20)).toBe(5);
  });

  it('lines up: every figure has exactly the places', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{1,9}\.\d{1,8}$/),
        fc.integer({ min: 0, max: 8 }),
        (figure, places) => {
          const text = formatColumn(figure, places);
          expect(text.split('.')[1]?.length ?? 0).toBe(places);
        },
      ),
    );
  });
});

describe('a figure of a column', () => {
  it('is cut, so that never more is shown than is there', () => {
    expect(formatColumn('1234.5678', 2)).toBe('1,234.56');
    expect(formatColumn('0.1', 3)).toBe('0.100');
  });

  it('that is there does not read as zero', () => {
    expect(formatColumn('0.004', 2)).toBe('<0.01');
    expect(formatColumn('0.4', 0)).toBe('<1');
    expect(formatColumn('0.000', 2)).toBe('0.00');
  });
});

it('without room a figure is told in few digits, never in none', () => {
  expect(formatCramped('31642301234')).toBe('31.64B');
  expect(formatCramped('0.000000000587467268')).toBe('0.000000000587');
  expect(formatCramped('999')).toBe('999');
});

it('the largest is found by number, not by text', () => {
  expect(largestOf(['9', '10', '2'])).toBe('10');
  expect(largestOf([])).toBe('0');
});

it('points and commas take less room than digits', () => {
  expect(widthOf('1,000.0')).toBeLessThan(widthOf('1000000'));
});
