import { describe, expect, it, vi } from 'vitest';
import type { PerchBridge } from '@shared/contract/bridge';
import type { PublishedUpdate } from '@shared/contract/topics';
import type { Ticker } from '@shared/domain/market';
import { keyedStore, type KeyedStore } from './keyed-store';

function ticker(symbol: string, lastPrice: string): Ticker {
  return { symbol, lastPrice } as Ticker;
}

function start(): { store: KeyedStore<Ticker>; publish: (update: PublishedUpdate) => void } {
  let publish: (update: PublishedUpdate) => void = () => undefined;
  const bridge = {
    kind: 'terminal',
    subscribe: (_topic: string, onUpdate: (update: PublishedUpdate) => void) => {
      publish = onUpdate;
      return () => undefined;
    },
  } as unknown as PerchBridge;
  return { store: keyedStore(bridge, 'tickers'), publish: (update) => publish(update) };
}

const A = ticker('A', '1');
const B = ticker('B', '2');

describe('a keyed store', () => {
  it('knows nothing before the snapshot and ignores a patch until then', () => {
    const { store, publish } = start();
    publish({ topic: 'tickers', changed: { A }, removed: [] });
    expect([store.known.current, store.get('A')]).toEqual([false, undefined]);
    publish({ topic: 'tickers', whole: { B } });
    expect([store.known.current, store.get('A'), store.get('B')]).toEqual([true, undefined, B]);
  });

  it('puts changed keys in place, takes removed ones away and leaves the rest as the same object', () => {
    const { store, publish } = start();
    const C = ticker('C', '3');
    publish({ topic: 'tickers', whole: { A, B, C } });
    publish({ topic: 'tickers', changed: { B: ticker('B', '9') }, removed: ['C'] });
    expect(store.get('A')).toBe(A);
    expect(store.get('B')?.lastPrice).toBe('9');
    expect(store.get('C')).toBeUndefined();
  });

  it('applies packed changes to what it has, and ignores them before the snapshot', () => {
    const { store, publish } = start();
    const changes = { fields: ['symbol', 'lastPrice'], keyField: 0, cells: 'B9', cuts: '\x01\x01\x01' };
    const update: PublishedUpdate = { topic: 'tickers', changes, removed: ['A'] };
    publish(update);
    expect([store.known.current, store.get('B')]).toEqual([false, undefined]);
    publish({ topic: 'tickers', whole: { A, B: { ...B, openPrice: '5' } } });
    const onB = vi.fn();
    store.subscribe('B', onB);
    publish({ ...update, changes: { ...changes, fields: ['symbol', 'lastPrice', 'openPrice'] } });
    expect(store.get('B')).toEqual({ symbol: 'B', lastPrice: '9', openPrice: '5' });
    expect([store.get('A'), onB.mock.calls.length]).toEqual([undefined, 1]);
  });

  it('forgets what a new snapshot no longer has, and says so', () => {
    const { store, publish } = start();
    const onA = vi.fn();
    publish({ topic: 'tickers', whole: { A, B } });
    store.subscribe('A', onA);
    publish({ topic: 'tickers', whole: { B } });
    expect(store.get('A')).toBeUndefined();
    expect(onA).toHaveBeenCalledTimes(1);
  });

  it('tells only those who follow the key that changed, until they stop', () => {
    const { store, publish } = start();
    const [onA, onB] = [vi.fn(), vi.fn()];
    publish({ topic: 'tickers', whole: { A, B } });
    store.subscribe('A', onA);
    const stop = store.subscribe('B', onB);
    publish({ topic: 'tickers', changed: { B: ticker('B', '3') }, removed: [] });
    stop();
    publish({ topic: 'tickers', changed: { B: ticker('B', '4') }, removed: [] });
    expect([onA.mock.calls.length, onB.mock.calls.length]).toEqual([0, 1]);
  });

  it('takes a symbol named like a part of every object as data', () => {
    const { store, publish } = start();
    const whole = JSON.parse('{"__proto__": {"symbol": "__proto__"}}') as Record<string, Ticker>;
    publish({ topic: 'tickers', whole });
    expect(store.get('__proto__')?.symbol).toBe('__proto__');
    expect(store.get('constructor')).toBeUndefined();
  });
});

it('asks for nothing in a window that may not see the topic', () => {
  const subscribe = vi.fn();
  const bridge = { kind: 'pane', subscribe } as unknown as PerchBridge;
  expect(keyedStore(bridge, 'sparklines').known.current).toBe(false);
  expect(subscribe).not.toHaveBeenCalled();
});
