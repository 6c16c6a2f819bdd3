import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unpacked, type PublishedUpdate } from '@shared/contract/topics';
import type { Ticker } from '@shared/domain/market';
import { publishTo } from './publication';
import { createDeskStores } from './stores';

const ticker = (symbol: string, lastPrice: string) => ({ symbol, lastPrice, openPrice: '1' }) as Ticker;

/** A window that draws each message at once, unless it is made slow. */
function setUp() {
  const stores = createDeskStores();
  const messages: (readonly PublishedUpdate[])[] = [];
  const window = { hidden: false, slow: false };
  const publication = publishTo(
    {
      kind: 'terminal',
      send(updates) {
        messages.push(updates);
        if (!window.slow) setTimeout(() => publication.drawn());
      },
      isHidden: () => window.hidden,
    },
    stores,
  );
  return { stores, messages, window, publication };
}

/** What a window makes of the messages. */
function seen(messages: readonly (readonly PublishedUpdate[])[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const published of messages.flat()) {
    const now = values[published.topic] as Readonly<Record<string, unknown>> | undefined;
    const update = unpacked(published, (key) => (now && Object.hasOwn(now, key) ? now[key] : undefined));
    if ('whole' in update) values[update.topic] = update.whole;
    else {
      const next = new Map(Object.entries(values[update.topic] as object));
      for (const [key, value] of Object.entries(update.changed)) next.set(key, value);
      for (const key of update.removed) next.delete(key);
      values[update.topic] = Object.fromEntries(next);
    }
  }
  return values;
}

