import { describe, expect, it } from 'vitest';
import { startOf, valueLine } from './value-line';

const MINUTE = 60_000;

describe('the line of values', () => {
  it('goes from the first point to the last, the highest at the top', () => {
    const line = valueLine(
      [
        { at: 0, value: '100' },
        { at: 5 * MINUTE, value: '300' },
        { at: 10 * MINUTE, value: '200' },
      ],
      100,
      50,
    );
    expect(line).toMatchObject({
      path: 'M0.0 50.0L50.0 0.0L100.0 25.0',
      low: '100',
      high: '300',
      change: '100',
      percent: '100',
    });
  });

  it('has a gap where nothing was noted', () => {
    const points = [0, 5, 120, 125].map((minutes) => ({ at: minutes * MINUTE, value: '1' }));
    expect(valueLine(points, 100, 10)?.path.match(/M/g)).toHaveLength(2);
  });

  it('is none of one point, and of a fall the percent is negative', () => {
    expect(valueLine([{ at: 0, value: '1' }], 100, 10)).toBeUndefined();
    const fall = [
      { at: 0, value: '4' },
      { at: MINUTE, value: '3' },
    ];
    expect(valueLine(fall, 100, 10)).toMatchObject({ change: '-1', percent: '-25' });
  });

  it('of all time begins at the beginning', () => {
    expect(startOf('all', 10)).toBe(0);
    expect(startOf('1d', 90_000_000)).toBe(3_600_000);
  });
});
