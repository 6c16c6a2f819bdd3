import type { TimelineEvent } from '@shared/domain/order-life';
import type { TimeSource } from '../../exchange/time-source';
import { StorageError } from '../../storage/storage-error';
import type { OrderJournalRepository, StoredOrder } from '../../storage/stored-order';

/** How long until a write that failed is tried again, ms. */
const RETRY_MS = 1_000;

/** What is to be written of one entry. */
interface Pending {
  readonly order: StoredOrder;
  readonly events: readonly TimelineEvent[];
  /** An entry that turned out to be the same order. */
  readonly absorbed: number | undefined;
}

/**
 * Writes entries, and keeps in memory what cannot be written until it can. The exchange has answered by then, so the news is true
 * whether the disk is full or not; should Perch end before it is written, the entry is still there as `submitting` and is
 * reconciled at the next start.
 */
export interface Unsaved {
  save(order: StoredOrder, events: readonly TimelineEvent[]): void;
  absorb(order: StoredOrder, from: number, events: readonly TimelineEvent[]): void;
  /** A write outside of these failed: from now on the journal counts as unwritable until one works. */
  failed(error: StorageError): void;
  find(entryId: number): StoredOrder | undefined;
  /** Entries as they are now and not yet on disk. */
  all(): StoredOrder[];
  /** Why the journal cannot be written, or undefined while it can. */
  failure(): string | undefined;
  /** True when everything is written. */
  flush(): boolean;
  close(): void;
}

export function createUnsaved(
  repository: OrderJournalRepository,
  time: Pick<TimeSource, 'after'>,
  onTurn: () => void,
): Unsaved {
  const pending = new Map<number, Pending>();
  let failure: string | undefined;
  let cancel: () => void = () => undefined;
  let closed = false;

  function write({ order, events, absorbed }: Pending): void {
    if (absorbed === undefined) repository.save(order, events);
    else repository.absorb(order, absorbed, events);
  }

  function note(error: unknown): void {
    if (!(error instanceof StorageError)) throw error;
    failure = error.message;
    cancel();
    if (!closed) cancel = time.after(RETRY_MS, retry, true);
  }

  function retry(): void {
    flush();
  }

  function recovered(): void {
    if (failure === undefined) return;
    failure = undefined;
    cancel();
    onTurn();
  }

  function put(next: Pending): void {
    const before = pending.get(next.order.entryId);
    const whole =
      before === undefined
        ? next
        : {
            order: next.order,
            events: [...before.events, ...next.events],
            absorbed: next.absorbed ?? before.absorbed,
          };
    pending.set(whole.order.entryId, whole);
    if (writePending()) recovered();
  }

  /** Oldest news first; true when everything is written. */
  function writePending(): boolean {
    for (;;) {
      const before = pending.size;
      const refused = writeOnce();
      if (refused === undefined) return true;
      // One may have to wait for another to let go of an order's id.
      if (isConstraint(refused) && pending.size < before) continue;
      note(refused);
      return false;
    }
  }

  /** Answers what kept something from being written. */
  function writeOnce(): unknown {
    let refused: unknown;
    for (const [entryId, entry] of pending) {
      try {
        write(entry);
        pending.delete(entryId);
      } catch (error) {
        refused = error;
        if (!isConstraint(error)) return error;
      }
    }
    return refused;
  }

  function flush(): boolean {
    if (failure === undefined) return true;
    if (!writePending()) return false;
    recovered();
    return true;
  }

  return {
    save: (order, events) => put({ order, events, absorbed: undefined }),
    absorb: (order, from, events) => put({ order, events, absorbed: from }),
    failed: note,
    find: (entryId) => pending.get(entryId)?.order,
    all: () => [...pending.values()].map(({ order }) => order),
    failure: () => failure,
    flush,
    close() {
      closed = true;
      cancel();
    },
  };
}

function isConstraint(error: unknown): boolean {
  return error instanceof StorageError && error.failure === 'constraint';
}
