import type { ReplacingOrder } from '@shared/contract/commands';
import { compare, isZero, subtract, type Decimal } from '@shared/domain/decimal';
import type { OrderIntent } from '@shared/domain/order';
import { isEnded } from '@shared/domain/order-life';
import { fail, ok, type AppError, type Result } from '@shared/domain/result';
import { StorageError } from '../storage/storage-error';
import type { StoredOrder } from '../storage/stored-order';
import type { Cancelling } from './cancelling';
import type { OrderJournal } from './journal/journal-types';
import type { Approval } from './orders';
import { fateOf, type OldFate, type Replacements } from './replacements';
import { resultOf, type Submit } from './submission';

/** What a change of an order goes through, for whoever must see what a sudden end at each does. */
export const REPLACE_STEPS = ['replace-noted', 'replace-cancelled'] as const;
export type ReplaceStep = (typeof REPLACE_STEPS)[number];

interface ReplacingOptions {
  readonly accountId: string;
  readonly journal: Pick<OrderJournal, 'find' | 'byIntent' | 'byOrderId' | 'apply'>;
  readonly replacements: Replacements;
  readonly cancelling: Pick<Cancelling, 'cancel'>;
  readonly submit: Submit;
  /** What the state of the journal or the rules of the symbol forbid. */
  readonly barrier: (intent: OrderIntent) => AppError | undefined;
  /** What the balances forbid, when the old order gives back what it locks. */
  readonly checkFunds: (intent: OrderIntent, old: StoredOrder) => AppError | undefined;
  /** Limits of the account, and main's own question. */
  readonly approve: (intent: OrderIntent, old: StoredOrder) => Promise<Result<Approval>>;
  /** Something may have changed that the exchange did not tell: look again. */
  readonly onDoubt: (symbol: string) => void;
  readonly onStep?: ((step: ReplaceStep) => void) | undefined;
}

/** What is to take the place of an open order. */
interface Change {
  readonly intentId: string;
  readonly symbol: string;
  readonly orderId: string;
  readonly price: Decimal;
  /** The whole of it: what the old order has filled is taken off. */
  readonly quantity: Decimal;
}

/**
 * Changes an order: the new one is judged and confirmed first, then the old one is cancelled, and only when that is certain the rest is
 * placed. There is never a moment in which both can be live. Between the two the wish is on disk.
 */
export interface Replacing {
  /** The same `intentId` again is the same change. Codes `replace.*` say what became of the old order. */
  replace(change: Change): Promise<Result<ReplacingOrder>>;
  /** Sends what was not sent after its cancel. */
  sendUnsent(entryId: number): Promise<Result<ReplacingOrder>>;
  dropUnsent(entryId: number): Result<null>;
  /** Somebody cancels this order, or all of a symbol, or all: nothing is to take their place. */
  callOff(symbol?: string, orderId?: string): void;
  /** Ends when no old order that was asked to be cancelled waits for its new one. */
  inFlight(): Promise<void>;
}

