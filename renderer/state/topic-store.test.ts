import { describe, expect, it } from 'vitest';
import type { PerchBridge } from '@shared/contract/bridge';
import type { PublishedUpdate } from '@shared/contract/topics';
import type { Ticker } from '@shared/domain/market';
import { applyUpdate, topicStore } from './topic-store';

function ticker(symbol: string, lastPrice: string): Ticker {
  return { symbol, lastPrice } as Ticker;
}

describe('news of a topic', () => {
  const before = { A: ticker('A', '1'), B: ticker('B', '2'), C: ticker('C', '3') };

  it('whole replaces', () => {
    expect(applyUpdate<'tickers'>(before, { topic: 'tickers', whole: {} })).toEqual({});
  });

  it('changed keys are new objects, the others stay the same object, removed ones go', () => {
    const changed = { B: ticker('B', '9') };
    const after = applyUpdate<'tickers'>(before, { topic: 'tickers', changed, removed: ['C'] });
    expect(after).toEqual({ A: before.A, B: changed.B });
    expect(after?.['A']).toBe(before.A);
  });

  it('a symbol named like a part of every object is data like any other', () => {
    const changed = JSON.parse('{"__proto__": {"symbol": "__proto__"}}') as Record<string, unknown>;
    const after = applyUpdate<'tickers'>(before, { topic: 'tickers', changed, removed: [] });
    expect(Object.keys(after ?? {})).toContain('__proto__');
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
  });
});

it('a store has no value before the snapshot and ignores a patch until then', () => {
  let publish: (update: PublishedUpdate) => void = () => undefined;
  const bridge = {
    kind: 'terminal',
    subscribe: (_topic: string, onUpdate: (update: PublishedUpdate) => void) => {
      publish = onUpdate;
      return () => undefined;
    },
  } as unknown as PerchBridge;
  const store = topicStore(bridge, 'tickers');
  expect(store.getState().value).toBeUndefined();
  publish({ topic: 'tickers', changed: { A: ticker('A', '1') }, removed: [] });
  expect(store.getState().value).toBeUndefined();
  publish({ topic: 'tickers', whole: { A: ticker('A', '1') } });
  publish({ topic: 'tickers', changed: { B: ticker('B', '2') }, removed: ['A'] });
  expect(store.getState().value).toEqual({ B: ticker('B', '2') });
  const changes = {
    fields: ['symbol', 'lastPrice'],
    keyField: 0,
    cells: 'B9C1',
    cuts: '\x01\x01\x01\x01\x01\x01',
  };
  publish({ topic: 'tickers', changes, removed: [] });
  expect(store.getState().value).toEqual({ B: ticker('B', '9'), C: ticker('C', '1') });
});
