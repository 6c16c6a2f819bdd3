import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '@shared/domain/settings';
import type { Pane } from '@shared/domain/pane';
import { createDemand } from './demand';
import type { Desk } from './desk';
import type { ShownMarket } from './market-view';
import { openPaneView } from './pane-view';
import type { ViewOptions } from './session';
import { createTopicStore } from './stores';

const FOLLOWING: Pane = { content: 'chart', symbol: '', pinned: false, interval: '15m' };

function setUp(pane: Pane = FOLLOWING) {
  const settings = createTopicStore<Settings>({ ...DEFAULT_SETTINGS, symbol: 'BTCUSDT' });
  const shown: Pick<ShownMarket, 'symbol' | 'interval'>[] = [];
  const stop = vi.fn();
  let options: ViewOptions | undefined;
  const openView: Desk['openView'] = (given) => {
    options = given;
    shown.push(given.shown);
    return { show: (market) => shown.push(market), olderCandles: vi.fn(), stop };
  };
  const demand = createDemand();
  const onChange = vi.fn();
  const view = openPaneView({ pane, desk: { openView }, settings, demand, onChange });
  const select = (symbol: string): void => settings.set({ ...settings.getState(), symbol });
  const symbols = (): string[] => shown.map(({ symbol }) => symbol);
  return { settings, select, symbols, shown, view, stop, onChange, demand, options: () => options };
}

describe('a pane', () => {
  it('has the symbol of the desk until it is pinned, and again when it is not', () => {
    const { select, symbols, view, onChange } = setUp();
    select('ETHUSDT');
    view.pin(true);
    select('LTCUSDT');
    expect(view.sources.pane?.getState()).toMatchObject({ symbol: 'ETHUSDT', pinned: true });
    view.pin(false);
    expect(symbols()).toEqual(['BTCUSDT', 'ETHUSDT', 'ETHUSDT', 'LTCUSDT']);
    expect(onChange).toHaveBeenLastCalledWith({ ...FOLLOWING, symbol: 'LTCUSDT' });
  });

  it('that was pinned opens with its symbol, whatever the desk shows', () => {
    const { symbols } = setUp({ ...FOLLOWING, symbol: 'ETHUSDT', pinned: true });
    expect(symbols()).toEqual(['ETHUSDT']);
  });

  it('has an interval of its own in the settings it sees; the others are those of all windows', () => {
    const { settings, view, shown } = setUp();
    view.chooseInterval('1h');
    settings.set({ ...settings.getState(), interval: '1d', theme: 'light' });
    expect(view.sources.settings?.getState()).toMatchObject({ interval: '1h', theme: 'light' });
    expect(shown.at(-1)?.interval).toBe('1h');
  });

  it('has stores and a demand of its own for its market, and those of the desk for the rest', () => {
    const { view, demand, options } = setUp();
    const leave = view.demand.add('candles');
    view.demand.add('tickers');
    expect([options()?.demand.has('candles'), demand.has('candles'), demand.has('tickers')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(view.sources.book).toBe(options()?.stores.book);
    leave();
    expect(options()?.demand.has('candles')).toBe(false);
  });

  it('refuses older candles of another chart, and gives everything back when it is closed', async () => {
    const { view, select, stop, onChange } = setUp();
    expect(await view.olderCandles({ symbol: 'ETHUSDT', interval: '15m' })).toMatchObject({
      ok: false,
      error: { code: 'chart.not-shown' },
    });
    view.close();
    select('ETHUSDT');
    expect(stop).toHaveBeenCalledOnce();
    expect(onChange).not.toHaveBeenCalled();
  });
});
