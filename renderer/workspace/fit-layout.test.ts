import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AREAS, BUILT_IN_LAYOUTS, STANDARD_LAYOUT, type Area, type DeskLayout } from '@shared/domain/layout';
import { fitLayout, LEAST_CHART, LINE, RAIL } from './fit-layout';

const with_ = (area: Area, size: number | null, open = true): DeskLayout => ({
  ...STANDARD_LAYOUT,
  [area]: { open, size },
});

const COLUMNS = ['markets', 'depth', 'ticket'] as const;

/** Width left for the chart. */
function chartWidth(fitted: ReturnType<typeof fitLayout>, width: number): number {
  return COLUMNS.reduce(
    (left, column) => left - LINE - (fitted[column].open ? fitted[column].size : RAIL),
    width,
  );
}

describe('a layout nobody has touched', () => {
  it.each([
    [1024, 590],
    [1280, 690],
    [1440, 790],
    [2560, 1330],
  ])('has everything open at %i pixels, and most of the room for the chart', (width, height) => {
    const fitted = fitLayout(STANDARD_LAYOUT, { width, height });
    expect(AREAS.filter((area) => !fitted[area].open)).toEqual([]);
    for (const column of COLUMNS) {
      expect(chartWidth(fitted, width)).toBeGreaterThan(fitted[column].size);
    }
    expect(height - fitted.bottom.size).toBeGreaterThan(fitted.bottom.size);
  });

  it('gives its areas more in a larger window', () => {
    const small = fitLayout(STANDARD_LAYOUT, { width: 1024, height: 590 });
    const large = fitLayout(STANDARD_LAYOUT, { width: 2560, height: 1330 });
    for (const area of AREAS) expect(large[area].size).toBeGreaterThan(small[area].size);
  });
});

describe('sizes', () => {
  const room = { width: 1440, height: 790 };

  it('are those that were chosen while there is room', () => {
    expect(fitLayout(with_('depth', 333), room).depth.size).toBe(333);
    expect(fitLayout(with_('bottom', 300), room).bottom.size).toBe(300);
  });

  it('stay within what an area needs and what leaves a chart', () => {
    expect(fitLayout(with_('ticket', 90), room).ticket.size).toBe(240);
    expect(fitLayout(with_('bottom', 4_000), room).bottom.size).toBe(790 - LEAST_CHART.height - LINE);
  });

  it('shrink together in a window that is too narrow, and are as they were in one that is wide again', () => {
    const wide: DeskLayout = {
      ...STANDARD_LAYOUT,
      markets: { open: true, size: 400 },
      ticket: { open: true, size: 400 },
    };
    const narrow = fitLayout(wide, { width: 1100, height: 700 });
    expect(chartWidth(narrow, 1100)).toBeGreaterThanOrEqual(LEAST_CHART.width);
    expect(narrow.markets.size).toBeLessThan(400);
    expect(fitLayout(wide, { width: 1920, height: 700 }).markets.size).toBe(400);
  });

  it('can grow as far as the chart keeps its least', () => {
    const fitted = fitLayout(STANDARD_LAYOUT, { width: 1100, height: 700 });
    const grown = fitLayout(with_('depth', fitted.depth.most), { width: 1100, height: 700 });
    expect(grown.depth.size).toBe(fitted.depth.most);
    expect(grown.markets.size).toBe(fitted.markets.size);
    expect(chartWidth(grown, 1100)).toBeGreaterThanOrEqual(LEAST_CHART.width);
  });
});

describe('too little room', () => {
  it('closes the markets first and the ticket last', () => {
    const open = (width: number): string[] => {
      const fitted = fitLayout(STANDARD_LAYOUT, { width, height: 600 });
      return COLUMNS.filter((column) => fitted[column].open);
    };
    expect(open(880)).toEqual(['depth', 'ticket']);
    expect(open(720)).toEqual(['ticket']);
    expect(open(500)).toEqual([]);
  });

  it('keeps what the user opened last', () => {
    const fitted = fitLayout(STANDARD_LAYOUT, { width: 640, height: 600 }, 'markets');
    expect(COLUMNS.filter((column) => fitted[column].open)).toEqual(['markets']);
  });

  it('closes what lies below the chart when it would leave none', () => {
    expect(fitLayout(STANDARD_LAYOUT, { width: 1024, height: 260 }).bottom.open).toBe(false);
  });
});

it('a closed area keeps its size for when it opens', () => {
  const closed = with_('depth', 300, false);
  const room = { width: 1440, height: 790 };
  expect(fitLayout(closed, room).depth).toMatchObject({ open: false, size: 0 });
  const opened = { ...closed, depth: { ...closed.depth, open: true } };
  expect(fitLayout(opened, room).depth.size).toBe(300);
});

it('whatever was chosen and however large the window, sizes are whole, in their bounds, and the chart keeps its least', () => {
  const area = fc.record({
    open: fc.boolean(),
    size: fc.option(fc.integer({ min: 80, max: 4_000 }), { nil: null }),
  });
  const layout = fc.oneof(
    fc.record({ markets: area, bottom: area, depth: area, ticket: area }),
    fc.constantFrom(...Object.values(BUILT_IN_LAYOUTS)),
  );
  fc.assert(
    fc.property(
      layout,
      fc.integer({ min: 400, max: 4_000 }),
      fc.integer({ min: 200, max: 2_400 }),
      fc.constantFrom<Area | undefined>(undefined, ...AREAS),
      (wished, width, height, favoured) => {
        const fitted = fitLayout(wished, { width, height }, favoured);
        for (const name of AREAS) {
          const { open, size, least, most } = fitted[name];
          if (!open) continue;
          expect(wished[name].open).toBe(true);
          expect(Number.isInteger(size)).toBe(true);
          expect(size).toBeGreaterThanOrEqual(least);
          expect(size).toBeLessThanOrEqual(most);
        }
        expect(chartWidth(fitted, width)).toBeGreaterThanOrEqual(Math.min(LEAST_CHART.width, width - 87));
        const below = fitted.bottom.open ? fitted.bottom.size : 0;
        expect(height - below).toBeGreaterThanOrEqual(LEAST_CHART.height);
      },
    ),
  );
});
