import { describe, expect, it, onTestFinished } from 'vitest';
import { createAccountRepository } from './accounts';
import { UNREADABLE_REASON } from './order-row';
import type { NewStoredOrder } from './stored-order';
import { event, newOrder, numbersOf, temporaryJournal } from './testing-orders';

const journal = () => temporaryJournal(onTestFinished);
const REFUSED = expect.objectContaining({ name: 'StorageError', failure: 'constraint' });

/** Differs from {@link newOrder} in every column. */
const FULL: NewStoredOrder = {
  accountId: 'two',
  origin: 'here',
  intentId: '0b0f9b1a-3c58-4b57-9b0d-111111111111',
  server: 'http://127.0.0.1:4000',
  symbol: '币安人生USDT',
  side: 'SELL',
  price: '12345678901234567890.12345678901234567890',
  quantity: '0.00000000000000000001',
  phase: 'partly-filled',
  cancel: 'asked',
  orderId: '461301972603188020099',
  status: 'PARTIALLY_FILLED',
  executedQuantity: '0.000000000000000000005',
  executedQuote: '61728394506172839450.6172839450617283945',
  createdAt: 1_763_835_872_999,
  changedAt: 8_640_000_000_000_000,
  effectFrom: 0,
  effectUntil: 1_763_835_877_123,
  placedAt: 1_763_835_872_200,
  updateTime: 1_763_835_872_201,
  attempts: 2,
  value: '0.1234567890123456789012345678901234567890',
  valueAsset: '月BTC看涨0226',
  superseded: true,
  reason: {
    code: 'exchange.unknown',
    message: `"No" answer'); DROP TABLE orders; -- \u202e`,
    hint: 'wait',
    retryable: true,
    details: { cause: 'timeout' },
  },
};

describe('an order', () => {
  it('comes back digit by digit in every field, as it was inserted and as it was saved', () => {
    const { orders } = journal();
    const entryId = orders.insert(FULL, []);
    expect(orders.find(entryId)).toEqual({ ...FULL, entryId });
    expect(orders.find(entryId + 1)).toBeUndefined();
    const changed = { ...newOrder({ intentId: 'another' }), entryId };
    orders.save(changed, []);
    expect(orders.find(entryId)).toEqual(changed);
  });

  it.each(['__proto__', 'constructor', '币安人生USDT', 'a"b\'c', '=1+1', '%_', '\u202egnp'])(
    'can be of a symbol of any text: %s',
    (symbol) => {
      const { orders, add } = journal();
      const order = add({ symbol, orderId: '1' });
      expect(orders.byOrderId('one', symbol, '1')).toEqual(order);
      expect(orders.page('one', { symbol }, undefined, 10)).toEqual([order]);
      expect(orders.symbols('one')).toEqual([symbol]);
    },
  );

  it('outlives its account', () => {
    const { db, orders, add } = journal();
    const accounts = createAccountRepository(db);
    accounts.insert({
      id: 'one',
      name: 'Main',
      kind: 'custom',
      restUrl: '',
      streamUrl: '',
      keyTail: '',
      secretHome: 'none',
      createdAt: 0,
    });
    const { entryId } = add({}, event(1, 'committed'));
    accounts.remove('one');
    expect(orders.find(entryId)?.accountId).toBe('one');
    expect(orders.events(entryId)).toHaveLength(1);
  });

  it.each<[string, Partial<Record<keyof NewStoredOrder, unknown>>]>([
    ['an unknown phase', { phase: 'lost' }],
    ['an unknown side', { side: 'HOLD' }],
    ['an unknown origin', { origin: '' }],
    ['an unknown state of its cancel', { cancel: 'maybe' }],
    ['a price with an exponent', { price: '1e5' }],
    ['a price with a sign', { price: '-1' }],
    ['a price that is empty', { price: '' }],
    ['a price with a comma', { price: '1,5' }],
    ['two points', { executedQuote: '1.2.3' }],
    ['a point at the end', { quantity: '1.' }],
    ['an id that is no number', { orderId: '12a' }],
    ['an empty id', { orderId: '' }],
    ['an empty symbol', { symbol: '' }],
    ['a symbol of 65 characters', { symbol: 'x'.repeat(65) }],
    ['a third attempt', { attempts: 3 }],
    ['a time before 1970', { createdAt: -1 }],
    ['a part of a millisecond', { createdAt: 1.5 }],
    ['an intent although it is from elsewhere', { origin: 'elsewhere', intentId: 'a' }],
  ])('is refused with %s, and leaves nothing', (_, wrong) => {
    const { db, orders } = journal();
    const order = newOrder(wrong as Partial<NewStoredOrder>);
    expect(() => orders.insert(order, [event(1, 'committed')])).toThrow(REFUSED);
    expect(orders.symbols('one')).toEqual([]);
    const entryId = orders.insert(newOrder(), [event(2, 'committed')]);
    expect(() => orders.save({ ...order, entryId }, [event(3, 'accepted')])).toThrow(REFUSED);
    expect(orders.find(entryId)).toEqual({ ...newOrder(), entryId });
    expect(orders.events(entryId)).toEqual([event(2, 'committed')]);
    expect(db.prepare('SELECT count(*) AS n FROM order_events').row()).toEqual({ n: 1 });
  });
});

