import { describe, expect, it } from 'vitest';
import type { BookSides } from '@shared/domain/book';
import { depthCurve, pointAt, scaleOf, type DepthCurve } from './depth-curve';

const book: BookSides = {
  bids: [
    ['99', '1'],
    ['98', '2'],
    ['90', '5'],
  ],
  asks: [
    ['101', '1.5'],
    ['104', '0.5'],
  ],
};

function curveOf(sides: BookSides, precision = 2): DepthCurve {
  const curve = depthCurve(sides, precision, { width: 400, height: 100 });
  if (!curve) throw new Error('no curve');
  return curve;
}

describe('the depth chart', () => {
  it('reaches as far as both sides are known, and tells exact totals from the best price on', () => {
    const { middle, reach, percent, points, deepest } = curveOf(book);
    expect({ middle, reach, percent, deepest }).toEqual({
      middle: '100',
      reach: '4',
      percent: '4',
      deepest: '3',
    });
    expect(points.map(({ side, price, total, quoteTotal }) => [side, price, total, quoteTotal])).toEqual([
      ['bids', '98.00', '3', '295'],
      ['bids', '99.00', '1', '99'],
      ['asks', '101.00', '1.5', '151.5'],
      ['asks', '104.00', '2', '203.5'],
    ]);
  });

  it('stands with the middle in the middle, both sides in one scale', () => {
    const { points } = curveOf(book);
    expect(points.map(({ x }) => x)).toEqual([100, 150, 250, 400]);
    const [deepest, , , ask] = points;
    expect(deepest?.y).toBeCloseTo(6);
    expect(ask?.y).toBeCloseTo(100 - 94 * (2 / 3));
  });

  it('draws areas that end at the edges', () => {
    const { areas } = curveOf(book);
    expect(areas.bids).toMatch(/^M150,100H150V[\d.]+H100V6H0V100Z$/);
    expect(areas.asks).toMatch(/H400V[\d.]+H400V100Z$/);
  });

  it.each([
    [0, '98.00'],
    [100, '98.00'],
    [101, '99.00'],
    [199, '99.00'],
    [201, '101.00'],
    [399, '101.00'],
    [400, '104.00'],
  ])('reads at %i px the level %s', (x, price) => {
    const { points } = curveOf(book);
    expect(points[pointAt(points, x) ?? -1]?.price).toBe(price);
  });

  it('is not drawn while a side is empty', () => {
    expect(depthCurve({ bids: book.bids, asks: [] }, 2, { width: 400, height: 100 })).toBeUndefined();
  });

  it('stays whole with twenty decimals, one level a side, and huge quantities', () => {
    const tiny = curveOf(
      {
        bids: [['0.00000000000000000001', '1']],
        asks: [['0.00000000000000000003', '900000000000000000000000000000']],
      },
      20,
    );
    expect(tiny.points).toHaveLength(2);
    for (const { x, y } of tiny.points) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
  });

  it('labels the scale with round amounts', () => {
    expect(scaleOf('3', 100).map(({ total }) => total)).toEqual(['1', '2', '3']);
    expect(scaleOf('5.06', 100).map(({ total }) => total)).toEqual(['2', '4']);
    expect(scaleOf('0.4', 100).map(({ total }) => total)).toEqual(['0.1', '0.2', '0.3', '0.4']);
    expect(scaleOf('81234', 100).map(({ total }) => total)).toEqual(['20000', '40000', '60000', '80000']);
    expect(scaleOf('0', 100)).toEqual([]);
  });
});
