import type { Order } from '@shared/domain/order';
import type { ExchangeConnection } from '../exchange/connection';
import type { TimeSource } from '../exchange/time-source';
import type { StoredOrder } from '../storage/stored-order';
import type { OrderJournal } from './journal/journal-types';
import { ACCEPTANCE_MARGIN_MS } from './journal/sightings';
import { searchOrders } from './search-orders';
import { orderOf } from './wire-orders';

/** PROTOCOL: default recvWindow. */
const RECV_WINDOW_MS = 5_000;
/** Waits between looks (ms): an order that was placed is usually there at once. The last one repeats. */
const WAITS_MS = [0, 300, 700, 1_000, 1_500, 2_000] as const;
/** After the last moment at which something can take effect, and for what cannot be asked. */
const SOON_MS = 50;
const PATIENCE_MS = 4_000;
/** Looks that find the balances at odds before that alone does not keep an order in doubt, where what they were before is not known. */
const MOST_DOUBTS = 3;

interface SettlementOptions {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow' | 'warm'>;
  readonly journal: OrderJournal;
  readonly time: TimeSource;
  /** ms; default that of PROTOCOL. */
  readonly recvWindow?: number | undefined;
  /**
   * Whether the balances hold as much more than known open orders explain as this order would lock; null when they cannot be asked.
   * `sure` says that what was unexplained before the order is known.
   */
  readonly isLockUnexplained?: (
    entry: StoredOrder,
  ) => Promise<{ readonly unexplained: boolean; readonly sure: boolean } | null>;
  readonly onStep?: ((step: SettlementStep) => void) | undefined;
}

/** What a search goes through, for whoever must see what a sudden end at each does. */
export const SETTLEMENT_STEPS = ['looking', 'open-read', 'history-read', 'assigned', 'settled'] as const;
export type SettlementStep = (typeof SETTLEMENT_STEPS)[number];

/** Finds out what became of orders in doubt, cancels in doubt, and orders that the exchange lists no more. */
export interface Settlement {
  /** Looks for the orders in doubt of a symbol, soon. */
  lookFor(symbol: string): void;
  /** Asks the exchange for an order by its id, soon. */
  ask(entryId: number): void;
  /** As {@link ask}; answers when the exchange has answered, or after some seconds. */
  asked(entryId: number): Promise<void>;
  /** Asks and looks at once, whatever the waits. */
  wake(): void;
  /** An order list was asked for: to be given to {@link listed} with its answer. */
  asking(symbol: string): ReadonlyMap<number, StoredOrder>;
  /** Open orders that the list names no more are asked for. */
  listed(symbol: string, orders: readonly Order[], asking: ReadonlyMap<number, StoredOrder>): void;
  close(): void;
}

interface Task {
  tries: number;
  /** Monotonic ms. */
  dueAt: number;
}

