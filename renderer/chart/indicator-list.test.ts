import { describe, expect, it } from 'vitest';
import { MOST_INDICATORS, readIndicators, writeIndicators, type Indicator } from '@shared/domain/indicators';
import { withColour, withOneMore, withPeriod } from './indicator-list';

describe('a list of indicators', () => {
  it('gets another period and another colour with each line of a kind', () => {
    let list: readonly Indicator[] = [{ kind: 'volume' }];
    for (let count = 0; count < 3; count += 1) list = withOneMore(list, 'sma') ?? [];
    expect(list).toEqual([
      { kind: 'volume' },
      { kind: 'sma', period: 20, colour: 'blue' },
      { kind: 'sma', period: 50, colour: 'violet' },
      { kind: 'sma', period: 100, colour: 'amber' },
    ]);
  });

  it('has one volume, one VWAP, and no more than it may', () => {
    expect(withOneMore([{ kind: 'volume' }], 'volume')).toBeUndefined();
    expect(withOneMore([{ kind: 'vwap', colour: 'lime' }], 'vwap')).toBeUndefined();
    let list: readonly Indicator[] | undefined = [];
    let longest: readonly Indicator[] = [];
    while (list) [longest, list] = [list, withOneMore(list, 'ema')];
    expect(longest).toHaveLength(MOST_INDICATORS);
    expect(readIndicators(writeIndicators(longest))).toEqual(longest);
  });

  it('takes a period that is a whole number within bounds and not there yet', () => {
    const list = [
      { kind: 'sma', period: 20, colour: 'blue' },
      { kind: 'sma', period: 50, colour: 'cyan' },
    ] as const;
    expect(withPeriod(list, 1, ' 55 ')).toEqual({ list: [list[0], { ...list[1], period: 55 }] });
    expect(withPeriod(list, 1, '20')).toEqual({ problem: 'twice' });
    for (const text of ['', '1', '501', '2.5', '-3', '1e2', 'x'])
      expect(withPeriod(list, 1, text)).toEqual({ problem: 'periodRule' });
  });

  it('takes a colour where there is one', () => {
    expect(withColour([{ kind: 'volume' }, { kind: 'vwap', colour: 'blue' }], 1, 'pink')).toEqual([
      { kind: 'volume' },
      { kind: 'vwap', colour: 'pink' },
    ]);
  });
});
