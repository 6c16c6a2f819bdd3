import Sqlite from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ORDER_PHASES, type HistoryFilter } from '@shared/domain/order-life';
import type { Database } from './connection';
import { createOrderJournalRepository } from './order-journal';
import { newOrder, numbersOf, temporaryJournal } from './testing-orders';

const journal = () => temporaryJournal(onTestFinished);

describe('a page', () => {
  it('is newest first, and of one moment the later entry first', () => {
    const { orders, add } = journal();
    for (const createdAt of [5, 7, 5, 5, 6]) add({ createdAt });
    expect(numbersOf(orders.page('one', {}, undefined, 10))).toEqual([2, 5, 4, 3, 1]);
    expect(numbersOf(orders.page('one', {}, undefined, 2))).toEqual([2, 5]);
    expect(orders.page('one', {}, undefined, 0)).toEqual([]);
    expect(orders.page('two', {}, undefined, 10)).toEqual([]);
  });

  it('goes on where the last one ended, also among entries of one moment', () => {
    const { orders, add } = journal();
    for (let n = 0; n < 50; n += 1) add({ createdAt: 5, side: n % 3 === 0 ? 'BUY' : 'SELL' });
    const seen: number[] = [];
    for (;;) {
      const page = numbersOf(orders.page('one', {}, seen.at(-1), 7));
      if (page.length === 0) break;
      seen.push(...page);
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, n) => 50 - n));
  });

  it('goes on where the last one ended although newer ones came, its entries changed and the last of it was absorbed', () => {
    const { orders, add } = journal();
    const entries = [1, 2, 3, 4, 5].map((createdAt) => add({ createdAt }));
    const before = numbersOf(orders.page('one', {}, undefined, 2)).at(-1);
    expect(before).toBe(4);
    add({ createdAt: 6 });
    orders.save({ ...entries[3]!, phase: 'filled' }, []);
    expect(numbersOf(orders.page('one', {}, before, 2))).toEqual([3, 2]);
    expect(numbersOf(orders.page('one', { phases: ['submitting'] }, before, 2))).toEqual([3, 2]);
    orders.absorb(entries[0]!, 4, []);
    expect(numbersOf(orders.page('one', {}, before, 2))).toEqual([3, 2]);
  });

  it('after an entry that never was is empty', () => {
    const { orders, add } = journal();
    add();
    expect(orders.page('one', {}, 99, 10)).toEqual([]);
  });

  it('holds what every filter lets through', () => {
    const { orders, add } = journal();
    add({ symbol: 'LTCBTC', side: 'BUY', phase: 'filled', origin: 'here', createdAt: 1 });
    add({ symbol: 'LTCBTC', side: 'SELL', phase: 'filled', origin: 'here', createdAt: 2 });
    add({ symbol: 'LTCBTC', side: 'BUY', phase: 'refused', origin: 'here', createdAt: 3 });
    add({ symbol: 'LTCBTC', side: 'BUY', phase: 'filled', origin: 'elsewhere', createdAt: 4 });
    add({ symbol: 'JEXBTC', side: 'BUY', phase: 'filled', origin: 'here', createdAt: 5 });
    add({ symbol: 'LTCBTC', side: 'BUY', phase: 'cancelled', origin: 'here', createdAt: 6 });
    const found = (filter: HistoryFilter): number[] => numbersOf(orders.page('one', filter, undefined, 10));
    expect(found({ symbol: 'LTCBTC' })).toEqual([6, 4, 3, 2, 1]);
    expect(found({ side: 'SELL' })).toEqual([2]);
    expect(found({ phases: ['refused', 'cancelled', 'refused'] })).toEqual([6, 3]);
    expect(found({ phases: [] })).toEqual([]);
    expect(found({ origin: 'elsewhere' })).toEqual([4]);
    expect(found({ from: 2, until: 4 })).toEqual([4, 3, 2]);
    expect(found({ from: 4, until: 2 })).toEqual([]);
    expect(
      found({ symbol: 'LTCBTC', side: 'BUY', phases: ['filled'], origin: 'here', from: 1, until: 1 }),
    ).toEqual([1]);
    expect(numbersOf(orders.page('one', { symbol: 'LTCBTC', until: 5 }, 3, 10))).toEqual([2, 1]);
    expect(numbersOf(orders.page('one', { symbol: 'LTCBTC', until: 2 }, 6, 10))).toEqual([2, 1]);
  });
});

describe('no statement of the journal', () => {
  /** Every statement that a journal makes while all of its methods are used, pages with each combination of filters among them. */
  function statements(db: Database): string[] {
    const all = new Set<string>();
    const noting: Database = {
      ...db,
      prepare(sql) {
        all.add(sql);
        return db.prepare(sql);
      },
    };
    const orders = createOrderJournalRepository(noting);
    const [a, b] = [orders.insert(newOrder(), []), orders.insert(newOrder(), [])];
    orders.absorb({ ...newOrder(), entryId: a }, b, []);
    const choices = {
      symbol: 'LTCBTC',
      side: 'BUY',
      origin: 'here',
      phases: ORDER_PHASES.slice(0, 3),
      from: 1,
      until: 9,
    };
    const names = Object.keys(choices);
    for (let mask = 0; mask < 2 ** names.length; mask += 1) {
      const filter = Object.fromEntries(Object.entries(choices).filter((_, n) => (mask >> n) & 1));
      orders.page('one', filter, undefined, 1);
      orders.page('one', filter, a, 1);
    }
    return [...all];
  }

  it('scans a table or sorts orders: each is a search by an index', () => {
    const { db } = journal();
    const all = statements(db);
    // A plan that is kept holds its read open in libsql, which would keep the journal's own connection from closing.
    const other = new Sqlite(db.path);
    onTestFinished(() => void other.close());
    const bad = all.flatMap((sql) =>
      (other.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
        .filter(({ detail }) => /\bSCAN\b|TEMP B-TREE/.test(detail) && detail !== 'SCAN CONSTANT ROW')
        .map(({ detail }) => `${detail}: ${sql}`),
    );
    expect(all.length).toBeGreaterThan(25);
    // An account's symbols are few.
    expect(bad.filter((plan) => !plan.includes('FROM order_symbols'))).toEqual([]);
    expect(bad).toHaveLength(1);
  });
});
