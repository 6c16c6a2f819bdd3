import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createOrderJournalRepository } from '../../storage/order-journal';
import { StorageError } from '../../storage/storage-error';
import { temporaryDatabase } from '../../storage/testing';
import type { StoredOrder } from '../../storage/stored-order';
import { systemTime } from '../../exchange/time-source';
import { toldOrder } from '../life/testing-entry';
import type { JournalFill, JournalNews } from './journal-types';
import { createOrderJournal } from './order-journal';

const INTENT = { symbol: 'BTCUSDT', side: 'BUY', price: '100', quantity: '2' } as const;
const error = { code: 'x', message: 'x', retryable: false } as const;
const window = { from: 1_000, until: 6_000 };

function opened(db = temporaryDatabase(onTestFinished)) {
  const real = createOrderJournalRepository(db);
  let broken = false;
  const guarded =
    <A extends readonly unknown[], R>(action: (...args: A) => R) =>
    (...args: A): R => {
      if (broken) throw new StorageError('full', 'perch.sqlite', 'disk full');
      return action(...args);
    };
  const repository = {
    ...real,
    insert: guarded((...args: Parameters<typeof real.insert>) => real.insert(...args)),
    insertAll: guarded((...args: Parameters<typeof real.insertAll>) => real.insertAll(...args)),
    save: guarded((...args: Parameters<typeof real.save>) => real.save(...args)),
    absorb: guarded((...args: Parameters<typeof real.absorb>) => real.absorb(...args)),
  };
  const states: JournalNews[] = [];
  const fills: JournalFill[] = [];
  const effects: [string, number][] = [];
  const told: StoredOrder[] = [];
  const journal = createOrderJournal({
    accountId: 'a',
    server: 'http://127.0.0.1:1',
    repository,
    time: { ...systemTime, wall: () => 5_000 },
    onChange: (state) => void states.push(state),
    onFill: (fill) => void fills.push(fill),
    onEntry: (order) => void told.push(order),
    onEffect: (effect, { entryId }) => void effects.push([effect, entryId]),
  });
  onTestFinished(() => journal.close());
  const commit = (changes: Partial<typeof INTENT> = {}) =>
    journal.commit({
      intentId: randomUUID(),
      intent: { ...INTENT, ...changes },
      window,
      value: '200',
      valueAsset: 'USDT',
    });
  return {
    db,
    real,
    journal,
    commit,
    states,
    fills,
    effects,
    told,
    breakDisk: (is: boolean) => void (broken = is),
  };
}

const lost = { kind: 'no-answer', error, window } as const;

describe('a journal that cannot be written', () => {
  it('commits nothing, so that nothing is sent', () => {
    const { commit, breakDisk, journal } = opened();
    breakDisk(true);
    expect(() => commit()).toThrow(StorageError);
    expect(journal.unsettled()).toEqual([]);
  });

  it('keeps an answer in memory, lets nothing else leave, and writes it later with its whole timeline', async () => {
    const { journal, commit, breakDisk, real } = opened();
    const { entryId } = commit();
    breakDisk(true);
    journal.told([toldOrder()], 'stream'); // held: the order may be that of the entry on its way
    journal.apply(entryId, { kind: 'told', order: toldOrder(), by: 'answer' });
    expect(journal.find(entryId)).toMatchObject({ phase: 'open' });
    expect(real.find(entryId)).toMatchObject({ phase: 'submitting' });
    expect(journal.state().gate).toMatchObject({ state: 'unwritable' });
    journal.apply(entryId, {
      kind: 'told',
      order: toldOrder({ status: 'FILLED', executedQuantity: '2', executedQuote: '200', updateTime: 3_000 }),
      by: 'stream',
    });
    expect(journal.flush()).toBe(false);
    breakDisk(false);
    await vi.waitUntil(() => journal.state().gate.state === 'ready', { timeout: 5_000 });
    expect(real.find(entryId)).toMatchObject({ phase: 'filled' });
    expect(real.events(entryId).map(({ kind }) => kind)).toEqual(['committed', 'accepted', 'fill']);
  });
});

