import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PerchBridge } from '@shared/contract/bridge';
import type { TopicUpdate } from '@shared/contract/topics';
import type { Candle, ChartState } from '@shared/domain/market';
import { chartSeriesStore } from './chart-series';
import { minute, minutes } from './testing-candles';

const BTC: ChartState = {
  symbol: 'BTCUSDT',
  interval: '1m',
  state: 'live',
  confirmedAt: 1,
  hasOlder: true,
  loadingOlder: false,
};
const ETH: ChartState = { ...BTC, symbol: 'ETHUSDT' };

function record(candles: readonly Candle[]): Record<string, Candle> {
  return Object.fromEntries(candles.map((candle) => [String(candle.openTime), candle]));
}

function setUp() {
  const listeners = new Map<string, Set<(update: TopicUpdate) => void>>();
  const asked: string[] = [];
  const bridge = {
    subscribe(topic: string, listener: (update: TopicUpdate) => void) {
      asked.push(topic);
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known.add(listener));
      return () => known.delete(listener);
    },
  } as unknown as PerchBridge;
  const store = chartSeriesStore(bridge);
  /** One message of main. */
  const message = (...updates: TopicUpdate[]): void => {
    for (const update of updates) for (const listener of listeners.get(update.topic) ?? []) listener(update);
  };
  return { store, message, asked, listeners };
}

const chart = (whole: ChartState | null): TopicUpdate => ({ topic: 'chart', whole });
const candles = (list: readonly Candle[]): TopicUpdate => ({ topic: 'candles', whole: record(list) });
const changed = (list: readonly Candle[]): TopicUpdate => ({
  topic: 'candles',
  changed: record(list),
  removed: [],
});

describe('the chart and its candles', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['chart first', [chart(ETH), changed(minutes(0, 3).map((candle) => ({ ...candle, close: '7' })))]],
    ['candles first', [changed(minutes(0, 3).map((candle) => ({ ...candle, close: '7' }))), chart(ETH)]],
  ])('of another symbol come in one message, %s', (_name, news) => {
    const { store, message, asked } = setUp();
    message(chart(BTC), candles(minutes(0, 3)));
    vi.runAllTimers();
    message(...news);
    vi.runAllTimers();
    expect(store.getState().chart).toBe(ETH);
    expect(store.getState().candles?.map(({ close }) => close)).toEqual(['7', '7', '7']);
    expect(asked).toEqual(['candles', 'chart']);
  });

  it('of another symbol without candles of its own has none, never those of before, and asks for them', () => {
    const { store, message, asked, listeners } = setUp();
    message(chart(BTC), candles(minutes(0, 3)));
    vi.runAllTimers();
    message(chart(ETH));
    expect(store.getState()).toEqual({ chart: ETH, candles: undefined });
    vi.runAllTimers();
    expect(asked).toEqual(['candles', 'chart', 'candles']);
    expect(listeners.get('candles')?.size).toBe(1);
    message(candles([minute(5)]));
    expect(store.getState().candles).toEqual([minute(5)]);
  });

  it('of the same symbol and another interval is another series', () => {
    const { store, message } = setUp();
    message(chart(BTC), candles(minutes(0, 3)));
    vi.runAllTimers();
    message(chart({ ...BTC, interval: '5m' }));
    expect(store.getState().candles).toBeUndefined();
  });

  it('keeps its candles when only its age or state is news', () => {
    const { store, message } = setUp();
    message(chart(BTC), candles(minutes(0, 3)));
    vi.runAllTimers();
    message(chart({ ...BTC, state: 'polling', confirmedAt: 2 }));
    expect(store.getState().candles).toHaveLength(3);
  });

  it('forgets its candles while there is no chart', () => {
    const { store, message, asked } = setUp();
    message(chart(BTC), candles(minutes(0, 3)));
    vi.runAllTimers();
    message(chart(null));
    vi.runAllTimers();
    expect(store.getState()).toEqual({ chart: null, candles: undefined });
    expect(asked).toEqual(['candles', 'chart']);
  });
});
