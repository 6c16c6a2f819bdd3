import { beforeEach, expect, it, vi } from 'vitest';
import type { CommandInput } from '@shared/contract/commands';
import type { Account } from '@shared/domain/account';
import { fail, ok } from '@shared/domain/result';
import { journalOrder } from '../state/testing-orders';

type Placed = CommandInput<'order.place'>;

const account = { id: 'paper' } as Account;
const rules = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 5,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};
const details = { entryId: '7', since: '1000', until: '8000' };

const placed: Placed[] = [];
let answer: (input: Placed) => Promise<unknown>;
let timeline: () => Promise<unknown>;

vi.stubGlobal('window', {
  perch: {
    subscribe: () => () => undefined,
    commands: {
      'order.place': (input: Placed) => {
        placed.push(input);
        return answer(input);
      },
      'order.timeline': () => timeline(),
    },
  },
});
const { OrderEntry } = await import('./order-entry.svelte');

function entryOf() {
  const entry = new OrderEntry(() => ({ account, rules, spot: undefined, confirmsAll: false }));
  entry.edit('price', '41000');
  entry.edit('quantity', '0.05');
  return entry;
}

beforeEach(() => {
  vi.useFakeTimers();
  placed.length = 0;
  answer = async () => fail('refused.engine', 'No.');
  timeline = async () => fail('storage.failed', 'No.');
  return () => vi.useRealTimers();
});

/** The button can be pressed again. */
function rested(): void {
  vi.advanceTimersByTime(1_000);
}

it('a press is one intent: what comes while it is under way or just after is not another', async () => {
  const entry = entryOf();
  await Promise.all([entry.place(), entry.place(), entry.place()]);
  await entry.place();
  expect(placed).toHaveLength(1);
});

it('a later press is an intent of its own', async () => {
  const entry = entryOf();
  await entry.place();
  rested();
  await entry.place();
  expect(new Set(placed.map(({ intentId }) => intentId)).size).toBe(2);
});

it('an order that is held back goes all the same only by a press of its own, which says so', async () => {
  const entry = entryOf();
  answer = async () => fail('order.held-back', 'Held.', { details });
  await entry.place();
  rested();
  expect(entry.held).toMatchObject({ entryId: 7, since: 1000, until: 8000 });
  await entry.placeDespiteHold();
  expect(placed.map(({ despiteHold }) => despiteHold)).toEqual([undefined, true]);
  expect(placed[1]?.intent).toEqual(placed[0]?.intent);
  expect(placed[1]?.intentId).not.toBe(placed[0]?.intentId);
});

it('a form that asks for something else is not held back', async () => {
  const entry = entryOf();
  answer = async () => fail('order.held-back', 'Held.', { details });
  await entry.place();
  rested();
  entry.edit('quantity', '0.06');
  expect(entry.held).toBeUndefined();
  await entry.placeDespiteHold();
  expect(placed).toHaveLength(1);
});

it('an order that was declined leaves the form as it was', async () => {
  const entry = entryOf();
  const { price, quantity, total } = entry.form;
  answer = async () => fail('order.not-confirmed', 'Declined.');
  await entry.place();
  expect(entry.form).toMatchObject({ price, quantity, total });
  expect(entry.outcome).toMatchObject({ tone: 'plain' });
});

it('an order whose answer was lost is followed until the journal knows what became of it', async () => {
  const entry = entryOf();
  const lost = journalOrder({ entryId: 7, phase: 'unknown' });
  const journal = {
    accountId: 'paper',
    gate: { state: 'ready' as const },
    unsettled: [lost],
    unsent: [],
    revision: 1,
  };
  answer = async () => fail('order.unknown', 'No answer.', { details: { entryId: '7' } });
  await entry.place();
  expect(entry.outcome).toMatchObject({ tone: 'unknown' });
  timeline = async () => ok({ order: { ...lost, phase: 'open', orderId: '42' }, events: [] });
  await entry.follow(journal);
  expect(entry.outcome).toMatchObject({ tone: 'unknown' });
  await entry.follow({ ...journal, unsettled: [], revision: 2 });
  expect(entry.outcome?.text).toContain('42');
  expect(entry.awaited).toBeUndefined();
});

it('what main refuses is called wrong at its field, until the field is another', async () => {
  const entry = entryOf();
  answer = async () => fail('limit.none-such', 'Too large.', { details: { field: 'total' } });
  await entry.place();
  expect(entry.errorOf('total')).toBe('Too large.');
  entry.edit('quantity', '0.01');
  expect(entry.errorOf('total')).toBe('');
});

it('says that an order rests as long as it does: once it left the list of open orders, nothing is said of it', async () => {
  const entry = entryOf();
  const order = {
    orderId: '5',
    symbol: 'BTCUSDT',
    side: 'BUY',
    price: '41000',
    quantity: '0.05',
    status: 'NEW',
  };
  answer = async () => ok({ ...order, executedQuantity: '0', executedQuote: '0', entryId: 7 });
  await entry.place();
  expect(entry.outcome).toMatchObject({ tone: 'plain' });
  // The list may be older than the answer.
  entry.watch([]);
  expect(entry.outcome).toBeDefined();
  entry.watch([{ orderId: '5' }]);
  expect(entry.outcome).toBeDefined();
  entry.watch([]);
  expect(entry.outcome).toBeUndefined();
});