describe('while a journal could not be written', () => {
  const filled = toldOrder({
    status: 'FILLED',
    executedQuantity: '2',
    executedQuote: '200',
    updateTime: 3_000,
  });

  it('an order that ended is still known by its id and its intent', () => {
    const { journal, commit, breakDisk, real } = opened();
    const { entryId, intentId } = commit();
    breakDisk(true);
    journal.apply(entryId, { kind: 'told', order: filled, by: 'answer' });
    expect(journal.byIntent(intentId!)).toMatchObject({ phase: 'filled' });
    breakDisk(false);
    // Told again before the news of it was written.
    journal.told([filled], 'stream');
    expect(journal.flush()).toBe(true);
    expect(journal.state().gate).toEqual({ state: 'ready' });
    expect(real.page('a', {}, undefined, 10)).toMatchObject([{ entryId, phase: 'filled' }]);
  });

  it('an order went from one entry to another, and is written as that of the second', () => {
    const { journal, commit, breakDisk, real } = opened();
    const [first, second] = [commit(), commit()];
    journal.apply(first.entryId, lost);
    journal.settle('BTCUSDT', { orders: [], complete: false });
    journal.apply(first.entryId, { kind: 'told', order: toldOrder(), by: 'open' });
    breakDisk(true);
    // It is to be written before the one that has the order lets go of it.
    journal.apply(second.entryId, lost);
    journal.apply(second.entryId, { kind: 'told', order: toldOrder(), by: 'answer' });
    breakDisk(false);
    expect(journal.flush()).toBe(true);
    expect(real.find(first.entryId)).toMatchObject({ phase: 'unknown', orderId: null });
    expect(real.find(second.entryId)).toMatchObject({ phase: 'open', orderId: toldOrder().orderId });
  });

  it('orders from elsewhere are kept in mind, and are in it afterwards', async () => {
    const { journal, breakDisk, real } = opened();
    breakDisk(true);
    journal.told([toldOrder()], 'stream');
    journal.told([filled], 'stream');
    expect(journal.state().gate).toMatchObject({ state: 'unwritable' });
    breakDisk(false);
    expect(journal.flush()).toBe(true);
    await Promise.resolve();
    expect(real.page('a', {}, undefined, 10)).toMatchObject([{ origin: 'elsewhere', phase: 'filled' }]);
  });
});

describe('a journal that was closed', () => {
  it('writes nothing that comes late, and lets nothing leave', () => {
    const { db, journal, commit, real } = opened();
    const { entryId } = commit();
    journal.close();
    // Another session of the account has begun, and knows better.
    const next = opened(db);
    next.journal.apply(entryId, { kind: 'told', order: toldOrder(), by: 'answer' });
    journal.apply(entryId, lost);
    journal.told([toldOrder({ orderId: '5', price: '99' })], 'stream');
    expect(() => commit({ price: '98' } as never)).toThrow(StorageError);
    expect(real.page('a', {}, undefined, 10)).toMatchObject([{ entryId, phase: 'open' }]);
  });
});