describe('what is one order only', () => {
  it('an intent, in whatever account', () => {
    const { orders, add } = journal();
    const first = add({ intentId: 'a' });
    expect(() => add({ intentId: 'a', accountId: 'two', symbol: 'JEXBTC' })).toThrow(REFUSED);
    expect(orders.byIntent('a')).toEqual(first);
    expect(orders.byIntent('b')).toBeUndefined();
    add({ intentId: null });
    add({ intentId: null });
  });

  it('an id of the exchange, per account and symbol', () => {
    const { orders, add } = journal();
    const id = '4613019726031880200';
    const first = add({ orderId: id });
    const neighbours = [
      add({ orderId: '4613019726031880201' }),
      add({ orderId: id, symbol: 'JEXBTC' }),
      add({ orderId: id, accountId: 'two' }),
    ];
    expect(() => add({ orderId: id })).toThrow(REFUSED);
    const other = add();
    expect(() => orders.save({ ...other, orderId: id }, [])).toThrow(REFUSED);
    expect(orders.byOrderId('one', 'LTCBTC', id)).toEqual(first);
    expect(orders.byOrderId('two', 'LTCBTC', id)).toEqual(neighbours[2]);
    expect(orders.byOrderId('two', 'JEXBTC', id)).toBeUndefined();
  });

  it('an id that the exchange gave again belongs to the entry that is not superseded', () => {
    const { orders, add } = journal();
    const old = add({ orderId: '7' });
    orders.save({ ...old, superseded: true }, []);
    expect(orders.byOrderId('one', 'LTCBTC', '7')).toBeUndefined();
    const living = add({ orderId: '7' });
    add({ orderId: '7', superseded: true });
    expect(orders.byOrderId('one', 'LTCBTC', '7')).toEqual(living);
    expect(() => orders.save(old, [])).toThrow(REFUSED);
  });

  it('of many at once, none is written when one is refused', () => {
    const { orders, add } = journal();
    add({ orderId: '2' });
    const listed = ['1', '2', '3'].map((orderId) => ({
      order: newOrder({ orderId, symbol: 'LTCBTC' }),
      events: [event(1, 'seen')],
    }));
    expect(() => orders.insertAll(listed)).toThrow(REFUSED);
    expect(orders.page('one', {}, undefined, 10)).toHaveLength(1);
    const entries = orders.insertAll(listed.filter(({ order }) => order.orderId !== '2'));
    expect(entries.map((entryId) => orders.find(entryId)?.orderId)).toEqual(['1', '3']);
    expect(orders.insertAll([])).toEqual([]);
  });

  it('an entry that is not there cannot be saved', () => {
    const { orders } = journal();
    expect(() => orders.save({ ...newOrder(), entryId: 5 }, [event(1, 'gone')])).toThrow(REFUSED);
    expect(orders.events(5)).toEqual([]);
  });
});

