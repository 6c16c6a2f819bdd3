import { describe, expect, it } from 'vitest';
import type { DisplayPlace } from '../storage/window-places';
import { displayKey, placeFor, type KnownDisplay } from './place';

function display(id: number, x: number, width: number, height: number): KnownDisplay {
  const bounds = { x, y: 0, width, height };
  return { id, bounds, workArea: { ...bounds, y: 32, height: height - 32 } };
}

const LAPTOP = display(1, 0, 1440, 900);
const LARGE = display(2, 1440, 2560, 1440);
const WANTED = { width: 1440, height: 900 };
const LEAST = { width: 1024, height: 700 };

const on = (where: KnownDisplay, place: Partial<DisplayPlace['place']>): DisplayPlace => ({
  display: displayKey(where),
  place: { x: 0, y: 32, width: 1200, height: 800, maximised: false, ...place },
});

describe('a window opens', () => {
  it('in the middle of the primary display the first time, no larger than its work area', () => {
    expect(placeFor([], [LARGE, LAPTOP], WANTED, LEAST)).toEqual({
      x: 2_000,
      y: 286,
      width: 1440,
      height: 900,
      maximised: false,
    });
    expect(placeFor([], [LAPTOP], WANTED, LEAST)).toMatchObject({ x: 0, y: 32, height: 868 });
  });

  it('where it was last, maximised when it was', () => {
    const place = { x: 1_700, y: 200, width: 1_600, height: 1_000, maximised: true };
    expect(placeFor([on(LARGE, place)], [LAPTOP, LARGE], WANTED, LEAST)).toEqual(place);
  });

  it('where it was on a display that is still there, when the last one is gone', () => {
    const remembered = [on(LARGE, { x: 1_700 }), on(LAPTOP, { x: 60 })];
    expect(placeFor(remembered, [LAPTOP], WANTED, LEAST)).toMatchObject({ x: 60, y: 32 });
  });

  it('as large as it was in the middle of what is there, when every display it knew is gone', () => {
    const remembered = [on(LARGE, { x: 3_000, y: 900, maximised: true })];
    expect(placeFor(remembered, [LAPTOP], WANTED, LEAST)).toEqual({
      x: 120,
      y: 66,
      width: 1_200,
      height: 800,
      maximised: true,
    });
  });

  it('anew on a display whose resolution has changed', () => {
    const smaller = display(2, 1440, 1280, 800);
    expect(placeFor([on(LARGE, { x: 3_000 })], [smaller], WANTED, LEAST)).toMatchObject({ x: 1_480 });
  });

  it.each([
    ['left of it', { x: -5_000 }],
    ['right of it', { x: 5_000 }],
    ['above it', { y: -500 }],
    ['below it', { y: 5_000 }],
  ])('in sight when it was mostly %s', (_where, place) => {
    const { x, y, width } = placeFor([on(LAPTOP, place)], [LAPTOP], WANTED, LEAST);
    expect(Math.min(x + width, 1_440) - Math.max(x, 0)).toBeGreaterThanOrEqual(96);
    expect(y).toBeGreaterThanOrEqual(32);
    expect(y).toBeLessThanOrEqual(900 - 96);
  });

  it('never smaller than it may be', () => {
    expect(placeFor([on(LAPTOP, { width: 10, height: 10 })], [LAPTOP], WANTED, LEAST)).toMatchObject(LEAST);
  });
});