describe('orders that the exchange tells of', () => {
  it('are from elsewhere when nobody here can have placed them', () => {
    const { journal, commit, real } = opened();
    commit();
    journal.told([toldOrder({ price: '99' }), toldOrder({ orderId: '5', time: 500 })], 'open');
    expect(
      real
        .page('a', { origin: 'elsewhere' }, undefined, 10)
        .map(({ orderId }) => orderId)
        .sort(),
    ).toEqual(['4613019726031880200', '5']);
  });

  it('wait for the answer of an order that asks for the same, and are then what they are', () => {
    const { journal, commit, real, fills } = opened();
    const { entryId } = commit();
    const filled = toldOrder({
      status: 'FILLED',
      executedQuantity: '2',
      executedQuote: '200',
      updateTime: 3_000,
    });
    journal.told([toldOrder()], 'stream');
    journal.told([filled], 'stream');
    journal.told([toldOrder({ orderId: '7', time: 2_500 })], 'open');
    expect(real.page('a', {}, undefined, 10)).toHaveLength(1);
    journal.apply(entryId, { kind: 'told', order: toldOrder(), by: 'answer' });
    expect(journal.find(entryId)).toMatchObject({ phase: 'filled' });
    expect(fills).toHaveLength(1);
    expect(real.page('a', { origin: 'elsewhere' }, undefined, 10)).toMatchObject([{ orderId: '7' }]);
  });

  it('seem to be from elsewhere and are then one in doubt: its cancel and its end go with it', () => {
    const { journal, commit, real } = opened();
    const early = { ...toldOrder(), time: 500 };
    journal.told([early, { ...early, orderId: '7' }], 'open');
    const [resting, ended] = ['4613019726031880200', '7'].map((orderId) =>
      real.byOrderId('a', 'BTCUSDT', orderId)!,
    );
    journal.apply(resting!.entryId, { kind: 'cancel-asked', until: 9_000 });
    journal.told([{ ...early, orderId: '7', status: 'CANCELED', updateTime: 3_000 }], 'stream');
    const [first, second] = [commit(), commit()];
    journal.apply(first.entryId, { kind: 'told', order: early, by: 'answer' });
    journal.apply(second.entryId, { kind: 'told', order: { ...early, orderId: '7' }, by: 'answer' });
    expect(journal.find(first.entryId)).toMatchObject({ phase: 'open', cancel: 'asked' });
    expect(journal.find(second.entryId)).toMatchObject({ phase: 'cancelled' });
    // Whoever still has the number of the entry that is no more.
    journal.apply(resting!.entryId, { kind: 'cancel-no-answer', error, until: 9_000 });
    expect(journal.find(first.entryId)).toMatchObject({ phase: 'open', cancel: 'unknown' });
    expect(journal.find(ended!.entryId)).toMatchObject({ entryId: second.entryId });
    expect(real.page('a', {}, undefined, 10)).toHaveLength(2);
  });

  it('make one in doubt be looked for at once', () => {
    const { journal, commit, effects } = opened();
    const { entryId } = commit();
    journal.apply(entryId, lost);
    effects.length = 0;
    journal.told([toldOrder()], 'stream');
    expect(effects).toEqual([['look-for', entryId]]);
  });

  it('are not given to one of two in doubt while the search is not complete', () => {
    const { journal, commit } = opened();
    const [a, b] = [commit(), commit()];
    for (const { entryId } of [a, b]) journal.apply(entryId, lost);
    journal.told([toldOrder()], 'stream');
    expect(journal.settle('BTCUSDT', { orders: [], complete: false })).toBe(2);
    expect(journal.settle('BTCUSDT', { orders: [], complete: true })).toBe(1);
  });

  it('are not given to one in doubt while an identical one is on its way', () => {
    const { journal, commit } = opened();
    const doubt = commit();
    journal.apply(doubt.entryId, lost);
    const flying = commit();
    journal.told([toldOrder()], 'stream');
    expect(journal.settle('BTCUSDT', { orders: [{ order: toldOrder(), by: 'open' }], complete: true })).toBe(
      1,
    );
    journal.apply(flying.entryId, { kind: 'told', order: toldOrder(), by: 'answer' });
    expect(journal.settle('BTCUSDT', { orders: [{ order: toldOrder(), by: 'open' }], complete: true })).toBe(
      1,
    );
    expect(journal.find(flying.entryId)).toMatchObject({ phase: 'open' });
    expect(journal.find(doubt.entryId)).toMatchObject({ phase: 'unknown' });
  });

  it('an event without the time of placing does not settle anything by itself', () => {
    const { journal, commit } = opened();
    const { entryId } = commit();
    journal.apply(entryId, lost);
    journal.told(
      [toldOrder({ status: 'PARTIALLY_FILLED', executedQuantity: '1', executedQuote: '100' })],
      'stream',
    );
    expect(journal.settle('BTCUSDT', { orders: [], complete: true })).toBe(1);
  });

  it('by an answer that belongs to another entry put the one that had it back in doubt', () => {
    const { journal, commit } = opened();
    const doubt = commit();
    journal.apply(doubt.entryId, lost);
    journal.settle('BTCUSDT', { orders: [{ order: toldOrder(), by: 'open' }], complete: true });
    const other = commit();
    journal.apply(other.entryId, { kind: 'told', order: toldOrder(), by: 'answer' });
    expect(journal.find(other.entryId)).toMatchObject({ orderId: toldOrder().orderId, phase: 'open' });
    expect(journal.find(doubt.entryId)).toMatchObject({ orderId: null, phase: 'unknown' });
  });

  it('that turn up after an order was given up are known to be its', () => {
    const { journal, commit } = opened();
    const { entryId } = commit();
    journal.apply(entryId, lost);
    journal.apply(entryId, { kind: 'dismissed' });
    journal.told([toldOrder()], 'open');
    journal.settle('BTCUSDT', { orders: [{ order: toldOrder(), by: 'open' }], complete: true });
    expect(journal.find(entryId)).toMatchObject({ phase: 'open' });
  });
});