describe('a timeline', () => {
  it('is told in the order in which it was written, also where the clock was set back', () => {
    const { orders, add } = journal();
    const fill = event(4, 'fill', { quantity: '1', price: '0.1', feeAsset: '币' });
    const order = add({}, event(9, 'committed'), event(9, 'resent'));
    add({}, event(1, 'seen'));
    orders.save(order, [event(3, 'accepted')]);
    orders.save(order, [fill]);
    const written = [event(9, 'committed'), event(9, 'resent'), event(3, 'accepted'), fill];
    expect(orders.events(order.entryId)).toEqual(written);
  });
});

describe('of two entries that were the same order', () => {
  it('one takes over the timeline of the other and its id, in one step', () => {
    const { orders, add } = journal();
    const mine = add({ intentId: 'a', phase: 'unknown' }, event(1, 'committed'), event(5, 'no-answer'));
    const seen = add(
      { origin: 'elsewhere', orderId: '7', phase: 'open' },
      event(3, 'seen'),
      event(5, 'fill'),
      event(7, 'fill'),
    );
    const settled = { ...mine, phase: 'open', orderId: '7' } as const;
    orders.absorb(settled, seen.entryId, [event(8, 'found', { where: 'open' })]);
    expect(orders.find(mine.entryId)).toEqual(settled);
    expect(orders.find(seen.entryId)).toBeUndefined();
    expect(orders.byOrderId('one', 'LTCBTC', '7')).toEqual(settled);
    expect(orders.events(mine.entryId).map(({ at, kind }) => `${at} ${kind}`)).toEqual([
      '1 committed',
      '3 seen',
      '5 no-answer',
      '5 fill',
      '7 fill',
      '8 found',
    ]);
    expect(orders.events(seen.entryId)).toEqual([]);
    expect(add().entryId).toBeGreaterThan(seen.entryId);
  });

  it('neither changes when it cannot be done', () => {
    const { orders, add } = journal();
    const mine = add({ intentId: 'a' }, event(1, 'committed'));
    const others = [
      add({ accountId: 'two' }),
      add({ symbol: 'JEXBTC' }),
      // Forgotten, that intent could become an order once more.
      add({ intentId: 'b' }),
    ];
    const seen = add({ orderId: '7' }, event(2, 'seen'));
    add({ orderId: '8' });
    for (const from of [...numbersOf(others), mine.entryId, 99]) {
      expect(() => orders.absorb(mine, from, [])).toThrow(REFUSED);
    }
    expect(() => orders.absorb({ ...mine, orderId: '8' }, seen.entryId, [event(3, 'found')])).toThrow(
      REFUSED,
    );
    expect(orders.find(seen.entryId)).toEqual(seen);
    expect(orders.events(seen.entryId)).toEqual([event(2, 'seen')]);
    expect(orders.events(mine.entryId)).toEqual([event(1, 'committed')]);
    expect(orders.page('one', {}, undefined, 10)).toHaveLength(5);
  });

  it('the newest may be the one that goes, and its number is not given again', () => {
    const { orders, add } = journal();
    const mine = add();
    const seen = add();
    orders.absorb(mine, seen.entryId, []);
    expect(add().entryId).toBe(seen.entryId + 1);
  });
});