export function createSettlement(options: SettlementOptions): Settlement {
  const { connection, journal, time, onStep = () => undefined } = options;
  const recvWindow = options.recvWindow ?? RECV_WINDOW_MS;
  const looks = new Map<string, Task>();
  const asks = new Map<number, Task>();
  const doubts = new Map<number, number>();
  const waiting = new Map<number, (() => void)[]>();
  const stopping = new AbortController();
  const request = { patienceMs: PATIENCE_MS, signal: stopping.signal } as const;
  let running = false;
  let cancelTimer: () => void = () => undefined;

  function schedule(): void {
    cancelTimer();
    if (running || stopping.signal.aborted) return;
    const dueAt = Math.min(...[...looks.values(), ...asks.values()].map((task) => task.dueAt));
    if (dueAt === Number.POSITIVE_INFINITY) return;
    cancelTimer = time.after(Math.max(0, dueAt - time.monotonic()), () => void work());
  }

  async function work(): Promise<void> {
    running = true;
    const now = time.monotonic();
    for (const [entryId, task] of asks) {
      if (stopping.signal.aborted) return;
      if (task.dueAt <= now) await askOnce(entryId, task);
    }
    for (const [symbol, task] of looks) {
      if (stopping.signal.aborted) return;
      if (task.dueAt <= now) await lookOnce(symbol, task);
    }
    running = false;
    schedule();
  }

  function postpone(task: Task, effectUntil: number | null): void {
    task.tries += 1;
    const wait = WAITS_MS[Math.min(task.tries, WAITS_MS.length - 1)] ?? 0;
    const serverNow = connection.serverNow();
    const closesIn =
      serverNow === null || effectUntil === null
        ? Number.POSITIVE_INFINITY
        : effectUntil + ACCEPTANCE_MARGIN_MS - serverNow + SOON_MS;
    task.dueAt = time.monotonic() + (closesIn > 0 ? Math.min(wait, closesIn) : wait);
  }

  async function serverNow(): Promise<number | null> {
    if (connection.serverNow() === null) await connection.warm();
    return connection.serverNow();
  }

  /** Entries that were on their way when Perch ended can take effect no more after now + recvWindow: who would send them is gone. */
  async function restart(): Promise<boolean> {
    const now = await serverNow();
    if (now === null || stopping.signal.aborted) return false;
    for (const entry of journal.unsettled()) {
      if (!leftOver.has(entry.entryId)) continue;
      leftOver.delete(entry.entryId);
      if (entry.phase === 'submitting') {
        const error = entry.reason ?? RESTARTED;
        journal.apply(entry.entryId, { kind: 'restarted', error, until: Math.ceil(now + recvWindow) });
      }
      if (entry.cancel === 'asked') {
        const until = Math.min(entry.effectUntil ?? Number.POSITIVE_INFINITY, Math.ceil(now + recvWindow));
        journal.apply(entry.entryId, { kind: 'cancel-no-answer', error: RESTARTED, until });
      }
    }
    return true;
  }

  async function lookOnce(symbol: string, task: Task): Promise<void> {
    if (leftOver.size > 0 && !(await restart())) return postpone(task, null);
    const from = journal.searchFrom(symbol);
    if (from === undefined) return void looks.delete(symbol);
    onStep('looking');
    const askedAt = await serverNow();
    const found = await searchOrders(connection, symbol, from, request, (list) => onStep(`${list}-read`));
    if (stopping.signal.aborted) return;
    const left = journal.settle(symbol, found);
    onStep('assigned');
    if (left > 0 && found.complete && askedAt !== null) {
      for (const entry of journal.unknown(symbol)) await conclude(entry, askedAt);
      onStep('settled');
    }
    if (journal.searchFrom(symbol) === undefined) return void looks.delete(symbol);
    const rest = journal.unknown(symbol);
    if (rest.length === 0) return postpone(task, null);
    postpone(task, Math.min(...rest.map((entry) => entry.effectUntil ?? 0)));
  }

  /** It is in none of the lists that were asked for after it could take effect for the last time. */
  async function conclude(entry: StoredOrder, askedAt: number): Promise<void> {
    if (askedAt <= (entry.effectUntil ?? 0) + ACCEPTANCE_MARGIN_MS) return;
    const check = await options.isLockUnexplained?.(entry);
    if (stopping.signal.aborted || check === null) return;
    if (check?.unexplained === true) {
      const seen = (doubts.get(entry.entryId) ?? 0) + 1;
      doubts.set(entry.entryId, seen);
      if (seen === 1) journal.apply(entry.entryId, { kind: 'doubt', why: 'balances' });
      if (check.sure || seen <= MOST_DOUBTS) return;
    }
    doubts.delete(entry.entryId);
    journal.apply(entry.entryId, { kind: 'not-there' });
  }

  async function askOnce(entryId: number, task: Task): Promise<void> {
    const entry = journal.find(entryId);
    if (entry === undefined || entry.orderId === null) return done(entryId);
    if (leftOver.size > 0 && !(await restart())) return postpone(task, null);
    const askedAt = await serverNow();
    const { symbol, orderId } = entry;
    const outcome = await connection.call('queryOrder', { symbol, orderId }, request);
    if (stopping.signal.aborted) return;
    if (outcome.kind === 'answer') {
      journal.told([orderOf(outcome.value)], 'query');
      const now = journal.find(entryId);
      if (now?.cancel !== 'unknown') return done(entryId);
      if (askedAt !== null && askedAt > (now.effectUntil ?? 0) + ACCEPTANCE_MARGIN_MS) {
        journal.apply(entryId, { kind: 'cancel-not-done' });
        return done(entryId);
      }
      tell(entryId);
      return postpone(task, now.effectUntil);
    }
    // PROTOCOL -2012, -2013: no such order.
    if (outcome.kind === 'refused' && outcome.refusal.meaning === 'unknown-order') {
      journal.apply(entryId, { kind: 'gone' });
      return done(entryId);
    }
    tell(entryId);
    postpone(task, null);
  }

  function done(entryId: number): void {
    asks.delete(entryId);
    tell(entryId);
  }

  function tell(entryId: number): void {
    for (const go of waiting.get(entryId) ?? []) go();
    waiting.delete(entryId);
  }

  function add<K>(tasks: Map<K, Task>, key: K): void {
    const task = tasks.get(key);
    if (task === undefined) tasks.set(key, { tries: 0, dueAt: time.monotonic() });
    else if (task.tries > 0) Object.assign(task, { dueAt: time.monotonic() });
    schedule();
  }

  const leftOver = new Set(journal.unsettled().map(({ entryId }) => entryId));

  const settlement: Settlement = {
    lookFor: (symbol) => add(looks, symbol),
    ask: (entryId) => add(asks, entryId),
    async asked(entryId) {
      const answered = new Promise<void>((go) => waiting.set(entryId, [...(waiting.get(entryId) ?? []), go]));
      add(asks, entryId);
      let cancel: () => void = () => undefined;
      const late = new Promise<void>((go) => (cancel = time.after(PATIENCE_MS, go)));
      await Promise.race([answered, late]);
      cancel();
    },
    wake() {
      for (const task of [...looks.values(), ...asks.values()])
        Object.assign(task, { dueAt: time.monotonic(), tries: 0 });
      schedule();
    },
    asking: (symbol) => new Map(journal.resting(symbol).map((entry) => [entry.entryId, entry])),
    listed(symbol, orders, asking) {
      const named = new Set(orders.map(({ orderId }) => orderId));
      for (const entry of journal.resting(symbol)) {
        const unchanged = asking.get(entry.entryId) === entry;
        if (unchanged && entry.orderId !== null && !named.has(entry.orderId)) settlement.ask(entry.entryId);
      }
    },
    close() {
      stopping.abort();
      cancelTimer();
      for (const entryId of waiting.keys()) tell(entryId);
    },
  };

  for (const { entryId, symbol, phase } of journal.unsettled()) {
    if (phase === 'submitting' || phase === 'unknown') settlement.lookFor(symbol);
    else settlement.ask(entryId);
  }
  return settlement;
}

const RESTARTED = {
  code: 'order.restarted',
  message: 'Perch ended before the exchange had answered.',
  retryable: false,
} as const;
