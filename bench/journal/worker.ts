import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';
import type { HistoryFilter } from '../../shared/domain/order-life';
import { openDatabase, type Database } from '../../electron/main/storage/database';
import { createOrderJournalRepository } from '../../electron/main/storage/order-journal';
import type { NewStoredOrder } from '../../electron/main/storage/stored-order';

export type Task =
  /** Makes or opens everything in the folder. */
  | { readonly folder: string }
  /** Adds so many orders, numbered from `first` and spread over a year, in one commit. */
  | { readonly first: number; readonly fill: number }
  /** Durable commits by turns, a commit of each kind every time. */
  | { readonly commits: number }
  /** First pages of the history, so many with each filter. */
  | { readonly looks: number }
  /** Orders placed: committed, and saved with their answer. */
  | { readonly places: number }
  | { readonly close: true };

const ACCOUNT = 'b2f6c1de-6c5b-4b0a-9a37-0c1f1f0e4a55';
const YEAR_MS = 365 * 86_400_000;
const BEGAN = Date.UTC(2025, 0, 1);
/** What one look of the window shows. */
const PAGE = 100;
/** Each fits; `refused` is what only the ten oldest orders were. */
const FILTERS: Readonly<Record<string, HistoryFilter>> = {
  'no filter': {},
  symbol: { symbol: 'SYM7USDT' },
  side: { side: 'SELL' },
  'a common phase': { phases: ['filled'] },
  'a rare phase': { phases: ['refused'] },
  origin: { origin: 'elsewhere' },
  'symbol, side and a rare phase': { symbol: 'SYM7USDT', side: 'SELL', phases: ['refused'] },
  'a time long ago': { until: BEGAN + 60_000 },
};

interface Opened {
  readonly db: Database;
  readonly journal: ReturnType<typeof createOrderJournalRepository>;
  readonly bare: (text: string) => void;
  readonly sync: (text: string) => void;
}

let opened: Opened | undefined;
let placed = 0;

function open(folder: string): { openMs: number } {
  mkdirSync(join(folder, 'perch'), { recursive: true });
  const began = performance.now();
  const { db } = openDatabase(join(folder, 'perch'));
  const journal = createOrderJournalRepository(db);
  const openMs = performance.now() - began;
  opened = { db, journal, bare: openBare(join(folder, 'bare.sqlite')), sync: openFile(join(folder, 'file')) };
  return { openMs };
}

/** The least that makes the same facts durable with the same library: one row with one text. */
function openBare(path: string): (text: string) => void {
  const sqlite = new Sqlite(path);
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  sqlite.exec('CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  const add = sqlite.prepare('INSERT INTO bare (body) VALUES (?)');
  return (text) => void add.run(text);
}

function openFile(path: string): (text: string) => void {
  closeSync(openSync(path, 'w', 0o600));
  const file = openSync(path, 'r+');
  return (text) => {
    writeSync(file, text, 0);
    fdatasyncSync(file);
  };
}

/** As an order is when it is committed before it is sent. */
function fresh(): NewStoredOrder {
  placed += 1;
  const at = BEGAN + YEAR_MS + placed;
  return {
    accountId: ACCOUNT,
    origin: 'here',
    intentId: `${process.pid}-${process.hrtime.bigint()}`,
    server: 'https://api.example.com',
    symbol: 'SYM7USDT',
    side: placed % 2 === 0 ? 'BUY' : 'SELL',
    price: '67412.40000000',
    quantity: '0.17880000',
    phase: 'submitting',
    cancel: 'none',
    orderId: null,
    status: '',
    executedQuantity: '0',
    executedQuote: '0',
    createdAt: at,
    changedAt: at,
    effectFrom: at - 1_000,
    effectUntil: at + 5_000,
    placedAt: null,
    updateTime: null,
    attempts: 0,
    value: '12053.33712000',
    valueAsset: 'USDT',
    superseded: false,
    reason: null,
  };
}

/** An order of the past. */
function past(n: number): NewStoredOrder {
  const elsewhere = n % 3 === 0;
  const at = BEGAN + Math.floor((n / 1_000_000) * YEAR_MS);
  const refused = n < 10;
  return {
    ...fresh(),
    origin: elsewhere ? 'elsewhere' : 'here',
    intentId: elsewhere ? null : `intent-${n}`,
    symbol: `SYM${n % 400}USDT`,
    side: n % 2 === 0 ? 'BUY' : 'SELL',
    phase: refused ? 'refused' : n % 5 === 0 ? 'cancelled' : 'filled',
    orderId: refused ? null : String(4_613_019_726_000_000_000n + BigInt(n)),
    status: refused ? '' : 'FILLED',
    createdAt: at,
    changedAt: at,
    placedAt: at,
    updateTime: at,
    attempts: 1,
  };
}

function fill({ journal }: Opened, first: number, count: number): object {
  journal.insertAll(
    Array.from({ length: count }, (_, n) => {
      const order = past(first + n);
      const at = order.createdAt;
      return {
        order,
        events: [
          { at, kind: 'committed', details: {} },
          { at, kind: 'accepted', details: {} },
        ] as const,
      };
    }),
  );
  return {};
}

function commits({ journal, bare, sync }: Opened, count: number): Record<string, number[]> {
  const ms = { journal: [] as number[], bare: [] as number[], file: [] as number[] };
  for (let n = 0; n < count; n += 1) {
    const order = fresh();
    const text = JSON.stringify(order);
    const turns = [
      () => ms.journal.push(timed(() => journal.insert(order, [committed(order)]))),
      () => ms.bare.push(timed(() => bare(text))),
      () => ms.file.push(timed(() => sync(text))),
    ];
    for (let turn = 0; turn < turns.length; turn += 1) turns[(n + turn) % turns.length]?.();
  }
  return ms;
}

function look({ journal }: Opened, looks: number): object {
  return Object.fromEntries(
    Object.entries(FILTERS).map(([name, filter]) => [
      name,
      Array.from({ length: looks }, () => timed(() => journal.page(ACCOUNT, filter, undefined, PAGE))),
    ]),
  );
}

function place({ journal }: Opened, places: number): number[] {
  return Array.from({ length: places }, () => {
    const order = fresh();
    return timed(() => {
      const entryId = journal.insert(order, [committed(order)]);
      const answered = { ...order, entryId, phase: 'open', orderId: String(order.createdAt) } as const;
      journal.save(answered, [{ at: order.createdAt, kind: 'accepted', details: {} }]);
    });
  });
}

const committed = ({ createdAt }: NewStoredOrder) =>
  ({ at: createdAt, kind: 'committed', details: {} }) as const;

function timed(step: () => unknown): number {
  const began = performance.now();
  step();
  return performance.now() - began;
}

function carryOut(task: Task): object {
  if ('folder' in task) return open(task.folder);
  if (opened === undefined) throw new Error('Nothing is open yet.');
  if ('fill' in task) return fill(opened, task.first, task.fill);
  if ('commits' in task) return commits(opened, task.commits);
  if ('looks' in task) return look(opened, task.looks);
  if ('places' in task) return place(opened, task.places);
  opened.db.close();
  return {};
}

process.on('message', (task: Task) => {
  process.send?.(carryOut(task));
});
