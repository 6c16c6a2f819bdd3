import { describe, expect, it } from 'vitest';
import { nudged, written } from './change-form';

describe('what is written into a field of a change', () => {
  it('is read as in the ticket', () => {
    expect(written(' 41,000.50 ')).toEqual({ value: '41000.50' });
    expect(written('')).toEqual({ value: '' });
    expect(written('1e5')).toEqual({ value: '', refusal: 'exponent' });
  });

  it('moves by whole steps, exactly, and never to nothing', () => {
    expect(nudged('41000.1', 1, '0.01')).toBe('41000.11');
    expect(nudged('0.3', -10, '0.01')).toBe('0.2');
    expect(nudged('0.01', -1, '0.01')).toBe('0.01');
    expect(nudged('what', 1, '0.01')).toBe('what');
  });
});
