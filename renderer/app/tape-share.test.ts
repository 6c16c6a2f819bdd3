import { expect, it } from 'vitest';
import { nearestShare, shareAfter } from './tape-share';

it('the line between book and trades is let go at the nearest step', () => {
  expect([-5, 0, 33, 37.4, 99].map(nearestShare)).toEqual(['15', '15', '35', '35', '70']);
});

it('keys move it by a step, and no further than its ends', () => {
  expect(shareAfter('ArrowUp', '35')).toBe('40');
  expect(shareAfter('ArrowDown', '35')).toBe('30');
  expect(shareAfter('ArrowDown', '15')).toBe('15');
  expect(shareAfter('ArrowUp', '70')).toBe('70');
  expect([shareAfter('Home', '35'), shareAfter('End', '35')]).toEqual(['15', '70']);
  expect(shareAfter('Enter', '35')).toBeUndefined();
});
