import { describe, expect, it } from 'vitest';
import { ORDER_PHASES } from '@shared/domain/order-life';
import { filterOf, isWhole, STATE_GROUPS, WHOLE_HISTORY } from './history-filter';

describe('the filters of the history', () => {
  it('ask for everything when nothing is chosen', () => {
    expect(filterOf(WHOLE_HISTORY, 'BTCUSDT')).toEqual({});
    expect(isWhole(WHOLE_HISTORY)).toBe(true);
  });

  it('ask for the market on the screen, a side and an origin', () => {
    const view = { ...WHOLE_HISTORY, symbol: 'this', side: 'SELL', origin: 'elsewhere' } as const;
    expect(filterOf(view, 'BTCUSDT')).toEqual({ symbol: 'BTCUSDT', side: 'SELL', origin: 'elsewhere' });
    expect(isWhole(view)).toBe(false);
  });

  it('put every phase into exactly one group', () => {
    const grouped = STATE_GROUPS.flatMap((state) => filterOf({ ...WHOLE_HISTORY, state }, '').phases ?? []);
    expect([...grouped].sort()).toEqual([...ORDER_PHASES].sort());
  });

  it('take whole days of local time, the last one too', () => {
    const { from, until } = filterOf({ ...WHOLE_HISTORY, from: '2025-03-01', until: '2025-03-02' }, '');
    expect(from).toBe(new Date(2025, 2, 1).getTime());
    expect(until).toBe(new Date(2025, 2, 3).getTime() - 1);
  });

  it('leave out a day that is none', () => {
    expect(filterOf({ ...WHOLE_HISTORY, from: 'soon', until: '' }, '')).toEqual({});
    expect(filterOf({ ...WHOLE_HISTORY, from: '1960-01-01' }, '')).toEqual({});
  });
});