describe('lists', () => {
  it('of what is unsettled, oldest first', () => {
    const { orders, add } = journal();
    const unknown = add({ phase: 'unknown', createdAt: 3 });
    const submitting = add({ phase: 'submitting', createdAt: 2 });
    const cancelled = add({ phase: 'open', cancel: 'asked', createdAt: 2 });
    const doubtful = add({ phase: 'filled', cancel: 'unknown', createdAt: 1 });
    add({ phase: 'open' });
    add({ phase: 'never-placed' });
    add({ phase: 'unknown', accountId: 'two' });
    expect(orders.unsettled('one')).toEqual([doubtful, submitting, cancelled, unknown]);
    orders.save({ ...unknown, phase: 'gone' }, []);
    expect(orders.unsettled('one')).toEqual([doubtful, submitting, cancelled]);
  });

  it('of what rests, oldest first', () => {
    const { orders, add } = journal();
    const [open, partly] = [
      add({ phase: 'open', createdAt: 5 }),
      add({ phase: 'partly-filled', createdAt: 4 }),
    ];
    add({ phase: 'filled' });
    add({ phase: 'submitting' });
    add({ phase: 'open', accountId: 'two' });
    expect(orders.resting('one')).toEqual([partly, open]);
  });

  it('of what was committed here since a moment', () => {
    const { orders, add } = journal();
    add({ createdAt: 9 });
    const [late, early] = [add({ createdAt: 11 }), add({ createdAt: 10, phase: 'refused' })];
    add({ createdAt: 12, origin: 'elsewhere' });
    add({ createdAt: 12, accountId: 'two' });
    expect(orders.committedSince('one', 10)).toEqual([early, late]);
    expect(orders.committedSince('one', 12)).toEqual([]);
  });

  it('of symbols, most recently used first', () => {
    const { orders, add } = journal();
    add({ symbol: 'BTCUSDT', createdAt: 10 });
    add({ symbol: 'LTCBTC', createdAt: 20 });
    add({ symbol: '币安人生USDT', createdAt: 15 });
    add({ symbol: 'JEXBTC', createdAt: 99, accountId: 'two' });
    expect(orders.symbols('one')).toEqual(['LTCBTC', '币安人生USDT', 'BTCUSDT']);
    add({ symbol: 'BTCUSDT', createdAt: 30 });
    add({ symbol: 'LTCBTC', createdAt: 5 });
    expect(orders.symbols('one')).toEqual(['BTCUSDT', 'LTCBTC', '币安人生USDT']);
    expect(orders.symbols('nobody')).toEqual([]);
  });
});

describe('what cannot be read any more', () => {
  it.each([
    '{',
    'null',
    '"x"',
    '{"code":1}',
    '{"code":"a","message":"b","retryable":false,"details":{"a":1}}',
  ])('as a reason is said to be so, and the order is as good as before: %s', (text) => {
    const { db, orders, add } = journal();
    const order = add({ phase: 'refused', reason: { code: 'a', message: 'b', retryable: false } });
    db.prepare('UPDATE orders SET reason = ?').run(text);
    expect(orders.find(order.entryId)).toEqual({ ...order, reason: UNREADABLE_REASON });
    expect(orders.page('one', {}, undefined, 10)).toHaveLength(1);
  });

  it('in a timeline is left out: a line of an unknown kind, details that are no texts', () => {
    const { db, orders, add } = journal();
    const { entryId } = add({}, event(1, 'committed'), event(2, 'accepted', { a: 'b' }), event(3, 'fill'));
    db.exec(
      "UPDATE order_events SET kind = 'teleported' WHERE number = 1; UPDATE order_events SET details = '[' WHERE number = 2",
    );
    expect(orders.events(entryId)).toEqual([event(2, 'accepted'), event(3, 'fill')]);
  });

  it('as an order makes what would trade by it fail by name, and the history goes on without it', () => {
    const { db, orders, add } = journal();
    const entries = [1, 2, 3, 4, 5].map((createdAt) => add({ createdAt, phase: 'unknown' }).entryId);
    db.exec('PRAGMA ignore_check_constraints = ON');
    db.exec("UPDATE orders SET phase = 'unknown', cancel = 'perhaps' WHERE created_at IN (3, 4)");
    const unreadable = expect.objectContaining({
      failure: 'failed',
      reason: expect.stringMatching(/order 3 /),
    });
    expect(() => orders.find(3)).toThrow(unreadable);
    expect(() => orders.unsettled('one')).toThrow(unreadable);
    expect(() => orders.committedSince('one', 0)).toThrow(unreadable);
    expect(numbersOf(orders.page('one', {}, undefined, 2))).toEqual([5, 2]);
    expect(numbersOf(orders.page('one', {}, undefined, 9))).toEqual([5, 2, 1]);
    expect(numbersOf(orders.page('one', {}, 3, 9))).toEqual([2, 1]);
    expect(entries).toEqual([1, 2, 3, 4, 5]);
  });
});
