import { AsyncLocalStorage } from 'node:async_hooks';
import { createSecretKey } from 'node:crypto';
import channels from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { isZero } from '@shared/domain/decimal';
import type { TradingGate } from '@shared/domain/order-life';
import { openSession, type Session } from '../../electron/main/state/session';
import { createDemand } from '../../electron/main/state/demand';
import { createDeskStores, type DeskStores } from '../../electron/main/state/stores';
import { createAccountRepository } from '../../electron/main/storage/accounts';
import { openDatabase, type Database } from '../../electron/main/storage/database';
import { createOrderJournalRepository } from '../../electron/main/storage/order-journal';
import type { OrderJournalRepository } from '../../electron/main/storage/stored-order';
import { createTradedSymbolRepository } from '../../electron/main/storage/traded-symbols';
import { sameIntent } from '../../electron/main/trading/life/exchange-order';
import type { TradingStep } from '../../electron/main/trading/open-trading';
import { approveAll } from '../../electron/main/trading/testing-host';
import {
  CLICK_HEADER,
  type ClickAnswer,
  type FromChild,
  type OpenMessage,
  type Shown,
  type StorageMode,
  type ToChild,
} from './protocol';

/**
 * The process that is tortured: a session as the app opens it, with a database on disk, driven by messages instead of windows. Two
 * things are watched from outside of the core: a request to place an order must find its intent on disk, and no intent may be
 * committed while an identical one is in doubt.
 */
const ACCOUNT = 'a';

interface Open {
  readonly session: Session;
  readonly stores: DeskStores;
  readonly db: Database;
  readonly repository: OrderJournalRepository;
}

interface Click {
  readonly intentId: string;
  readonly despiteHold: boolean;
  readonly repository: OrderJournalRepository;
}

const click = new AsyncLocalStorage<Click>();
const realNow = Date.now;
let clockOffsetMs = 0;
let open: Open | undefined;
let armed: { readonly step: TradingStep; left: number } | undefined;

Date.now = () => realNow() + clockOffsetMs;

function send(message: FromChild): void {
  process.send?.(message);
}

function onStep(step: TradingStep): void {
  if (armed?.step !== step) return;
  armed.left -= 1;
  if (armed.left > 0) return;
  // A pipe keeps what was written by a process that is no more.
  writeSync(1, `${step}\n`);
  process.kill(process.pid, 'SIGKILL');
}

interface OutgoingRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: string[];
}

channels.subscribe('perch.exchange.request', (message) => {
  const request = message as OutgoingRequest;
  const of = click.getStore();
  if (of === undefined || request.method === 'GET' || !request.path.startsWith('/api/v1/spot/order')) return;
  request.headers.push(CLICK_HEADER, of.intentId);
  if (request.method !== 'POST') return;
  if (of.repository.byIntent(of.intentId) === undefined) {
    send({ kind: 'violation', what: `${of.intentId} was sent before it was on disk` });
  }
});

function watched(real: OrderJournalRepository): OrderJournalRepository {
  return {
    ...real,
    insert(order, events) {
      const doubted = real
        .unsettled(ACCOUNT)
        .find((other) => ['submitting', 'unknown'].includes(other.phase) && sameIntent(other, order));
      if (doubted !== undefined && click.getStore()?.despiteHold !== true) {
        const what = `${order.intentId} was committed while ${doubted.intentId} was in doubt`;
        send({ kind: 'violation', what });
      }
      return real.insert(order, events);
    },
  };
}

function openRun(message: OpenMessage): void {
  clockOffsetMs = message.clockOffsetMs;
  const { db } = openDatabase(message.folder);
  const repository = createOrderJournalRepository(db);
  const accounts = createAccountRepository(db);
  const traded = createTradedSymbolRepository(db);
  const { rest, stream, key, secret } = message;
  if (accounts.find(ACCOUNT) === undefined) {
    accounts.insert({
      id: ACCOUNT,
      name: 'Torture',
      kind: 'custom',
      restUrl: rest,
      streamUrl: stream,
      keyTail: '',
      secretHome: 'session',
      createdAt: Date.now(),
    });
  }
  const stores = createDeskStores();
  const session = openSession(
    {
      id: ACCOUNT,
      restUrl: rest,
      streamUrl: stream,
      credentials: { keyId: key, secret: createSecretKey(secret, 'utf8') },
    },
    stores,
    {
      demand: createDemand(),
      proxy: () => Promise.resolve('DIRECT'),
      tradedSymbols: (accountId) => traded.list(accountId),
      onTraded: (accountId, symbol) => traded.touch(accountId, symbol, Date.now()),
      onVerdict: () => undefined,
      journal: watched(repository),
      approve: approveAll,
      confirmDismissal: () => Promise.resolve(false),
      recvWindow: message.recvWindow,
      timeouts: message.timeouts,
      onStep,
    },
    { symbol: message.symbol, interval: '15m' },
  );
  open = { session, stores, db, repository };
}

/** SQLite itself refuses: no page more than there are, or no write at all. */
function setStorage(mode: StorageMode): void {
  const db = open?.db;
  if (db === undefined) return;
  db.exec(`PRAGMA query_only = ${mode === 'read-only' ? 1 : 0}`);
  const pages = mode === 'full' ? Number(db.prepare('PRAGMA page_count').row()?.['page_count']) : 0x7fffffff;
  db.prepare(`PRAGMA max_page_count = ${pages}`).rows();
}

