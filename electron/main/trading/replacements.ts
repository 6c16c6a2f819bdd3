import { randomUUID } from 'node:crypto';
import { isZero, subtract, type Decimal } from '@shared/domain/decimal';
import type { UnsentReplacement } from '@shared/domain/order-life';
import { fail, type AppError } from '@shared/domain/result';
import { StorageError } from '../storage/storage-error';
import type { OrderJournalRepository, StoredOrder, StoredReplacement } from '../storage/stored-order';
import type { OrderJournal } from './journal/journal-types';

/**
 * What became of the order that is to be replaced. `waiting`: it is not known yet. `cancelled`: certainly, and `left` is still to be
 * placed. All others end the wish: it still rests, it was filled first, it vanished, or as much as was wished is filled already.
 */
export type OldFate =
  | { readonly kind: 'waiting' | 'rests' | 'filled' | 'gone' | 'enough' }
  | { readonly kind: 'cancelled'; readonly left: Decimal };

/** Pure: the only place that says when a new order may take the place of an old one. */
export function fateOf(old: StoredOrder, quantity: Decimal): OldFate {
  if (old.cancel !== 'none') return { kind: 'waiting' };
  switch (old.phase) {
    case 'submitting':
    case 'unknown':
      return { kind: 'waiting' };
    case 'open':
    case 'partly-filled':
      return { kind: 'rests' };
    case 'filled':
      return { kind: 'filled' };
    case 'cancelled':
    case 'expired': {
      const left = subtract(quantity, old.executedQuantity);
      return left.startsWith('-') || isZero(left) ? { kind: 'enough' } : { kind: 'cancelled', left };
    }
    default:
      return { kind: 'gone' };
  }
}

interface ReplacementsOptions {
  readonly accountId: string;
  readonly repository: Pick<OrderJournalRepository, 'replacements' | 'saveReplacement' | 'dropReplacement'>;
  readonly journal: Pick<OrderJournal, 'find' | 'byIntent' | 'apply'>;
  readonly onChange: () => void;
}

/** Wishes to change an order that are not done yet, on disk: an end of Perch between cancel and order cannot hide one. */
export interface Replacements {
  of(entryId: number): StoredReplacement | undefined;
  /** To be called before the cancel is asked for. Throws StorageError: then nothing may be cancelled. */
  note(wish: StoredReplacement): void;
  /** The new order was not placed; `used`: its intent is in the journal, so that another try is another intent. */
  failed(entryId: number, error: AppError, used: boolean): void;
  /** The new order is in the journal, or nobody wants it any more. */
  forget(entryId: number): void;
  /** From here to {@link release} somebody drives it: whatever happens to the old order is that one's to judge. */
  hold(entryId: number): void;
  release(entryId: number): void;
  isHeld(entryId: number): boolean;
  /** Something happened to an order. */
  heard(order: StoredOrder): void;
  unsent(): readonly UnsentReplacement[];
  close(): void;
}

/** Certainly nothing was placed: another try is another intent. */
function wasRefused({ phase }: StoredOrder): boolean {
  return phase === 'refused' || phase === 'not-sent';
}