export function createReplacing(options: ReplacingOptions): Replacing {
  const { journal, replacements, onStep = () => undefined } = options;
  /** Changes under way by the intent of the new order. */
  const underWay = new Map<string, Promise<Result<ReplacingOrder>>>();
  /** Changes under way by their old order, and whether somebody called them off. */
  const changing = new Set<{ readonly old: StoredOrder; calledOff: boolean }>();
  const sending = new Set<Promise<unknown>>();

  /** By the exchange's id: an entry that seemed to be from elsewhere can turn out to be another one while its order is changed. */
  function changeOf({ symbol, orderId }: StoredOrder): { readonly calledOff: boolean } | undefined {
    for (const change of changing)
      if (change.old.orderId === orderId && change.old.symbol === symbol) return change;
    return undefined;
  }

  function check(change: Change, old: StoredOrder): Result<OrderIntent> {
    const { phase, cancel, executedQuantity: filled } = old;
    if (changeOf(old)?.calledOff === true) return CALLED_OFF;
    if (isEnded(phase) || phase === 'submitting' || phase === 'unknown' || cancel !== 'none') {
      return fail('replace.not-open', 'The order does not rest any more, so it was not changed.', {
        details: { phase },
      });
    }
    const { price, quantity } = change;
    if (compare(price, old.price) === 0 && compare(quantity, old.quantity) === 0) {
      return fail('replace.unchanged', 'Price and quantity are what they were.');
    }
    const left = subtract(quantity, filled);
    if (left.startsWith('-') || isZero(left)) {
      return fail('replace.enough', `${filled} are filled already; the order was not touched.`, {
        details: { field: 'quantity', filled },
      });
    }
    const intent = { symbol: old.symbol, side: old.side, price, quantity: left };
    const refused = options.barrier(intent) ?? options.checkFunds(intent, old);
    return refused ? { ok: false, error: refused } : ok(intent);
  }

  async function judge(change: Change, old: StoredOrder): Promise<Result<Approval>> {
    const checked = check(change, old);
    return checked.ok ? options.approve(checked.value, old) : checked;
  }

  async function run(change: Change): Promise<Result<ReplacingOrder>> {
    const old = journal.byOrderId(change.symbol, change.orderId);
    if (old === undefined) return fail('order.no-entry', 'The journal has no such order.');
    const { entryId } = old;
    if (changeOf(old) || replacements.of(entryId) !== undefined) return UNDER_WAY;
    return driven(old, async () => {
      const approval = await judge(change, old);
      if (!approval.ok) return approval;
      // A person may have read for a while: the order, the rules and the limits are looked at as they are now.
      const now = journal.find(entryId) ?? old;
      const late = check(change, now);
      if (!late.ok) return late;
      const admitted = approval.value.admit(late.value);
      if (!admitted.ok) return admitted;
      return counted(cancelAndSend(change, now, approval.value));
    });
  }

  async function cancelAndSend(
    change: Change,
    old: StoredOrder,
    approval: Approval,
  ): Promise<Result<ReplacingOrder>> {
    const { entryId } = old;
    const { intentId, symbol, orderId, price, quantity } = change;
    try {
      const { accountId } = options;
      replacements.note({ accountId, entryId, intentId, price, quantity, askedAt: Date.now(), reason: null });
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      return fail('journal.unwritable', 'The order journal cannot be written, so nothing was changed.', {
        retryable: true,
        details: { reason: error.message },
      });
    }
    journal.apply(entryId, { kind: 'replace-asked', price, quantity });
    onStep('replace-noted');
    const cancelled = await options.cancelling.cancel(symbol, orderId);
    options.onDoubt(symbol);
    onStep('replace-cancelled');
    return place(entryId, approval, cancelled.ok ? undefined : cancelled.error);
  }

  /** Places what is left, if the old order is certainly cancelled. */
  async function place(
    entryId: number,
    approval: Approval,
    cancelError?: AppError,
  ): Promise<Result<ReplacingOrder>> {
    const old = journal.find(entryId);
    const wish = replacements.of(entryId);
    if (old === undefined || wish === undefined) return CALLED_OFF;
    const fate = fateOf(old, wish.quantity);
    if (fate.kind !== 'cancelled') return notPlaced(fate, old, cancelError);
    if (changeOf(old)?.calledOff === true) {
      drop(entryId, 'called-off');
      return CALLED_OFF;
    }
    const intent = { symbol: old.symbol, side: old.side, price: wish.price, quantity: fate.left };
    const filled = old.executedQuantity;
    const submitted = await options.submit({
      intentId: wish.intentId,
      intent,
      replaces: { entryId: old.entryId, filled },
      admit() {
        const late = options.barrier(intent);
        return late ? { ok: false, error: late } : approval.admit(intent);
      },
    });
    options.onDoubt(old.symbol);
    if (!submitted.ok) return unsent(entryId, submitted.error, false);
    const entry = submitted.value;
    if ((entry.phase === 'refused' || entry.phase === 'not-sent') && entry.reason !== null) {
      return unsent(entryId, entry.reason, true);
    }
    journal.apply(entryId, { kind: 'replaced', by: entry.entryId, quantity: fate.left });
    replacements.forget(entryId);
    const result = resultOf(entry);
    return result.ok ? ok({ ...result.value, filled }) : result;
  }

  /** What the user is told when nothing took the place of an order that is not cancelled, or of which enough was filled. */
  function notPlaced(
    { kind }: OldFate,
    old: StoredOrder,
    cancelError: AppError | undefined,
  ): Result<ReplacingOrder> {
    const details = { ...cancelError?.details, filled: old.executedQuantity, entryId: String(old.entryId) };
    if (kind === 'waiting') {
      return fail(
        'replace.cancel-unknown',
        'No answer to the cancel: nothing new was sent. Perch finds out what became of the order.',
        { details },
      );
    }
    drop(old.entryId, kind);
    switch (kind) {
      case 'rests':
        return fail('replace.not-cancelled', 'The order was not cancelled and rests as it was.', { details });
      case 'filled':
        return fail('replace.filled', 'The order was filled before it could be cancelled.', { details });
      case 'enough':
        return fail('replace.filled-enough', 'As much as was wished was filled before the cancel.', {
          details,
        });
      default:
        return fail('replace.gone', 'The exchange knows the order no more, so nothing new was sent.', {
          details,
        });
    }
  }

  function unsent(entryId: number, error: AppError, used: boolean): Result<never> {
    replacements.failed(entryId, error, used);
    // The cause is told by its own words; its details are theirs.
    const details = { ...error.details, cause: error.code, message: error.message, entry: String(entryId) };
    return fail(
      'replace.unsent',
      `The old order is cancelled, the new one was not placed: ${error.message}`,
      {
        details,
      },
    );
  }

  function drop(entryId: number, why: string): void {
    if (replacements.of(entryId) === undefined) return;
    journal.apply(entryId, { kind: 'replace-dropped', why });
    replacements.forget(entryId);
  }

  async function driven<T>(old: StoredOrder, work: () => Promise<T>): Promise<T> {
    const change = { old, calledOff: false };
    changing.add(change);
    replacements.hold(old.entryId);
    try {
      return await work();
    } finally {
      changing.delete(change);
      replacements.release(old.entryId);
    }
  }

  async function counted<T>(work: Promise<T>): Promise<T> {
    sending.add(work);
    return work.finally(() => sending.delete(work));
  }

  return {
    replace(change) {
      const { intentId } = change;
      const known = underWay.get(intentId);
      if (known) return known;
      const entry = journal.byIntent(intentId);
      if (entry) {
        const result = resultOf(entry);
        return Promise.resolve(result.ok ? ok({ ...result.value, filled: '0' }) : result);
      }
      const answer = run(change).finally(() => underWay.delete(intentId));
      underWay.set(intentId, answer);
      return answer;
    },

    async sendUnsent(entryId) {
      const wish = replacements.of(entryId);
      const old = journal.find(entryId);
      if (wish === undefined || old === undefined) return NOTHING_UNSENT;
      if (changeOf(old)) return UNDER_WAY;
      const fate = fateOf(old, wish.quantity);
      if (fate.kind !== 'cancelled') return NOTHING_UNSENT;
      const intent = { symbol: old.symbol, side: old.side, price: wish.price, quantity: fate.left };
      const refused = options.barrier(intent) ?? options.checkFunds(intent, old);
      if (refused) return { ok: false, error: refused };
      return driven(old, async () => {
        const approval = await options.approve(intent, old);
        if (!approval.ok) return approval;
        return counted(place(entryId, approval.value));
      });
    },

    dropUnsent(entryId) {
      const old = journal.find(entryId);
      if (old === undefined || replacements.of(entryId) === undefined) return NOTHING_UNSENT;
      if (changeOf(old)) return UNDER_WAY;
      drop(entryId, 'declined');
      return ok(null);
    },

    callOff(symbol, orderId) {
      for (const change of changing) {
        const { old } = change;
        if (symbol !== undefined && old.symbol !== symbol) continue;
        if (orderId !== undefined && old.orderId !== orderId) continue;
        change.calledOff = true;
      }
    },

    inFlight: async () => void (await Promise.allSettled(sending)),
  };
}

const UNDER_WAY = fail('replace.under-way', 'The order is being changed already.');
const CALLED_OFF = fail('replace.called-off', 'The order was cancelled meanwhile, so nothing new was sent.');
const NOTHING_UNSENT = fail('replace.nothing-unsent', 'Nothing waits to be sent any more.');
