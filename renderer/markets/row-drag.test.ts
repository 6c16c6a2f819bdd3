import { expect, it } from 'vitest';
import { RowDrag } from './row-drag.svelte';

it('a press that hardly moves carries nothing', () => {
  const drag = new RowDrag(30);
  drag.press(40, 4);
  expect(drag.moveTo(42, 4)).toBe(false);
  expect(drag.drop()).toBeUndefined();
});

it.each([
  [10, 100, 0, 2],
  [100, 10, 3, 0],
  [40, 9_999, 1, 3],
  [40, -50, 1, 0],
])('from %i px to %i px the row %i goes to place %i', (pressed, released, from, to) => {
  const drag = new RowDrag(30);
  drag.press(pressed, 4);
  expect(drag.moveTo(released, 4)).toBe(true);
  expect(drag.carried).toBe(from);
  expect(drag.drop()).toEqual({ from, to });
});

it('a row that falls where it was stays, and so does one that is let go by Escape', () => {
  const drag = new RowDrag(30);
  drag.press(40, 4);
  drag.moveTo(46, 4);
  expect(drag.drop()).toBeUndefined();
  drag.press(40, 4);
  drag.moveTo(100, 4);
  drag.cancel();
  expect(drag.moveTo(110, 4)).toBe(false);
  expect(drag.drop()).toBeUndefined();
});

it('below the last row there is nothing to carry', () => {
  const drag = new RowDrag(30);
  drag.press(130, 4);
  expect(drag.moveTo(10, 4)).toBe(false);
});
