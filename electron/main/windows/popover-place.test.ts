import { expect, it } from 'vitest';
import { popoverPlace } from './popover-place';

const AREA = { x: 0, y: 30, width: 1280, height: 770 };
const SIZE = { width: 340, height: 420 };
const icon = (x: number, y: number) => ({ x, y, width: 24, height: 24 });

it('it opens below an icon at the top and above one at the bottom', () => {
  expect(popoverPlace(icon(600, 3), SIZE, AREA)).toEqual({ x: 442, y: 31, ...SIZE });
  expect(popoverPlace(icon(600, 772), SIZE, AREA)).toEqual({ x: 442, y: 348, ...SIZE });
});

it('it stays on the screen, and is no larger than it', () => {
  expect(popoverPlace(icon(1250, 3), SIZE, AREA).x).toBe(1280 - 340);
  expect(popoverPlace(icon(0, 400), SIZE, AREA).x).toBe(0);
  const small = { x: 100, y: 0, width: 300, height: 200 };
  expect(popoverPlace(icon(200, 100), SIZE, small)).toEqual(small);
});
