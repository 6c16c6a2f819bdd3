import { describe, expect, it } from 'vitest';
import { fail, ok } from '@shared/domain/result';
import type { JournalOrder } from '@shared/domain/order-life';
import { journalOrder } from '../state/testing-orders';
import { historyReader, PAGE_SIZE } from './history-reader';

/** A journal of `count` orders, as main answers for it; the account `slow` waits for `release`. */
function reading(count: number) {
  let orders: readonly JournalOrder[] = Array.from({ length: count }, (_, index) =>
    journalOrder({ entryId: count - index, createdAt: count - index }),
  );
  const asked: { before?: number | undefined; limit: number }[] = [];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const journal = { asked, release, failing: false, change };

  function change(to: (orders: readonly JournalOrder[]) => readonly JournalOrder[]): void {
    orders = to(orders);
  }

  const reader = historyReader(async ({ accountId, before, limit }) => {
    const start = before === undefined ? 0 : orders.findIndex(({ entryId }) => entryId === before) + 1;
    const page = orders.slice(start, start + limit);
    asked.push({ limit, ...(before === undefined ? {} : { before }) });
    const next = start + limit < orders.length ? (page.at(-1)?.entryId ?? null) : null;
    const { failing } = journal;
    if (accountId === 'slow') await released;
    return failing ? fail('storage.busy', 'The database is busy.') : ok({ orders: page, next });
  });
  return { journal, reader, ids: () => reader.store.getState().orders.map(({ entryId }) => entryId) };
}

const ALL = { accountId: 'paper', filter: {} };

describe('the history', () => {
  it('is read by pages until its end, and then no more', async () => {
    const { journal, reader, ids } = reading(120);
    await reader.show(ALL);
    expect(ids()).toHaveLength(PAGE_SIZE);
    await reader.more();
    await reader.more();
    await reader.more();
    expect(ids()).toHaveLength(120);
    expect(journal.asked).toHaveLength(3);
    expect(reader.store.getState()).toMatchObject({ next: null, reading: 'no' });
  });

  it('asks once for a page, however often scrolling asks for it', async () => {
    const { journal, reader } = reading(120);
    await reader.show(ALL);
    await Promise.all([reader.more(), reader.more(), reader.more()]);
    expect(journal.asked).toHaveLength(2);
  });

  it('shows new orders on top when the journal changed, and keeps what was read', async () => {
    const { journal, reader, ids } = reading(120);
    await reader.show(ALL);
    await reader.more();
    journal.change((orders) => [journalOrder({ entryId: 121, createdAt: 121 }), ...orders]);
    await reader.again(0);
    expect(ids()).toHaveLength(101);
    expect(ids()[0]).toBe(121);
    expect(reader.store.getState().reading).toBe('no');
  });

  it('reads what is seen again too, when it lies below the top', async () => {
    const { journal, reader } = reading(600);
    await reader.show(ALL);
    for (let page = 1; page < 8; page += 1) await reader.more();
    journal.asked.length = 0;
    await reader.again(300);
    expect(journal.asked).toEqual([{ limit: 200 }, { before: 301, limit: PAGE_SIZE }]);
  });

  it('changes that come while it is read again are read once more, not each by itself', async () => {
    const { journal, reader } = reading(10);
    await reader.show(ALL);
    journal.asked.length = 0;
    await Promise.all([reader.again(0), reader.again(0), reader.again(0), reader.again(0)]);
    expect(journal.asked).toHaveLength(2);
  });

  it('drops the answer to a question that is no longer asked', async () => {
    const { journal, reader, ids } = reading(10);
    const slow = reader.show({ accountId: 'slow', filter: {} });
    journal.change((orders) => orders.slice(0, 3));
    await reader.show(ALL);
    journal.release();
    await slow;
    expect(ids()).toHaveLength(3);
  });

  it('reads again what changed while it was read for the first time', async () => {
    const { journal, reader, ids } = reading(10);
    const slow = reader.show({ accountId: 'slow', filter: {} });
    journal.change((orders) => orders.slice(0, 3));
    void reader.again(0);
    journal.release();
    await slow;
    expect(ids()).toHaveLength(3);
  });

  it('says that it could not be read, and is read on where it stopped', async () => {
    const { journal, reader, ids } = reading(120);
    await reader.show(ALL);
    journal.failing = true;
    await reader.more();
    expect(reader.store.getState()).toMatchObject({ reading: 'failed', error: { code: 'storage.busy' } });
    expect(ids()).toHaveLength(PAGE_SIZE);
    journal.failing = false;
    await reader.retry();
    expect(ids()).toHaveLength(100);
  });

  it('that can not be read again keeps what it has', async () => {
    const { journal, reader, ids } = reading(10);
    await reader.show(ALL);
    journal.failing = true;
    await reader.again(0);
    expect(ids()).toHaveLength(10);
    expect(reader.store.getState().reading).toBe('no');
  });

  it('goes on after its end when older orders came', async () => {
    const { journal, reader, ids } = reading(10);
    await reader.show(ALL);
    journal.change((orders) => [...orders, journalOrder({ entryId: 11, createdAt: 0 })]);
    await reader.goOn();
    expect(ids().at(-1)).toBe(11);
  });
});
