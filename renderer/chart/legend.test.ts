import { describe, expect, it } from 'vitest';
import { minute } from '../state/testing-candles';
import { legendOf, volumeText } from './legend';

describe('the legend', () => {
  it('writes every figure from the decimals of the candle', () => {
    const candle = minute(0, '67412.8', {
      open: '67301.2',
      high: '67455',
      low: '67288.1',
      volume: '38.2114',
    });
    expect(legendOf(candle, 2)).toEqual({
      open: '67,301.20',
      high: '67,455.00',
      low: '67,288.10',
      close: '67,412.80',
      volume: '38.2114',
      change: '+111.60',
      changePercent: '+0.17 %',
      direction: 'up',
    });
  });

  it('has very small prices right and marks a fall by its sign', () => {
    const candle = minute(0, '0.00001466', { open: '0.00001467' });
    expect(legendOf(candle, 8)).toMatchObject({
      close: '0.00001466',
      change: '\u22120.00000001',
      changePercent: '\u22120.07 %',
      direction: 'down',
    });
  });

  it('says of a candle that did not move that it is flat', () => {
    expect(legendOf(minute(0), 2)).toMatchObject({
      change: '0.00',
      changePercent: '0.00 %',
      direction: 'flat',
    });
  });

  it('has no percent where the open is zero', () => {
    expect(legendOf(minute(0, '1', { open: '0' }), 2).changePercent).toBe('');
  });

  it.each([
    ['81234567.1', '81.23M'],
    ['38.2114', '38.2114'],
    ['0.00012345678', '0.000123456'],
    ['0', '0'],
  ])('volume %s is %s', (volume, text) => {
    expect(volumeText(volume)).toBe(text);
  });
});
