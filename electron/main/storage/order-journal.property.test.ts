import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isUnsettled, LIFE_EVENTS, ORDER_PHASES, type TimelineEvent } from '@shared/domain/order-life';
import { StorageError } from './storage-error';
import type { NewStoredOrder, OrderJournalRepository, StoredOrder } from './stored-order';
import { newOrder, temporaryJournal } from './testing-orders';

interface Entry {
  readonly order: StoredOrder;
  readonly events: readonly TimelineEvent[];
}

const REFUSED = new StorageError('constraint', '', '');

/** The journal as lists in memory, in as few words as possible. Not of it: what an absorbed entry's place was. */
function createModel(): OrderJournalRepository {
  let entries: Entry[] = [];
  let uses: { accountId: string; symbol: string; at: number }[] = [];
  let last = 0;

  function put(order: StoredOrder, events: readonly TimelineEvent[]): void {
    const clash = entries.some(
      ({ order: other }) =>
        other.entryId !== order.entryId &&
        ((other.intentId !== null && other.intentId === order.intentId) ||
          (other.orderId !== null &&
            other.orderId === order.orderId &&
            other.accountId === order.accountId &&
            other.symbol === order.symbol &&
            !other.superseded &&
            !order.superseded)),
    );
    if (clash || (order.origin === 'elsewhere' && order.intentId !== null)) throw REFUSED;
    entries = [...entries.filter((entry) => entry.order.entryId !== order.entryId), { order, events }];
  }

  function insert(order: NewStoredOrder, events: readonly TimelineEvent[]): number {
    put({ ...order, entryId: last + 1 }, events);
    uses = [...uses, { accountId: order.accountId, symbol: order.symbol, at: order.createdAt }];
    last += 1;
    return last;
  }

  function whole<T>(change: () => T): T {
    const before = { entries, uses, last };
    try {
      return change();
    } catch (error) {
      ({ entries, uses, last } = before);
      throw error;
    }
  }

  const entryOf = (entryId: number): Entry => {
    const entry = entries.find(({ order }) => order.entryId === entryId);
    if (!entry) throw REFUSED;
    return entry;
  };
  const oldestFirst = (choose: (order: StoredOrder) => boolean): StoredOrder[] =>
    entries
      .map(({ order }) => order)
      .filter(choose)
      .sort((a, b) => a.createdAt - b.createdAt || a.entryId - b.entryId);

  return {
    insert,
    insertAll: (orders) => whole(() => orders.map(({ order, events }) => insert(order, events))),
    save(order, events) {
      put(order, [...entryOf(order.entryId).events, ...events]);
    },
    absorb(order, from, events) {
      whole(() => {
        const [mine, other] = [entryOf(order.entryId), entryOf(from)];
        const { accountId, symbol, intentId } = other.order;
        const fits = accountId === order.accountId && symbol === order.symbol && from !== order.entryId;
        if (!fits || (intentId !== null && intentId !== order.intentId)) throw REFUSED;
        entries = entries.filter((entry) => entry !== other);
        // A stable sort merges two lists as long as both are sorted, which the commands below see to.
        const joined = [...mine.events, ...other.events].sort((a, b) => a.at - b.at);
        put(order, [...joined, ...events]);
      });
    },
    find: (entryId) => entries.find(({ order }) => order.entryId === entryId)?.order,
    byIntent: (intentId) => entries.find(({ order }) => order.intentId === intentId)?.order,
    byOrderId: (accountId, symbol, orderId) =>
      oldestFirst(
        (o) => o.accountId === accountId && o.symbol === symbol && o.orderId === orderId && !o.superseded,
      )[0],
    unsettled: (accountId) => oldestFirst((order) => order.accountId === accountId && isUnsettled(order)),
    resting: (accountId) =>
      oldestFirst((o) => o.accountId === accountId && (o.phase === 'open' || o.phase === 'partly-filled')),
    page(accountId, { symbol, side, phases, origin, from = 0, until = Infinity }, before, limit) {
      const fitting = oldestFirst(
        (o) =>
          o.accountId === accountId &&
          (symbol ?? o.symbol) === o.symbol &&
          (side ?? o.side) === o.side &&
          (origin ?? o.origin) === o.origin &&
          (phases ?? ORDER_PHASES).includes(o.phase) &&
          o.createdAt >= from &&
          o.createdAt <= until,
      ).reverse();
      if (before === undefined) return fitting.slice(0, limit);
      const at = entries.find(({ order }) => order.entryId === before)?.order;
      if (!at) return [];
      return fitting
        .filter((o) => o.createdAt < at.createdAt || (o.createdAt === at.createdAt && o.entryId < at.entryId))
        .slice(0, limit);
    },
    events: (entryId) => [...(entries.find(({ order }) => order.entryId === entryId)?.events ?? [])],
    symbols(accountId) {
      const latest = new Map<string, number>();
      for (const use of uses) {
        if (use.accountId !== accountId) continue;
        latest.set(use.symbol, Math.max(latest.get(use.symbol) ?? 0, use.at));
      }
      return [...latest].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([symbol]) => symbol);
    },
    committedSince: (accountId, since) =>
      oldestFirst((o) => o.accountId === accountId && o.origin === 'here' && o.createdAt >= since),
    // A table of their own, with a test of its own.
    replacements: () => [],
    saveReplacement: () => undefined,
    dropReplacement: () => undefined,
  };
}