/** Orders can be placed once the rules of the symbols are there; a window offers them no sooner. */
async function whenListed({ session, stores }: Open): Promise<void> {
  const isWaiting = (): boolean =>
    open?.session === session && stores.symbols.getState().symbols.length === 0;
  for (let tries = 0; tries < 600 && isWaiting(); tries += 1) await new Promise((go) => setTimeout(go, 25));
}

async function place(message: Extract<ToChild, { kind: 'place' }>): Promise<ClickAnswer> {
  if (open === undefined) return failed('torture.closed');
  const { session, repository } = open;
  await whenListed(open);
  if (open?.session !== session) return failed('torture.closed');
  const { trading } = session;
  if (trading === undefined) return failed('torture.closed');
  const living = [...trading.open(), ...trading.unsettled()];
  for (const intentId of message.unlessPlaced) {
    const lives = living.find((entry) => entry.intentId === intentId);
    const entry = lives ?? repository.byIntent(intentId);
    if (entry === undefined) continue;
    if (entry.orderId !== null) return { ok: true, code: '', message: 'placed before' };
    // Known in memory and not written yet.
    if (lives === undefined && ['submitting', 'unknown'].includes(entry.phase))
      return failed('torture.unwritten');
  }
  const { intentId, intent, despiteHold } = message;
  const answer = await click.run({ intentId, despiteHold, repository }, () =>
    trading.orders.place(intentId, intent, { despiteHold }),
  );
  return answer.ok
    ? { ok: true, code: '', message: answer.value.orderId }
    : { ok: false, code: answer.error.code, message: answer.error.message };
}

const failed = (code: string): ClickAnswer => ({ ok: false, code, message: '' });

async function cancel(name: string, pick: number): Promise<ClickAnswer> {
  if (open === undefined) return failed('torture.closed');
  const { repository, stores, session } = open;
  const { orders } = stores.openOrders.getState();
  const order = orders[pick % Math.max(1, orders.length)];
  const { trading } = session;
  if (trading === undefined || order === undefined) return failed('torture.nothing-open');
  const answer = await click.run({ intentId: name, despiteHold: false, repository }, () =>
    trading.orders.cancel(order.symbol, order.orderId),
  );
  return answer.ok
    ? { ok: true, code: '', message: order.orderId }
    : { ok: false, code: answer.error.code, message: answer.error.message };
}

async function replace(message: Extract<ToChild, { kind: 'replace' }>): Promise<ClickAnswer> {
  const trading = open?.session.trading;
  if (open === undefined || trading === undefined) return failed('torture.closed');
  const { repository } = open;
  const { name: intentId, symbol, orderId, price, quantity } = message;
  const answer = await click.run({ intentId, despiteHold: false, repository }, () =>
    trading.orders.replace({ intentId, symbol, orderId, price, quantity }),
  );
  return answer.ok
    ? { ok: true, code: '', message: answer.value.orderId }
    : { ok: false, code: answer.error.code, message: answer.error.message };
}

function gateOf(gate: TradingGate): string {
  return gate.state === 'unwritable' ? `unwritable: ${gate.reason}` : gate.state;
}

function shown(): Shown {
  if (open === undefined) throw new Error('There is no session.');
  const { balances, journal, openOrders, connection, diagnostics } = open.stores;
  const spot = balances.getState()?.spot;
  return {
    gate: gateOf(journal.getState().gate),
    unsettled: journal.getState().unsettled.length,
    feed: openOrders.getState().state,
    connection: { ...connection.getState(), incidents: diagnostics.getState().incidents },
    balances: spot
      ? Object.fromEntries(
          spot
            .filter(({ free, locked }) => !isZero(free) || !isZero(locked))
            .map(({ asset, free, locked }) => [asset, { free, locked }]),
        )
      : null,
    openOrders: openOrders
      .getState()
      .orders.map(({ symbol, orderId, executedQuantity }) => `${symbol} ${orderId} ${executedQuantity}`),
  };
}

async function close(): Promise<void> {
  const closing = open;
  open = undefined;
  armed = undefined;
  await closing?.session.close();
  closing?.db.close();
}

async function handle(message: ToChild): Promise<unknown> {
  switch (message.kind) {
    case 'open':
      openRun(message);
      return null;
    case 'arm':
      armed = { step: message.step, left: message.nth };
      return null;
    case 'clock':
      clockOffsetMs = message.offsetMs;
      return null;
    case 'storage':
      setStorage(message.mode);
      return null;
    case 'wake':
      open?.session.wake('torture');
      return null;
    case 'place':
      return place(message);
    case 'cancel':
      return cancel(message.name, message.pick);
    case 'replace':
      return replace(message);
    case 'cancel-all':
      return open?.session.trading?.orders.cancelAll(message.symbol);
    case 'look':
      return shown();
    case 'close':
      return close();
  }
}

process.on('message', (message: ToChild) => {
  handle(message).then(
    (value) => {
      if ('id' in message) send({ kind: 'answer', id: message.id, value: value ?? null });
    },
    (error: unknown) => {
      throw error;
    },
  );
});
process.on('disconnect', () => process.exit(0));
for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(kind, (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.send?.({ kind: 'violation', what: text.slice(0, 1_500) }, () => process.exit(1));
  });
}
send({ kind: 'ready' });
