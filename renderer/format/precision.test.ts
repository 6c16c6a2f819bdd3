import { describe, expect, it } from 'vitest';
import { percentOf, spreadOf, stepOf } from './precision';

describe('a step', () => {
  it('is the last decimal that the precision allows', () => {
    expect([stepOf(0), stepOf(1), stepOf(8)]).toEqual(['1', '0.1', '0.00000001']);
  });
});

describe('the spread', () => {
  it('is told in price and in percent of the middle', () => {
    expect(spreadOf('99', '101')).toEqual({ amount: '2', percent: '2' });
    expect(spreadOf('67412.40', '67412.80')).toEqual({ amount: '0.4', percent: '0.0005933608' });
  });
  it('is unknown while a side is empty or the book is crossed', () => {
    expect(spreadOf('', '1')).toBeUndefined();
    expect(spreadOf('1', '')).toBeUndefined();
    expect(spreadOf('2', '1')).toBeUndefined();
  });
});

describe('a part in percent', () => {
  it('is cut, and zero of nothing', () => {
    expect(percentOf('2', '3', 1)).toBe('66.6');
    expect(percentOf('2', '0', 1)).toBe('0');
  });
});
