import type { Order } from '@shared/domain/order';
import type { TimelineEvent, TradingGate } from '@shared/domain/order-life';
import { systemTime } from '../../exchange/time-source';
import { StorageError } from '../../storage/storage-error';
import type { StoredOrder } from '../../storage/stored-order';
import { isOrderOf } from '../life/exchange-order';
import type { ToldBy } from '../life/order-life';
import { asShown } from './as-shown';
import { createEntryWriter } from './entry-writer';
import type { Found, JournalNews, OrderJournal, OrderJournalOptions, ToldOrder } from './journal-types';
import { loadLiveEntries } from './live-entries';
import { newEntry, seenEntry } from './new-entry';
import { createSightings } from './sightings';
import { createUnsaved } from './unsaved';

export function createOrderJournal(options: OrderJournalOptions): OrderJournal {
  const { accountId, server, repository, time = systemTime } = options;
  const unsaved = createUnsaved(repository, time, onWritable);
  const entries = loadLiveEntries(accountId, repository, unsaved);
  const writer = createEntryWriter({
    entries,
    unsaved,
    time,
    fillDetails: options.fillDetails,
    onWritten,
  });
  const sightings = createSightings(entries, (entry) => options.onEffect?.('look-for', entry));
  /** Orders from elsewhere that could not be written when they were told, by id. */
  const missed = new Map<string, ToldOrder>();
  let revision = 0;
  let closed = false;

  function gate(): TradingGate {
    const failure = unsaved.failure();
    if (failure !== undefined) return { state: 'unwritable', reason: failure };
    const left = entries.leftOver();
    return left > 0 ? { state: 'reconciling', left } : { state: 'ready' };
  }

  function state(): JournalNews {
    return { accountId, gate: gate(), unsettled: entries.unsettled().map(asShown), revision };
  }

  function publish(): void {
    revision += 1;
    options.onChange?.(state());
  }

  function onWritten(entry: StoredOrder, before: StoredOrder, events: readonly TimelineEvent[]): void {
    options.onEntry?.(entry, before);
    for (const event of events) if (event.kind === 'fill') options.onFill?.({ order: asShown(entry), event });
    publish();
    if (before.phase === 'submitting' && entry.phase !== 'submitting') tellAgain(sightings.release());
  }

  /** What was missed is told once what was going on just now is done. */
  function onWritable(): void {
    publish();
    queueMicrotask(() => {
      const again = [...missed.values()];
      missed.clear();
      tellAgain(again);
    });
  }

  function began(entry: StoredOrder): void {
    entries.keep(entry);
    options.onEntry?.(entry, undefined);
  }

  function tellAgain(orders: readonly ToldOrder[]): void {
    for (const { order, by } of orders) told([order], by);
  }

  /** `isDecided`: a search has shown that they belong to nobody here. */
  function told(orders: readonly Order[], by: ToldBy, isDecided = false): void {
    if (closed) return;
    const seen: Order[] = [];
    for (const order of orders) {
      const entry = entries.of(order);
      if (entry !== undefined && isOrderOf(entry, order, by !== 'stream' && by !== 'answer')) {
        writer.apply(entry.entryId, { kind: 'told', order, by });
        continue;
      }
      if (entry !== undefined) writer.supersede(entry);
      if (isDecided || !sightings.take(order, by)) seen.push(order);
    }
    insertSeen(seen, by);
  }

  function insertSeen(orders: readonly Order[], by: ToldBy): void {
    if (orders.length === 0) return;
    const at = time.wall();
    const seen = orders.map((order) => seenEntry(order, { accountId, server, at }));
    try {
      const numbers = repository.insertAll(seen);
      seen.forEach(({ order }, index) => {
        const entryId = numbers[index];
        if (entryId !== undefined) began({ ...order, entryId });
      });
      publish();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      for (const order of orders) missed.set(`${order.symbol} ${order.orderId}`, { order, by });
      unsaved.failed(error);
    }
  }

  function settle(symbol: string, found: Found): number {
    if (closed) return entries.unknown(symbol).length;
    const elsewhere = sightings.settle(symbol, found, (entryId, { order, by }) => {
      writer.apply(entryId, { kind: 'told', order, by });
    });
    for (const { order, by } of elsewhere) told([order], by, true);
    tellAgain(sightings.release());
    return entries.unknown(symbol).length;
  }

  return {
    state,
    find: (entryId) => entries.find(entryId),
    byIntent: (intentId) => entries.byIntent(intentId),
    byOrderId: (symbol, orderId) => entries.of({ symbol, orderId }),
    commit(intent) {
      if (closed) throw new StorageError('failed', '', 'The journal was closed.');
      const { order, events } = newEntry(intent, { accountId, server, at: time.wall() });
      const entry = { ...order, entryId: repository.insert(order, events) };
      began(entry);
      publish();
      return entry;
    },
    apply(entryId, event) {
      if (closed) {
        const order = entries.find(entryId);
        if (order === undefined) throw new Error(`There is no entry ${entryId} in the journal.`);
        return { order, effects: [] };
      }
      const answer = writer.apply(entryId, event);
      for (const effect of answer.effects) if (effect !== 'send') options.onEffect?.(effect, answer.order);
      return answer;
    },
    told: (orders, by) => told(orders, by),
    settle,
    searchFrom: (symbol) => sightings.searchFrom(symbol),
    unknown: (symbol) => entries.unknown(symbol),
    unsettled: () => entries.unsettled(),
    resting: (symbol) => entries.resting(symbol),
    heldBy: (intent) => entries.heldBy(intent),
    flush: () => unsaved.flush(),
    reconciling: () => entries.leftOver(),
    close() {
      closed = true;
      unsaved.close();
    },
  };
}