/** Few of each, so that they meet. */
const account = fc.constantFrom('one', 'two');
const symbol = fc.constantFrom('LTCBTC', '__proto__', '币安人生USDT');
const side = fc.constantFrom('BUY' as const, 'SELL' as const);
const origin = fc.constantFrom('here' as const, 'elsewhere' as const);
const moment = fc.nat(6);
const entryId = fc.integer({ min: 1, max: 15 });

const changes = fc.record({
  accountId: account,
  symbol,
  side,
  origin,
  phase: fc.constantFrom(...ORDER_PHASES),
  cancel: fc.constantFrom('none' as const, 'none' as const, 'asked' as const, 'unknown' as const),
  intentId: fc.option(fc.stringMatching(/^[abcdef]$/), { freq: 2 }),
  orderId: fc.option(fc.stringMatching(/^900719925474099[3-9]$/)),
  superseded: fc.boolean(),
  createdAt: moment,
  reason: fc.option(fc.record({ code: fc.string(), message: fc.string(), retryable: fc.boolean() })),
});
const lines = fc.array(
  fc.record({
    kind: fc.constantFrom(...LIFE_EVENTS),
    // Names are the journal's own words; `constructor` would be left out on reading.
    details: fc.dictionary(fc.constantFrom('quantity', 'price', 'where'), fc.string({ unit: 'grapheme' })),
  }),
  { maxLength: 3 },
);
const filter = fc.record(
  {
    symbol,
    side,
    origin,
    phases: fc.subarray([...ORDER_PHASES]),
    from: moment,
    until: moment,
  },
  { requiredKeys: [] },
);

const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('insert' as const), changes, lines }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('insertAll' as const),
      all: fc.array(fc.record({ changes, lines }), { maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('save' as const), entryId, changes, lines }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('absorb' as const), entryId, from: entryId, lines }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('page' as const),
      account,
      filter,
      before: fc.option(entryId, { nil: undefined }),
      limit: fc.nat(8),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

function carryOut(journal: OrderJournalRepository, step: Command, at: number): unknown {
  // Timelines of this test are sorted, as they are while no clock is set back.
  const dated = (events: readonly Omit<TimelineEvent, 'at'>[]): TimelineEvent[] =>
    events.map((each) => ({ ...each, at }));
  try {
    switch (step.do) {
      case 'insert':
        return journal.insert(newOrder(step.changes), dated(step.lines));
      case 'insertAll':
        return journal.insertAll(
          step.all.map((each) => ({ order: newOrder(each.changes), events: dated(each.lines) })),
        );
      case 'save':
        return journal.save({ ...newOrder(step.changes), entryId: step.entryId }, dated(step.lines));
      case 'absorb': {
        const order = journal.find(step.entryId);
        const other = journal.find(step.from);
        if (!order) return undefined;
        return journal.absorb({ ...order, orderId: other?.orderId ?? null }, step.from, dated(step.lines));
      }
      case 'page':
        // The place of an absorbed entry is not in the model.
        if (step.before !== undefined && !journal.find(step.before)) return undefined;
        return journal.page(step.account, step.filter, step.before, step.limit);
    }
  } catch (error) {
    if (error instanceof StorageError) return error.failure;
    throw error;
  }
}

function everything(journal: OrderJournalRepository): unknown {
  const lists = ['one', 'two'].map((accountId) => ({
    all: journal.page(accountId, {}, undefined, 100),
    unsettled: journal.unsettled(accountId),
    resting: journal.resting(accountId),
    symbols: journal.symbols(accountId),
    committed: journal.committedSince(accountId, 3),
  }));
  const orders = lists.flatMap(({ all }) => all);
  return {
    lists,
    events: orders.map((order) => journal.events(order.entryId)),
    byIntent: orders.map(({ intentId }) => intentId && journal.byIntent(intentId)),
    byOrderId: orders.map((o) => o.orderId && journal.byOrderId(o.accountId, o.symbol, o.orderId)),
  };
}

it('whatever is done with the journal, it says what a list in memory says', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 5, maxLength: 40 }), (steps) => {
      const ends: (() => void)[] = [];
      try {
        const { orders } = temporaryJournal((end) => ends.unshift(end));
        const model = createModel();
        steps.forEach((step, at) => {
          expect(carryOut(orders, step, at), step.do).toEqual(carryOut(model, step, at));
        });
        expect(everything(orders)).toEqual(everything(model));
      } finally {
        for (const end of ends) end();
      }
    }),
    { numRuns: 80 },
  );
}, 60_000);
