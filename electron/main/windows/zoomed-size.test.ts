import { expect, it } from 'vitest';
import { zoomedSize } from './zoomed-size';

const ROOM = { width: 1440, height: 860 };

it('a window grows with what is drawn in it, up to the screen', () => {
  expect(zoomedSize({ width: 440, height: 400 }, 1, ROOM)).toEqual({ width: 440, height: 400 });
  expect(zoomedSize({ width: 440, height: 400 }, 2, ROOM)).toEqual({ width: 880, height: 800 });
  expect(zoomedSize({ width: 440, height: 720 }, 3, ROOM)).toEqual({ width: 1320, height: 860 });
});
