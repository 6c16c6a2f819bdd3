import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'libsql';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from './database';
import { APPLICATION_ID } from './inspect';
import { MIGRATIONS } from './migrations';
import { ACCOUNTS } from './migrations/001-accounts';
import { createOrderJournalRepository } from './order-journal';
import { temporaryFolder } from './testing';
import { event, newOrder, temporaryJournal } from './testing-orders';

const ROOT = join(import.meta.dirname, '../../..');
let probe = '';

beforeAll(async () => {
  // Inside the project, where the packages it imports are found.
  probe = mkdtempSync(join(ROOT, 'node_modules/.perch-journal-'));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(ROOT, 'shared') } },
    build: {
      ssr: join(import.meta.dirname, 'order-journal-probe.ts'),
      outDir: probe,
      rollupOptions: { output: { entryFileNames: 'probe.mjs' } },
    },
  });
});
afterAll(() => rmSync(probe, { recursive: true, force: true }));

/** Numbers that a journal in another process answered before it was killed, by itself or after so many. */
async function numbersOfKilled(folder: string, own: number, after = Infinity): Promise<number[]> {
  const child = spawn(process.execPath, [join(probe, 'probe.mjs'), folder, String(own)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const signal = new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  const numbers: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    numbers.push(Number(line));
    if (numbers.length === after) child.kill('SIGKILL');
  }
  expect(await signal).toBe('SIGKILL');
  return numbers;
}

function reopened(folder: string) {
  const { db, setAside } = openDatabase(folder);
  onTestFinished(() => db.close());
  expect(setAside).toBeUndefined();
  return { db, orders: createOrderJournalRepository(db) };
}

describe('a process that is killed', () => {
  it('right after an order was committed leaves it readable with its timeline', async () => {
    const folder = temporaryFolder(onTestFinished);
    expect(await numbersOfKilled(folder, 1)).toEqual([1]);
    const { orders } = reopened(folder);
    expect(orders.unsettled('one')).toEqual([{ ...newOrder({ intentId: 'intent-1' }), entryId: 1 }]);
    expect(orders.events(1)).toEqual([event(1, 'committed'), event(2, 'resent')]);
  });

  it.each([1, 20, 150])(
    'at any moment, here after %i orders, leaves every change whole or undone',
    async (after) => {
      const folder = temporaryFolder(onTestFinished);
      const numbers = await numbersOfKilled(folder, 0, after);
      const { orders } = reopened(folder);
      const found = orders.page('one', {}, undefined, 100_000);
      // One more may have been committed before it could be told.
      expect(found.length - numbers.length).toBeOneOf([0, 1]);
      for (const { entryId, phase } of found) {
        expect(orders.events(entryId)).toHaveLength(phase === 'submitting' ? 2 : 4);
      }
      expect(found.filter(({ phase }) => phase === 'submitting').length).toBeLessThanOrEqual(1);
    },
  );
});

describe('a journal that cannot be written', () => {
  /** Everything that is on disk, read by another connection. */
  function onDisk(path: string): unknown[] {
    const other = new Sqlite(path);
    try {
      return ['orders', 'order_events', 'order_symbols', 'absorbed_orders'].map((table) =>
        other.prepare(`SELECT * FROM ${table}`).all(),
      );
    } finally {
      other.close();
    }
  }

  it.each([
    [
      'because the disk is full',
      'full',
      (pages: number) => `PRAGMA max_page_count = ${pages + 2}`,
      'PRAGMA max_page_count = 1000000',
    ],
    ['because it is read-only', 'read-only', () => 'PRAGMA query_only = ON', 'PRAGMA query_only = OFF'],
  ])('%s says so, leaves nothing half written, and is whole again afterwards', (_, failure, begin, end) => {
    const { db, orders, add } = temporaryJournal(onTestFinished);
    const order = add({ intentId: 'a' }, event(1, 'committed'));
    const other = add({ orderId: '7' }, event(1, 'seen'));
    const before = onDisk(db.path);
    const long = { text: 'x'.repeat(100_000) };
    db.exec(begin(Number(db.prepare('PRAGMA page_count').row()?.['page_count'])));

    const refused = expect.objectContaining({ name: 'StorageError', failure });
    const many = Array.from({ length: 500 }, (__, n) => ({
      order: newOrder({ intentId: `many-${n}`, symbol: 'JEXBTC' }),
      events: [event(1, 'committed')],
    }));
    expect(() => orders.insert(newOrder({ intentId: 'b' }), [event(1, 'committed', long)])).toThrow(refused);
    expect(() => orders.insertAll(many)).toThrow(refused);
    expect(() => orders.save({ ...order, phase: 'open' }, [event(2, 'accepted', long)])).toThrow(refused);
    expect(() => orders.absorb(order, other.entryId, [event(2, 'found', long)])).toThrow(refused);
    expect(onDisk(db.path)).toEqual(before);
    expect(orders.unsettled('one')).toEqual([order, other]);

    db.exec(end);
    orders.insertAll(many);
    orders.absorb({ ...order, phase: 'open' }, other.entryId, [event(2, 'found', long)]);
    expect(orders.events(order.entryId)).toEqual([
      event(1, 'committed'),
      event(1, 'seen'),
      event(2, 'found', long),
    ]);
    expect(orders.symbols('one')).toEqual(['JEXBTC', 'LTCBTC']);
  });

  it('by an order too many has room for a small one', () => {
    const { db, orders, add } = temporaryJournal(onTestFinished);
    db.exec(`PRAGMA max_page_count = ${Number(db.prepare('PRAGMA page_count').row()?.['page_count']) + 1}`);
    const long = event(1, 'committed', { text: 'x'.repeat(100_000) });
    expect(() => add({}, long)).toThrow(expect.objectContaining({ failure: 'full' }));
    expect(orders.find(add({}, event(1, 'committed')).entryId)).toBeDefined();
  });
});

it('a database of the time before the journal keeps what it had', () => {
  const folder = temporaryFolder(onTestFinished);
  const old = openDatabase(folder);
  const path = old.db.path;
  old.db.close();
  rmSync(path);
  const sqlite = new Sqlite(path);
  sqlite.exec(`PRAGMA journal_mode = WAL; BEGIN; ${ACCOUNTS};
    PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1; COMMIT;
    INSERT INTO accounts VALUES ('one', 'Main', 'custom', 'https://a', 'wss://a', 'K9xZ', 'keychain', 0, 5);
    INSERT INTO settings VALUES ('theme', 'light');
    INSERT INTO traded_symbols VALUES ('one', '币安人生USDT', 7);
    PRAGMA wal_checkpoint(TRUNCATE)`);
  sqlite.close();

  const { db, orders } = reopened(folder);
  expect(db.prepare('PRAGMA user_version').row()).toEqual({ user_version: MIGRATIONS.length });
  expect(db.prepare('SELECT id, key_tail FROM accounts').rows()).toEqual([{ id: 'one', key_tail: 'K9xZ' }]);
  expect(db.prepare('SELECT * FROM settings').rows()).toEqual([{ key: 'theme', value: 'light' }]);
  expect(db.prepare('SELECT * FROM traded_symbols').rows()).toEqual([
    { account_id: 'one', symbol: '币安人生USDT', last_used_at: 7 },
  ]);
  expect(orders.insert(newOrder(), [])).toBe(1);
});

it('a row that breaks the rules of its table is damage, which the check at the start finds', () => {
  const folder = temporaryFolder(onTestFinished);
  const first = reopened(folder);
  first.orders.insert(newOrder(), []);
  first.db.exec("PRAGMA ignore_check_constraints = ON; UPDATE orders SET phase = 'lost'");
  first.db.close();
  const { db, setAside } = openDatabase(folder);
  onTestFinished(() => db.close());
  expect(setAside?.reason).toMatch(/integrity check/);
});

it('a reason that is not JSON is no damage', () => {
  const folder = temporaryFolder(onTestFinished);
  const first = reopened(folder);
  const entryId = first.orders.insert(newOrder(), []);
  first.db.exec("UPDATE orders SET reason = '{'");
  first.db.close();
  expect(reopened(folder).orders.find(entryId)).toBeDefined();
});
