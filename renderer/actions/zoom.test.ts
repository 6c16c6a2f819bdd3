import { describe, expect, it } from 'vitest';
import { stepZoom } from './zoom';

describe('the size of the desk', () => {
  it('goes by steps from half to three times', () => {
    expect(stepZoom('100', 1)).toBe('110');
    expect(stepZoom('100', -1)).toBe('90');
  });

  it('stays at the ends', () => {
    expect(stepZoom('300', 1)).toBe('300');
    expect(stepZoom('50', -1)).toBe('50');
  });
});