describe('publication to a window', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts with a snapshot and goes on with changed keys only', () => {
    const { stores, messages, publication } = setUp();
    stores.tickers.set({ A: ticker('A', '1'), B: ticker('B', '2') });
    publication.subscribe('tickers');
    vi.advanceTimersByTime(20);
    const { A } = stores.tickers.getState();
    stores.tickers.set({ ...(A ? { A } : {}), C: ticker('C', '3') });
    vi.advanceTimersByTime(20);
    expect(messages).toEqual([
      [{ topic: 'tickers', whole: { A: ticker('A', '1'), B: ticker('B', '2') } }],
      [{ topic: 'tickers', changed: { C: ticker('C', '3') }, removed: ['B'] }],
    ]);
  });

  it('tells a window that is slow no more before it has drawn, and then the newest alone', () => {
    const { stores, messages, window, publication } = setUp();
    window.slow = true;
    const price = (at: number) => stores.tickers.set({ A: ticker('A', String(at)) });
    price(0);
    publication.subscribe('tickers');
    for (let at = 1; at <= 20; at += 1) {
      vi.advanceTimersByTime(10);
      price(at);
    }
    expect(messages).toHaveLength(1);
    publication.drawn();
    vi.advanceTimersByTime(16);
    expect(messages.slice(1)).toEqual([
      [{ topic: 'tickers', changed: { A: ticker('A', '20') }, removed: [] }],
    ]);
  });

  it('tells one that draws nothing the newest from time to time, and a page that was loaded again at once', () => {
    const { stores, messages, window, publication } = setUp();
    window.slow = true;
    publication.subscribe('tickers');
    for (let at = 1; at <= 400; at += 1) {
      vi.advanceTimersByTime(10);
      stores.tickers.set({ A: ticker('A', String(at)) });
    }
    expect(messages.length).toBeGreaterThan(10);
    expect(messages.length).toBeLessThan(20);
    const before = messages.length;
    publication.subscribe('tickers');
    vi.advanceTimersByTime(16);
    expect(messages).toHaveLength(before + 1);
  });

  it('packs a snapshot of many keys, and of many changes the fields that changed', () => {
    const { stores, messages, publication } = setUp();
    const tickers = (price: string) =>
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`S${n}`, ticker(`S${n}`, price)]));
    stores.tickers.set(tickers('1'));
    publication.subscribe('tickers');
    vi.advanceTimersByTime(20);
    const { S0, ...others } = tickers('2');
    stores.tickers.set(others);
    vi.advanceTimersByTime(20);
    expect(S0).toBeDefined();
    expect(messages.flat().map((update) => Object.keys(update))).toEqual([
      ['topic', 'packed', 'removed'],
      ['topic', 'changes', 'removed'],
    ]);
    expect(seen(messages.slice(0, 1))).toEqual({ tickers: tickers('1') });
    expect(seen(messages)).toEqual({ tickers: others });
  });

  it('sends one message a frame however often the state changes, with the newest values', () => {
    const { stores, messages, publication } = setUp();
    publication.subscribe('tickers');
    publication.subscribe('connection');
    vi.advanceTimersByTime(20);
    for (let price = 0; price < 500; price += 1) {
      stores.tickers.set({ A: ticker('A', String(price)) });
      stores.connection.set({ ...stores.connection.getState(), usedWeight: price });
    }
    vi.advanceTimersByTime(20);
    expect(messages).toHaveLength(2);
    expect(seen(messages)).toMatchObject({
      tickers: { A: { lastPrice: '499' } },
      connection: { usedWeight: 499 },
    });
  });

  it('sends nothing of a topic that was not asked for or was ended, and refuses unknown ones', () => {
    const { stores, messages, publication } = setUp();
    expect(publication.subscribe('keyRequest')).toBe(false);
    expect(publication.subscribe('__proto__')).toBe(false);
    publication.subscribe('tickers');
    publication.unsubscribe('tickers');
    stores.tickers.set({ A: ticker('A', '1') });
    vi.advanceTimersByTime(100);
    expect(messages).toEqual([]);
  });

  it('sends nothing to a hidden window, keeps no queue, and catches up when it is shown', () => {
    const { stores, messages, window, publication } = setUp();
    publication.subscribe('tickers');
    vi.advanceTimersByTime(20);
    window.hidden = true;
    for (let price = 0; price < 1000; price += 1) {
      stores.tickers.set({ A: ticker('A', String(price)) });
      vi.advanceTimersByTime(20);
    }
    expect(messages).toHaveLength(1);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
    window.hidden = false;
    publication.shown();
    vi.advanceTimersByTime(20);
    expect(messages).toHaveLength(2);
    expect(seen(messages)['tickers']).toEqual(stores.tickers.getState());
  });

  it('leaves no timer and no subscription when it is closed', () => {
    const { stores, messages, publication } = setUp();
    publication.subscribe('tickers');
    publication.close();
    stores.tickers.set({ A: ticker('A', '1') });
    vi.advanceTimersByTime(100);
    expect([messages.length, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('whatever happens, the window ends with the state of the store', () => {
    const step = fc.oneof(
      fc.record({ set: fc.constantFrom('A', 'B', 'C', '__proto__'), price: fc.nat(5).map(String) }),
      fc.record({ remove: fc.constantFrom('A', 'B', 'C') }),
      fc.record({ many: fc.nat(30), price: fc.nat(5).map(String) }),
      fc.record({ hide: fc.boolean() }),
      fc.record({ wait: fc.integer({ min: 1, max: 40 }) }),
      fc.constant({ again: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { stores, messages, window, publication } = setUp();
        publication.subscribe('tickers');
        for (const action of steps) {
          const map = new Map(Object.entries(stores.tickers.getState()));
          if ('set' in action) map.set(action.set, ticker(action.set, action.price));
          if ('remove' in action) map.delete(action.remove);
          if ('many' in action)
            for (let n = 0; n < action.many; n += 1) map.set(`S${n}`, ticker(`S${n}`, action.price));
          if ('set' in action || 'remove' in action || 'many' in action)
            stores.tickers.set(Object.fromEntries(map));
          if ('wait' in action) vi.advanceTimersByTime(action.wait);
          if ('again' in action) publication.subscribe('tickers');
          if ('hide' in action) {
            window.hidden = action.hide;
            if (!action.hide) publication.shown();
          }
        }
        window.hidden = false;
        publication.shown();
        vi.advanceTimersByTime(40);
        publication.close();
        expect(seen(messages)['tickers']).toEqual(stores.tickers.getState());
      }),
      { numRuns: 200 },
    );
  });
});