describe('an order like one that was given up', () => {
  const givenUp = () => {
    const desk = opened();
    const { entryId } = desk.commit();
    desk.journal.apply(entryId, lost);
    desk.journal.apply(entryId, { kind: 'not-there' });
    return { ...desk, entryId };
  };
  const late = toldOrder({ time: 9_000, updateTime: 9_000 });

  it('is from elsewhere when it was accepted after that one could be', () => {
    const { journal, entryId, real } = givenUp();
    journal.told([late], 'stream');
    expect(real.page('a', { origin: 'elsewhere' }, undefined, 10)).toHaveLength(1);
    expect(journal.find(entryId)).toMatchObject({ phase: 'never-placed' });
    expect(journal.searchFrom('BTCUSDT')).toBeUndefined();
  });

  it('is looked for while its time is not known, and is from elsewhere when a search says so', () => {
    const { journal, entryId, real, effects } = givenUp();
    const filled = { status: 'FILLED', executedQuantity: '2', executedQuote: '200', updateTime: 9_500 };
    journal.told([toldOrder({ ...filled, time: 9_500 })], 'stream');
    expect(effects.at(-1)).toEqual(['look-for', entryId]);
    expect(journal.searchFrom('BTCUSDT')).toBe(window.from);
    journal.settle('BTCUSDT', { orders: [], complete: false });
    expect(journal.searchFrom('BTCUSDT')).toBe(window.from);
    const order = toldOrder({ ...filled, time: 9_000 });
    journal.settle('BTCUSDT', { orders: [{ order, by: 'history' }], complete: true });
    expect(journal.searchFrom('BTCUSDT')).toBeUndefined();
    expect(real.page('a', { origin: 'elsewhere' }, undefined, 10)).toMatchObject([
      { phase: 'filled', placedAt: 9_000 },
    ]);
    expect(journal.find(entryId)).toMatchObject({ phase: 'never-placed' });
  });

  it('does not hold up what happens to others', () => {
    const { journal, commit, real } = givenUp();
    journal.told([toldOrder()], 'stream');
    const other = commit({ price: '99' } as never);
    journal.apply(other.entryId, {
      kind: 'told',
      order: toldOrder({ orderId: '7', price: '99' }),
      by: 'answer',
    });
    expect(real.page('a', {}, undefined, 10)).toHaveLength(2);
  });
});

describe('a journal opened again', () => {
  it('waits for what it finds unsettled, and for nothing else', () => {
    const db = temporaryDatabase(onTestFinished);
    const first = opened(db);
    const flying = first.commit();
    const placed = first.commit({ price: '99' } as never);
    first.journal.apply(placed.entryId, { kind: 'told', order: toldOrder({ price: '99' }), by: 'answer' });
    const second = opened(db);
    expect(second.journal.state().gate).toEqual({ state: 'reconciling', left: 1 });
    expect(second.journal.resting().map(({ entryId }) => entryId)).toEqual([placed.entryId]);
    second.journal.apply(flying.entryId, { kind: 'restarted', error, until: 6_000 });
    expect(second.journal.reconciling()).toBe(1);
    second.journal.apply(flying.entryId, { kind: 'not-there' });
    expect(second.journal.state().gate).toEqual({ state: 'ready' });
  });
});
