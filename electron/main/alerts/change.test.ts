import { describe, expect, it } from 'vitest';
import type { AlertRule } from '@shared/domain/alert';
import type { StoredAlert } from '../storage/stored-alert';
import { SymbolWatch } from './symbol-watch';
import { minuteCandles, MINUTE, START, storedAlert } from './testing';

type ChangeRule = Extract<AlertRule, { kind: 'change' }>;
const rule = (more: Partial<ChangeRule> = {}): ChangeRule => ({
  kind: 'change',
  symbol: 'BTCUSDT',
  direction: 'either',
  percent: '5',
  minutes: 10,
  ...more,
});

function watch(alert: StoredAlert) {
  const symbol = new SymbolWatch('BTCUSDT', undefined);
  symbol.set([alert]);
  return {
    symbol,
    /** Prices a minute apart; answers what each fired. */
    prices: (all: readonly number[], from = START) =>
      all.map((price, index) => symbol.look(String(price), from + index * MINUTE).firings[0]?.measure ?? ''),
  };
}

const always = (more: Partial<ChangeRule> = {}) => storedAlert(rule(more), { repeat: 'recurring' });

describe('a change of percent over a time', () => {
  it('is counted from the extremes of that time, either way or the one that is asked for', () => {
    expect(watch(always()).prices([100, 103, 105, 99.75])).toEqual(['', '', '5.00', '']);
    expect(watch(always()).prices([100, 104, 98.7])).toEqual(['', '', '-5.10']);
    expect(watch(always({ direction: 'up' })).prices([100, 90, 95])).toEqual(['', '', '5.56']);
    expect(watch(always({ direction: 'down' })).prices([100, 106, 100.7])).toEqual(['', '', '-5.00']);
  });

  it('of before that time counts no more', () => {
    expect(watch(always()).prices([100, ...Array.from({ length: 11 }, () => 103), 105.5])).not.toContain(
      '5.50',
    );
  });

  it('is told when it begins, and again only after it ended', () => {
    const told = watch(always({ direction: 'up' })).prices([100, 106, 107, 108, 101, 106]);
    expect(told).toEqual(['', '6.00', '', '', '', '6.00']);
  });

  it('that went on over a restart is not told twice', () => {
    let alert = always({ direction: 'up' });
    const first = new SymbolWatch('BTCUSDT', undefined);
    first.set([alert]);
    for (const [index, price] of [100, 106].entries())
      alert = first.look(String(price), START + index * MINUTE).alerts.at(-1) ?? alert;
    const again = new SymbolWatch('BTCUSDT', first.seen);
    again.set([JSON.parse(JSON.stringify(alert)) as StoredAlert]);
    expect(again.missingMs).toBe(10 * MINUTE);
    const path = [100, 106, 106.5].map((price, index) => ({ price, at: START + index * MINUTE }));
    const now = START + 2 * MINUTE;
    expect(again.catchUp(minuteCandles(path, START, now), now).firings).toEqual([]);
    expect(again.look('107', now + 1_000).firings).toEqual([]);
  });

  it('that happened while nobody watched is told from the candles', () => {
    const one = watch(always({ direction: 'up' }));
    one.symbol.look('100', START);
    const path = [100, 107, 101].map((price, index) => ({ price, at: START + index * MINUTE }));
    const now = START + 2 * MINUTE + 1;
    const { firings } = one.symbol.catchUp(minuteCandles(path, START, now), now);
    expect(firings).toMatchObject([{ measure: '7.00', price: '107', away: { high: '107' } }]);
  });
});

describe('a level with a hysteresis', () => {
  it('that is crossed again within it stays quiet, and fires after the price went back', () => {
    const alert = storedAlert(
      { kind: 'rises', symbol: 'BTCUSDT', price: '100' },
      { repeat: 'recurring', hysteresis: '2' },
    );
    const told = (prices: readonly number[]) => {
      const symbol = new SymbolWatch('BTCUSDT', undefined);
      symbol.set([alert]);
      return prices.flatMap((price, index) =>
        symbol.look(String(price), START + index).firings.map(() => price),
      );
    };
    expect(told([99, 100, 99, 101, 98.5, 102])).toEqual([100]);
    expect(told([99, 100, 98, 103])).toEqual([100, 103]);
  });
});
