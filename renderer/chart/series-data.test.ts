import { expect, it } from 'vitest';
import { minute } from '../state/testing-candles';
import { bar, column, isFalling } from './series-data';

const colours = { bid: '#00ff00', ask: '#ff0000' };

it('a candle is drawn at its open time in seconds', () => {
  const candle = minute(0, '0.00001466', { open: '0.00001467', high: '0.00001468', low: '0.00001465' });
  expect(bar(candle)).toEqual({
    time: 1_700_000_040,
    open: 0.00001467,
    high: 0.00001468,
    low: 0.00001465,
    close: 0.00001466,
  });
});

it('a candle that closes where it opened counts as rising, its volume has the colour of its direction', () => {
  expect([minute(0), minute(0, '9', { open: '10' })].map(isFalling)).toEqual([false, true]);
  expect(column(minute(0, '10', { volume: '2.5' }), colours)).toMatchObject({
    value: 2.5,
    color: '#00ff0066',
  });
  expect(column(minute(0, '9', { open: '10' }), colours).color).toBe('#ff000066');
});
