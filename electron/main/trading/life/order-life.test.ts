import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, multiply } from '@shared/domain/decimal';
import { isEnded, LIFE_EVENTS, ORDER_PHASES } from '@shared/domain/order-life';
import type { StoredOrder } from '../../storage/stored-order';
import { live, type LifeEvent } from './order-life';
import { committedEntry, toldOrder } from './testing-entry';

const error = { code: 'x', message: 'x', retryable: false } as const;
const NO_ANSWER: LifeEvent = { kind: 'no-answer', error, window: { from: 500, until: 5_500 } };

/** What an entry became, and the lines of its timeline. */
function after(start: StoredOrder, ...events: LifeEvent[]) {
  let order = start;
  const lines: string[] = [];
  let effects: readonly string[] = [];
  for (const event of events) {
    const lived = live(order, event, 9_000);
    effects = lived?.effects ?? [];
    if (!lived) continue;
    order = lived.order;
    lines.push(...lived.events.map(({ kind }) => kind));
  }
  return { order, lines, effects };
}

describe('an order on its way', () => {
  it('is open when the exchange says so', () => {
    const { order, lines, effects } = after(committedEntry(), {
      kind: 'told',
      order: toldOrder(),
      by: 'answer',
    });
    expect(order).toMatchObject({ phase: 'open', orderId: '4613019726031880200', effectUntil: null });
    expect([lines, effects]).toEqual([['accepted'], []]);
  });

  it('goes again once after an answer that proves that nothing was done, and only once', () => {
    const refusal: LifeEvent = { kind: 'refused', error, again: true };
    const first = after(committedEntry(), refusal);
    expect(first).toMatchObject({ order: { phase: 'submitting', attempts: 2 }, effects: ['send'] });
    const second = after(first.order, refusal);
    expect(second).toMatchObject({ order: { phase: 'refused', reason: error }, effects: [] });
  });

  it('never goes again after a refusal, or after silence', () => {
    expect(after(committedEntry(), { kind: 'refused', error, again: false }).effects).toEqual([]);
    expect(after(committedEntry(), NO_ANSWER).effects).toEqual(['look-for']);
  });

  it('in doubt is found, or never placed, or taken for that by its user', () => {
    const doubt = after(committedEntry(), NO_ANSWER).order;
    expect(doubt).toMatchObject({ phase: 'unknown', effectFrom: 500, effectUntil: 5_500 });
    expect(after(doubt, { kind: 'told', order: toldOrder(), by: 'open' })).toMatchObject({
      order: { phase: 'open', reason: null },
      lines: ['found'],
    });
    expect(after(doubt, { kind: 'not-there' }).order.phase).toBe('never-placed');
    expect(after(doubt, { kind: 'dismissed' })).toMatchObject({
      order: { phase: 'never-placed' },
      lines: ['dismissed'],
    });
  });

  it('found after it was given up is there all the same', () => {
    const { order } = after(
      committedEntry(),
      NO_ANSWER,
      { kind: 'not-there' },
      { kind: 'told', order: toldOrder(), by: 'open' },
    );
    expect(order.phase).toBe('open');
  });

  it('that Perch left behind can take effect no longer than who could send it lived', () => {
    const { order } = after(committedEntry(), { kind: 'restarted', error, until: 4_000 });
    expect(order).toMatchObject({ phase: 'unknown', effectUntil: 4_000 });
  });

  it('that was refused or not sent takes nobody for its order', () => {
    for (const kind of ['refused', 'not-sent'] as const) {
      const ended = after(committedEntry(), { kind, error, again: false }).order;
      expect(live(ended, { kind: 'told', order: toldOrder(), by: 'open' }, 0)).toBeUndefined();
    }
  });
});

describe('a placed order', () => {
  const placed = after(committedEntry(), { kind: 'told', order: toldOrder(), by: 'answer' }).order;
  const partly = toldOrder({
    status: 'PARTIALLY_FILLED',
    executedQuantity: '0.5',
    executedQuote: '49',
    updateTime: 3_000,
  });

  it('tells each fill with its quantity and price, once', () => {
    const lived = live(placed, { kind: 'told', order: partly, by: 'stream' }, 0);
    expect(lived).toMatchObject({ order: { phase: 'partly-filled' } });
    expect(lived?.events).toEqual([
      { at: 0, kind: 'fill', details: { quantity: '0.5', quote: '49', price: '98', total: '0.5' } },
    ]);
    expect(live(lived?.order ?? placed, { kind: 'told', order: partly, by: 'history' }, 0)).toBeUndefined();
  });

  it('cancelled after a fill is cancelled, with what it traded', () => {
    const cancelled = { ...partly, status: 'CANCLEFILLED', updateTime: 4_000 };
    expect(after(placed, { kind: 'told', order: cancelled, by: 'stream' })).toMatchObject({
      order: { phase: 'cancelled', executedQuantity: '0.5' },
      lines: ['fill', 'cancelled'],
    });
  });

  it('whose cancel was refused or lost is asked for', () => {
    const asked = after(placed, { kind: 'cancel-asked', until: 9_000 }).order;
    expect(asked).toMatchObject({ cancel: 'asked', effectUntil: 9_000 });
    expect(after(asked, { kind: 'cancel-refused', error })).toMatchObject({
      order: { cancel: 'none' },
      effects: ['ask'],
    });
    expect(after(asked, { kind: 'cancel-no-answer', error, until: 8_000 })).toMatchObject({
      order: { cancel: 'unknown', effectUntil: 8_000 },
      effects: ['ask'],
    });
    expect(after(asked, { kind: 'cancel-not-sent', error })).toMatchObject({
      order: { cancel: 'none' },
      effects: [],
    });
  });

  it('that the exchange forgot is gone, and comes back when it is told again by its id', () => {
    const gone = after(placed, { kind: 'gone' }).order;
    expect(gone.phase).toBe('gone');
    expect(live(gone, { kind: 'told', order: toldOrder(), by: 'stream' }, 0)).toBeUndefined();
    expect(after(gone, { kind: 'told', order: toldOrder(), by: 'query' }).order.phase).toBe('open');
  });

  it('of another id is not it', () => {
    expect(live(placed, { kind: 'told', order: toldOrder({ orderId: '7' }), by: 'open' }, 0)).toBeUndefined();
  });

  it('with a status that is not known may still rest, and shows it', () => {
    const odd = after(placed, {
      kind: 'told',
      order: toldOrder({ status: 'SLEEPING', updateTime: 5_000 }),
      by: 'open',
    });
    expect(odd.order).toMatchObject({ phase: 'open', status: 'SLEEPING' });
  });
});