export function createReplacements(options: ReplacementsOptions): Replacements {
  const { journal, repository } = options;
  const wishes = new Map<number, StoredReplacement>();
  const held = new Set<number>();
  /** Entries of wishes that turned out to be another entry's order, by that one: on disk the wish moves with the order. */
  const absorbed = new Map<number, number>();
  let closed = false;

  /** The entry that has the order now, by whichever it was known. */
  const current = (entryId: number): number => journal.find(entryId)?.entryId ?? entryId;

  /** An order from elsewhere that somebody wished to change has turned out to be an order in doubt of ours. */
  function followAbsorbed(): void {
    for (const from of [...held]) {
      const into = current(from);
      if (into !== from && held.delete(from)) held.add(into);
    }
    for (const [from, wish] of [...wishes]) {
      const into = current(from);
      if (into === from) continue;
      wishes.delete(from);
      wishes.set(into, { ...wish, entryId: into });
      absorbed.set(into, from);
    }
  }

  /** What cannot be written now stays on disk as it was: at the next start the journal tells what became of it. */
  function written(write: () => void): void {
    try {
      if (!closed) write();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
    }
  }

  function forget(of: number): void {
    const entryId = current(of);
    if (!wishes.delete(entryId)) return;
    const from = absorbed.get(entryId);
    absorbed.delete(entryId);
    written(() => repository.dropReplacement(entryId));
    // While the disk could not be written it did not move.
    if (from !== undefined) written(() => repository.dropReplacement(from));
    options.onChange();
  }

  function failed(of: number, reason: AppError, used: boolean): void {
    const entryId = current(of);
    const wish = wishes.get(entryId);
    if (wish === undefined) return;
    const next = { ...wish, reason, ...(used ? { intentId: randomUUID() } : {}) };
    wishes.set(entryId, next);
    written(() => repository.saveReplacement(next));
    journal.apply(entryId, { kind: 'replace-unsent', error: reason });
  }

  /** Ends a wish that can not come true any more. */
  function review(entryId: number): void {
    const wish = wishes.get(entryId);
    if (wish === undefined || held.has(entryId) || closed) return;
    const old = journal.find(entryId);
    const fate = old === undefined ? undefined : fateOf(old, wish.quantity);
    if (fate?.kind === 'waiting') return;
    // Whoever was to send the new one is gone, and the old one's timeline has to say that nobody did.
    if (fate?.kind === 'cancelled' && wish.reason === null) failed(entryId, LEFT, false);
    if (fate?.kind === 'cancelled') return options.onChange();
    // In this order: Perch may end between the two, and the next start has to find one of them.
    if (fate) journal.apply(entryId, { kind: 'replace-dropped', why: fate.kind });
    forget(entryId);
  }

  /** It was committed, and Perch ended before that was noted. */
  function noted({ entryId }: StoredReplacement, made: StoredOrder): void {
    journal.apply(entryId, { kind: 'replaced', by: made.entryId, quantity: made.quantity });
    written(() => repository.dropReplacement(entryId));
  }

  for (const wish of repository.replacements(options.accountId)) {
    const made = journal.byIntent(wish.intentId);
    if (journal.find(wish.entryId) === undefined) written(() => repository.dropReplacement(wish.entryId));
    else if (made && !wasRefused(made)) queueMicrotask(() => noted(wish, made));
    else {
      wishes.set(wish.entryId, wish);
      if (made) queueMicrotask(() => failed(wish.entryId, made.reason ?? LEFT, true));
    }
  }
  queueMicrotask(() => [...wishes.keys()].forEach(review));

  return {
    of: (entryId) => wishes.get(current(entryId)),
    note(wish) {
      repository.saveReplacement(wish);
      wishes.set(wish.entryId, wish);
    },
    failed,
    forget,
    hold: (entryId) => void held.add(current(entryId)),
    release(of) {
      const entryId = current(of);
      held.delete(entryId);
      review(entryId);
    },
    isHeld: (entryId) => held.has(current(entryId)),
    heard({ entryId }) {
      followAbsorbed();
      // The journal is in the middle of telling of it.
      if (wishes.has(entryId)) queueMicrotask(() => review(entryId));
    },
    unsent: () =>
      [...wishes.values()].flatMap((wish) => {
        if (held.has(wish.entryId)) return [];
        const old = journal.find(wish.entryId);
        const fate = old && fateOf(old, wish.quantity);
        return old && fate?.kind === 'cancelled' ? [shown(wish, old, fate.left)] : [];
      }),
    close: () => void (closed = true),
  };
}

/** The reason of a wish that nobody followed to its end. */
const LEFT = fail(
  'replace.left',
  'Perch ended, or the cancel was certain only later, before the new order could be sent.',
).error;

function shown(wish: StoredReplacement, old: StoredOrder, left: Decimal): UnsentReplacement {
  return {
    entryId: wish.entryId,
    symbol: old.symbol,
    side: old.side,
    price: wish.price,
    quantity: left,
    oldPrice: old.price,
    oldQuantity: old.quantity,
    filled: old.executedQuantity,
    reason: wish.reason,
  };
}
