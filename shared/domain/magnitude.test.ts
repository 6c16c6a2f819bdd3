import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDecimal, isZero } from './decimal';
import { magnitudeOf } from './magnitude';

describe('the walk over a decimal', () => {
  it('agrees with the rule for decimals everywhere else', () => {
    const near = fc.stringMatching(/^[0-9]{0,33}\.?[0-9]{0,23}[.e-]?$/);
    fc.assert(
      fc.property(fc.oneof(near, fc.string(), fc.stringMatching(/^0{0,4}\.?0{0,4}$/)), (text) => {
        expect(magnitudeOf(text)).toBe(!isDecimal(text) ? 'none' : isZero(text) ? 'zero' : 'positive');
      }),
      { numRuns: 3_000 },
    );
  });
});
