import { describe, expect, it } from 'vitest';
import { minute, minutes } from '../state/testing-candles';
import { isAtBeginning, isAwayFromNow, isNearBeginning, panned, viewAfter, zoomed } from './viewport';

describe('the view after the candles were replaced', () => {
  const before = minutes(100, 200);

  it('shows the same candles when older ones came', () => {
    expect(viewAfter({ from: 10.5, to: 40.25 }, before, minutes(0, 200))).toEqual({
      from: 110.5,
      to: 140.25,
    });
  });

  it('shows the same candles when older and newer ones came and it was scrolled away', () => {
    expect(viewAfter({ from: 10, to: 40 }, before, minutes(50, 230))).toEqual({ from: 60, to: 90 });
  });

  it('goes on following the newest candle, with the same room to its right', () => {
    expect(viewAfter({ from: 60, to: 105 }, before, minutes(100, 230))).toEqual({ from: 90, to: 135 });
  });

  it('holds on to a candle that is still there when others in view went', () => {
    const after = before.filter((candle) => candle.openTime !== minute(140).openTime);
    expect(viewAfter({ from: 10, to: 40.4 }, before, after)).toEqual({ from: 10, to: 40.4 });
  });

  it('is not known when nothing of what was seen is left', () => {
    expect(viewAfter({ from: 10, to: 40 }, before, minutes(500, 600))).toBeUndefined();
    expect(viewAfter({ from: 10, to: 40 }, [], before)).toBeUndefined();
    expect(viewAfter({ from: 10, to: 40 }, before, [])).toBeUndefined();
  });
});

describe('a view', () => {
  it('is near the beginning while less than half of its width lies to the left', () => {
    expect(isNearBeginning({ from: 49, to: 149 })).toBe(true);
    expect(isNearBeginning({ from: 51, to: 151 })).toBe(false);
    expect(isNearBeginning({ from: -20, to: 30 })).toBe(true);
    expect(isNearBeginning({ from: 19, to: 29 })).toBe(true);
  });

  it('is at the beginning when the first candle is seen', () => {
    expect([isAtBeginning({ from: -3, to: 60 }), isAtBeginning({ from: 2, to: 60 })]).toEqual([true, false]);
  });

  it('is away from now when the newest candle is not seen', () => {
    expect(isAwayFromNow({ from: 0, to: 98.9 }, 100)).toBe(true);
    expect(isAwayFromNow({ from: 0, to: 99 }, 100)).toBe(false);
    expect(isAwayFromNow({ from: 0, to: 5 }, 0)).toBe(false);
  });

  it('moves by a part of its width and never loses all candles', () => {
    expect(panned({ from: 50, to: 100 }, -0.1, 200)).toEqual({ from: 45, to: 95 });
    expect(panned({ from: 0, to: 50 }, -0.9, 200).to).toBeGreaterThanOrEqual(1);
    expect(panned({ from: 180, to: 230 }, 0.9, 200).from).toBeLessThanOrEqual(198);
  });

  it('zooms at its right edge, within limits', () => {
    expect(zoomed({ from: 50, to: 100 }, 2)).toEqual({ from: 0, to: 100 });
    expect(zoomed({ from: 90, to: 100 }, 0.1)).toEqual({ from: 92, to: 100 });
  });
});
