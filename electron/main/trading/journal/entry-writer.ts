import type { TimelineEvent } from '@shared/domain/order-life';
import { isEnded } from '@shared/domain/order-life';
import type { TimeSource } from '../../exchange/time-source';
import type { StoredOrder } from '../../storage/stored-order';
import { exchangeOrderOf, isOrderOf } from '../life/exchange-order';
import { live, type Effect, type LifeEvent } from '../life/order-life';
import type { OrderJournalOptions } from './journal-types';
import type { LiveEntries } from './live-entries';
import type { Unsaved } from './unsaved';

interface EntryWriterOptions {
  readonly fillDetails: OrderJournalOptions['fillDetails'];
  readonly entries: LiveEntries;
  readonly unsaved: Unsaved;
  readonly time: Pick<TimeSource, 'wall'>;
  /** An entry changed, and that is on disk or waits to be. */
  readonly onWritten: (entry: StoredOrder, before: StoredOrder, events: readonly TimelineEvent[]) => void;
}

/** Changes entries by what happens to them, one durable commit each. */
export interface EntryWriter {
  /** Answers the entry as it is now and what is to be done; effects are empty when the event changed nothing. */
  apply(
    entryId: number,
    event: LifeEvent,
  ): { readonly order: StoredOrder; readonly effects: readonly Effect[] };
  /** The exchange has given the id of an entry to another order: ids started over there. */
  supersede(entry: StoredOrder): void;
}

export function createEntryWriter(options: EntryWriterOptions): EntryWriter {
  const { entries, unsaved, time, fillDetails } = options;

  function apply(entryId: number, event: LifeEvent): ReturnType<EntryWriter['apply']> {
    const before = entries.find(entryId);
    if (before === undefined) throw new Error(`There is no entry ${entryId} in the journal.`);
    const lived = live(before, event, time.wall());
    if (lived === undefined) return { order: before, effects: [] };
    const isFirst = before.orderId === null;
    const events = lived.events.map((line) => {
      const more = line.kind === 'fill' ? fillDetails?.(lived.order, line, isFirst) : undefined;
      return more === undefined ? line : { ...line, details: { ...line.details, ...more } };
    });
    return { order: save(lived.order, before, events), effects: lived.effects };
  }

  function save(entry: StoredOrder, before: StoredOrder, events: readonly TimelineEvent[]): StoredOrder {
    const other = before.orderId === null ? otherOwnerOf(entry) : undefined;
    if (other?.origin === 'elsewhere') return takeOver(entry, other, before, events);
    // An order in doubt had been given an order that turns out to be another one's: it is in doubt again.
    if (other !== undefined) apply(other.entryId, { kind: 'disowned' });
    unsaved.save(entry, events);
    return written(entry, before, events);
  }

  function written(entry: StoredOrder, before: StoredOrder, events: readonly TimelineEvent[]): StoredOrder {
    entries.keep(entry);
    options.onWritten(entry, before, events);
    return entry;
  }

  /** An order that seemed to be from elsewhere is that of an entry here: with all that is known of it, and with its cancel. */
  function takeOver(
    entry: StoredOrder,
    other: StoredOrder,
    before: StoredOrder,
    events: readonly TimelineEvent[],
  ): StoredOrder {
    const isCancelled = other.cancel !== 'none' && !isEnded(entry.phase);
    const whole = isCancelled ? { ...entry, cancel: other.cancel, effectUntil: other.effectUntil } : entry;
    unsaved.absorb(whole, other.entryId, events);
    entries.absorb(other.entryId, whole.entryId);
    written(whole, before, events);
    const known = exchangeOrderOf(other);
    return known === undefined
      ? whole
      : apply(whole.entryId, { kind: 'told', order: known, by: 'query' }).order;
  }

  /** Another entry that has the order which this one was just given. */
  function otherOwnerOf(entry: StoredOrder): StoredOrder | undefined {
    const told = exchangeOrderOf(entry);
    const other = told && entries.of(told);
    if (!told || !other || other.entryId === entry.entryId) return undefined;
    if (isOrderOf(other, told, true)) return other;
    supersede(other);
    return undefined;
  }

  function supersede(entry: StoredOrder): void {
    const at = time.wall();
    const lived = live(entry, { kind: 'gone' }, at);
    const order = { ...(lived?.order ?? entry), superseded: true, changedAt: at };
    save(order, entry, lived?.events ?? []);
  }

  return { apply, supersede };
}