describe('whatever happens, in whatever order', () => {
  const lots = fc.integer({ min: 0, max: 4 }).map((half) => String(half / 2));
  const told = fc
    .record({
      executed: lots,
      status: fc.constantFrom(
        'NEW',
        'PARTIALLY_FILLED',
        'FILLED',
        'CANCELED',
        'CANCLEFILLED',
        'EXPIRED',
        'REJECTED',
        'ODD',
      ),
      updateTime: fc.integer({ min: 1_000, max: 9_000 }),
      by: fc.constantFrom('answer', 'open', 'history', 'query', 'stream'),
      orderId: fc.constantFrom('1', '1', '1', '2'),
    })
    .map(({ executed, by, ...rest }): LifeEvent => ({
      kind: 'told',
      by,
      order: toldOrder({ ...rest, executedQuantity: executed, executedQuote: multiply(executed, '100') }),
    }));
  const event = fc.oneof(
    { weight: 4, arbitrary: told },
    fc.record({
      kind: fc.constantFrom('refused', 'not-sent'),
      error: fc.constant(error),
      again: fc.boolean(),
    }),
    fc.constantFrom<LifeEvent>(
      NO_ANSWER,
      { kind: 'restarted', error, until: 4_000 },
      { kind: 'not-there' },
      { kind: 'doubt', why: 'balances' },
      { kind: 'dismissed' },
      { kind: 'disowned' },
      { kind: 'cancel-asked', until: 8_000 },
      { kind: 'cancel-refused', error },
      { kind: 'cancel-not-sent', error },
      { kind: 'cancel-no-answer', error, until: 8_000 },
      { kind: 'cancel-not-done' },
      { kind: 'gone' },
    ),
  ) as fc.Arbitrary<LifeEvent>;

  it('fills only grow, ends stay, and at most one request goes again', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let order = committedEntry();
        let sends = 1;
        for (const next of events) {
          const lived = live(order, next, 1);
          if (!lived) continue;
          const { order: now } = lived;
          sends += lived.effects.filter((effect) => effect === 'send').length;
          expect(ORDER_PHASES).toContain(now.phase);
          for (const line of lived.events) expect(LIFE_EVENTS).toContain(line.kind);
          if (next.kind !== 'disowned') {
            expect(compare(now.executedQuantity, order.executedQuantity)).toBeGreaterThanOrEqual(0);
            if (order.orderId !== null) expect(now.orderId).toBe(order.orderId);
          }
          // An end is only taken back by the exchange itself, or because the order was another one's.
          const taken =
            next.kind === 'disowned' ||
            (next.kind === 'told' && ['gone', 'never-placed'].includes(order.phase));
          if (isEnded(order.phase) && !taken) expect(isEnded(now.phase)).toBe(true);
          // What may be in the book has an id; what certainly was not placed has none.
          if (now.phase === 'open' || now.phase === 'filled') expect(now.orderId).not.toBeNull();
          if (now.phase === 'never-placed' || now.phase === 'not-sent') expect(now.orderId).toBeNull();
          if (isEnded(now.phase)) expect(now.cancel).toBe('none');
          // Nothing goes again once it may have been done.
          if (lived.effects.includes('send')) expect(order.phase).toBe('submitting');
          order = now;
        }
        expect(sends).toBeLessThanOrEqual(2);
      }),
      { numRuns: 2_000 },
    );
  });

  it('in doubt it leaves the doubt only by a word of the exchange, an exhaustive search, or its user', () => {
    fc.assert(
      fc.property(event, (next) => {
        const doubt = after(committedEntry(), NO_ANSWER).order;
        const lived = live(doubt, next, 1);
        if (lived === undefined || lived.order.phase === 'unknown') return;
        expect(['told', 'not-there', 'dismissed']).toContain(next.kind);
      }),
      { numRuns: 1_000 },
    );
  });
});
