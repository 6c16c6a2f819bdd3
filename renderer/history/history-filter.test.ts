import { describe, expect, it } from 'vitest';
import { ORDER_PHASES } from '@shared/domain/order-life';
import { filterOf, isWhole, STATE_GROUPS, WHOLE_HISTORY } from './history-filter';

const TODAY = '2025-03-02';

describe('the filters of the history', () => {
  it('ask for everything when nothing is chosen', () => {
    expect(filterOf(WHOLE_HISTORY, 'BTCUSDT', TODAY, 'local')).toEqual({});
    expect(isWhole(WHOLE_HISTORY)).toBe(true);
  });

  it('ask for the market on the screen, a side and an origin', () => {
    const view = { ...WHOLE_HISTORY, symbol: 'this', side: 'SELL', origin: 'elsewhere' } as const;
    expect(filterOf(view, 'BTCUSDT', TODAY, 'local')).toEqual({
      symbol: 'BTCUSDT',
      side: 'SELL',
      origin: 'elsewhere',
    });
    expect(isWhole(view)).toBe(false);
  });

  it('put every phase into exactly one group', () => {
    const grouped = STATE_GROUPS.flatMap(
      (state) => filterOf({ ...WHOLE_HISTORY, state }, '', TODAY, 'local').phases ?? [],
    );
    expect([...grouped].sort()).toEqual([...ORDER_PHASES].sort());
  });

  it('take whole days of local time, the last one too', () => {
    const view = { ...WHOLE_HISTORY, days: 'between', from: '2025-03-01', until: '2025-03-02' } as const;
    const { from, until } = filterOf(view, '', TODAY, 'local');
    expect(from).toBe(new Date(2025, 2, 1).getTime());
    expect(until).toBe(new Date(2025, 2, 3).getTime() - 1);
  });

  it.each([
    ['today', new Date(2025, 2, 2)],
    ['week', new Date(2025, 1, 24)],
    ['month', new Date(2025, 1, 1)],
  ] as const)('%s begins at a local midnight and has no end', (days, first) => {
    expect(filterOf({ ...WHOLE_HISTORY, days }, '', TODAY, 'local')).toEqual({ from: first.getTime() });
  });

  it('take days of UTC where times are shown in UTC', () => {
    const at = (days: 'today' | 'week') => filterOf({ ...WHOLE_HISTORY, days }, '', TODAY, 'utc');
    expect(at('today')).toEqual({ from: Date.UTC(2025, 2, 2) });
    expect(at('week')).toEqual({ from: Date.UTC(2025, 1, 24) });
    const view = { ...WHOLE_HISTORY, days: 'between', from: '2025-03-01', until: '2025-03-01' } as const;
    expect(filterOf(view, '', TODAY, 'utc')).toEqual({
      from: Date.UTC(2025, 2, 1),
      until: Date.UTC(2025, 2, 2) - 1,
    });
  });

  it('leave out a day that is none', () => {
    const between = { ...WHOLE_HISTORY, days: 'between' } as const;
    expect(filterOf({ ...between, from: 'soon', until: '' }, '', TODAY, 'local')).toEqual({});
    expect(filterOf({ ...between, from: '1960-01-01' }, '', TODAY, 'local')).toEqual({});
  });
});
