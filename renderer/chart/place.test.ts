import { describe, expect, it } from 'vitest';
import { wholeLabel } from './place';

describe('a label', () => {
  it.each([
    ['stands on its line', 100.5, 100.5],
    ['stays whole at the upper edge', 2.5, 9.5],
    ['stays whole at the lower edge', 299.5, 290.5],
  ])('%s', (_, y, middle) => {
    expect(wholeLabel(y, 19, 300)).toBe(middle);
  });
});
