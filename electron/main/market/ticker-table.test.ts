import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TickerEvent } from '../exchange/streams/streams';
import { TickerTable } from './ticker-table';

const NOW = 1_700_000_000_000;

const eventOf = (symbol: string, changes: Partial<TickerEvent> = {}): TickerEvent => ({
  eventTime: NOW,
  symbol,
  priceChange: '1',
  priceChangePercent: '50',
  lastPrice: '3',
  highPrice: '4',
  lowPrice: '1',
  volume: '8',
  quoteVolume: '15',
  openTime: NOW - 86_400_000,
  closeTime: NOW,
  ...changes,
});

const rowOf = (symbol: string, changes: { lastPrice?: string; closeTime?: number } = {}) => ({
  ...eventOf(symbol),
  weightedAvgPrice: '1',
  openPrice: '2',
  bidPrice: '1',
  bidQty: '1',
  askPrice: '1',
  askQty: '1',
  ...changes,
});

describe('tickers of all symbols', () => {
  it('keep their objects unless they say something else', () => {
    const table = new TickerTable();
    table.takeStatistics(table.ask(), [rowOf('A'), rowOf('B'), rowOf('C')]);
    const before = table.record;
    table.take(
      [eventOf('B', { lastPrice: '3.5', priceChange: '1.5', eventTime: NOW + 1, closeTime: NOW + 1 })],
      null,
    );
    table.takeStatistics(table.ask(), [rowOf('A'), rowOf('B', { lastPrice: '3.5' }), rowOf('C')]);
    expect(table.record['A']).toBe(before['A']);
    expect(table.record['C']).toBe(before['C']);
    expect(table.record['B']?.lastPrice).toBe('3.5');
    const after = table.record;
    table.take([eventOf('A')], null);
    expect(table.record).toBe(after);
  });

  it('take events in the order of their time, and count what comes twice, late, from the future or from nowhere', () => {
    const table = new TickerTable();
    table.list(new Set(['A', 'B']));
    table.take([eventOf('A', { lastPrice: '9' })], NOW);
    expect(table.take([eventOf('A', { lastPrice: '9' })], NOW)).toMatchObject({
      duplicate: 1,
      eventTime: NOW,
    });
    const late = eventOf('A', { lastPrice: '5', eventTime: NOW - 1, closeTime: NOW - 1 });
    expect(table.take([late], NOW)).toMatchObject({ outOfOrder: 1, eventTime: undefined });
    const future = eventOf('B', { eventTime: NOW + 3_600_000 });
    expect(table.take([future, eventOf('X')], NOW)).toMatchObject({ malformed: ['B'], unknown: ['X'] });
    expect(table.record).toMatchObject({ A: { lastPrice: '9' } });
    expect(Object.keys(table.record)).toEqual(['A']);
  });

  it('a batch confirms as of its oldest event', () => {
    const table = new TickerTable();
    const batch = [eventOf('A'), eventOf('B', { eventTime: NOW - 7_000, closeTime: NOW - 7_000 })];
    expect(table.take(batch, NOW).eventTime).toBe(NOW - 7_000);
  });

  it('an answer undoes no event that is younger than it', () => {
    const table = new TickerTable();
    table.takeStatistics(table.ask(), [rowOf('A'), rowOf('B')]);
    const asked = table.ask();
    table.take([eventOf('A', { lastPrice: '7', closeTime: NOW + 500, eventTime: NOW + 500 })], null);
    table.take([eventOf('B', { lastPrice: '7', closeTime: NOW + 100, eventTime: NOW + 100 })], null);
    table.takeStatistics(asked, [rowOf('A', { closeTime: NOW + 300 }), rowOf('B', { closeTime: NOW + 300 })]);
    expect(table.record).toMatchObject({ A: { lastPrice: '7' }, B: { lastPrice: '3' } });
    table.takePrices(asked, [{ symbol: 'A', price: '1' }], null);
    expect(table.record['A']?.lastPrice).toBe('7');
  });

  it('an event that is older than what REST answered changes nothing', () => {
    const table = new TickerTable();
    table.takeStatistics(table.ask(), [rowOf('A', { closeTime: NOW + 300 })]);
    const late = eventOf('A', { lastPrice: '1', closeTime: NOW + 299, eventTime: NOW + 299 });
    expect(table.take([late], null).eventTime).toBeUndefined();
    table.takePrices(table.ask(), [{ symbol: 'A', price: '5' }], NOW + 900);
    table.take([eventOf('A', { lastPrice: '1', closeTime: NOW + 800, eventTime: NOW + 800 })], null);
    expect(table.record['A']?.lastPrice).toBe('5');
  });

  it('are gone with their symbols', () => {
    const table = new TickerTable();
    table.takeStatistics(table.ask(), [rowOf('A'), rowOf('B'), rowOf('C')]);
    table.takeStatistics(table.ask(), [rowOf('A'), rowOf('B')]);
    table.list(new Set(['B', 'D']));
    expect(Object.keys(table.record)).toEqual(['B']);
  });

  it('of a symbol with a hostile name is a ticker like any other', () => {
    const table = new TickerTable();
    table.takeStatistics(table.ask(), [rowOf('__proto__')]);
    table.take([eventOf('constructor')], null);
    expect(Object.keys(table.record)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(table.record)).toBe(Object.prototype);
  });

  it('compares prices as numbers, and leaves out what an event has told since', () => {
    const table = new TickerTable();
    table.takeStatistics(table.ask(), [rowOf('A'), rowOf('B'), rowOf('C')]);
    const asked = table.ask();
    table.take([eventOf('C', { lastPrice: '9' })], null);
    const prices = [
      { symbol: 'A', price: '3.000' },
      { symbol: 'B', price: '3.001' },
      { symbol: 'C', price: '8' },
    ];
    expect(table.differing(asked, prices)).toEqual(['B']);
    expect(table.hasToldSince(asked, ['B'])).toBe(false);
    table.take([eventOf('B', { lastPrice: '5' })], null);
    expect(table.hasToldSince(asked, ['B'])).toBe(true);
  });

  it('end as the exchange is, whatever order, doubles and holes the events had before REST was asked', () => {
    const step = fc.record({
      symbol: fc.constantFrom('A', 'B', 'C'),
      price: fc.integer({ min: 1, max: 99 }),
    });
    const scenario = fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 40 }),
      fates: fc.array(fc.constantFrom('pass', 'drop', 'twice', 'late'), { minLength: 1, maxLength: 40 }),
      askedAt: fc.nat(40),
    });
    fc.assert(
      fc.property(scenario, ({ steps, fates, askedAt }) => {
        const table = new TickerTable();
        const truth = new Map<string, { lastPrice: string; closeTime: number }>();
        const late: TickerEvent[] = [];
        const shown = new Map<string, number>();
        const take = (event: TickerEvent): void => {
          table.take([event], null);
          // In this market the high tells the age: it grows with every change.
          for (const { symbol, highPrice } of Object.values(table.record)) {
            expect(Number(highPrice)).toBeGreaterThanOrEqual(shown.get(symbol) ?? 0);
            shown.set(symbol, Number(highPrice));
          }
        };
        let asked: { mark: number; rows: ReturnType<typeof rowOf>[] } | undefined;
        for (const [index, { symbol, price }] of steps.entries()) {
          const at = NOW + index;
          const changes = {
            lastPrice: String(price + 1),
            closeTime: at,
            eventTime: at,
            highPrice: String(100 + index),
          };
          truth.set(symbol, changes);
          if (index === askedAt % steps.length)
            asked = { mark: table.ask(), rows: [...truth].map(([name, row]) => rowOf(name, row)) };
          const event = eventOf(symbol, changes);
          const fate = index > askedAt % steps.length ? 'pass' : fates[index % fates.length];
          if (fate === 'late') late.push(event);
          else if (fate !== 'drop') take(event);
          if (fate === 'twice') take(event);
        }
        if (asked) table.takeStatistics(asked.mark, asked.rows);
        for (const event of late) take(event);
        for (const [symbol, { lastPrice }] of truth) expect(table.record[symbol]?.lastPrice).toBe(lastPrice);
      }),
      { numRuns: 300 },
    );
  });

  it('cost in proportion to their number: five thousand that all change are no square', () => {
    const batch = (second: number): TickerEvent[] =>
      Array.from({ length: 5_000 }, (_, index) =>
        eventOf(`S${index}`, {
          lastPrice: `3.${second}${index}`,
          eventTime: NOW + second,
          closeTime: NOW + second,
        }),
      );
    const table = new TickerTable();
    const times = [1, 2].map((second) => {
      const events = batch(second);
      const start = performance.now();
      table.take(events, NOW);
      expect(Object.keys(table.record).length).toBe(5_000);
      return performance.now() - start;
    });
    // Some 10 ms on a quiet machine; a record rebuilt for each of them would take half a minute.
    expect(Math.min(...times)).toBeLessThan(3_000);
  });
});
