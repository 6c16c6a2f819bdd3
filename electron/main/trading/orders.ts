import type { CancelledAll } from '@shared/contract/commands';
import type { Balance, Balances } from '@shared/domain/account';
import { checkBalance, checkRules } from '@shared/domain/check-order';
import { add, type Decimal } from '@shared/domain/decimal';
import type { Order, OrderIntent } from '@shared/domain/order';
import { isEnded } from '@shared/domain/order-life';
import { lockOf } from '@shared/domain/order-lock';
import { fail, ok, type AppError, type Result } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { ExchangeConnection } from '../exchange/connection';
import { errorOf } from '../exchange/outcome-error';
import type { StoredOrder } from '../storage/stored-order';
import type { Cancelling } from './cancelling';
import type { HistoryReader } from './history-reader';
import type { OrderJournal } from './journal/journal-types';
import { createReplacing, type ReplaceStep, type Replacing } from './replacing';
import type { Replacements } from './replacements';
import type { Settlement } from './settlement';
import { resultOf, type CountedValue, type Submit } from './submission';

/** What the account's limits and, where one was needed, the user's confirmation let through. */
export interface Approval {
  /**
   * Holds the order against the limits as they are now: they may be others, or the day spent, since somebody was asked.
   *
   * @param order as it goes, when that is less than what was approved
   */
  readonly admit: (order?: OrderIntent) => Result<CountedValue>;
}

interface OrdersOptions {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly journal: OrderJournal;
  readonly submit: Submit;
  readonly cancelling: Cancelling;
  readonly settlement: Pick<Settlement, 'lookFor' | 'ask'>;
  readonly history: Pick<HistoryReader, 'older'>;
  readonly rulesOf: (symbol: string) => SpotSymbol | undefined;
  readonly balances: () => Balances | null;
  /** Limits of the account, and main's own question. */
  readonly approve: (
    intent: OrderIntent,
    context: { readonly despiteHold: boolean; readonly replaces?: StoredOrder },
  ) => Promise<Result<Approval>>;
  /** Main's own question whether an order in doubt is to be taken for never placed. */
  readonly confirmDismissal: (entry: StoredOrder) => Promise<boolean>;
  /** Something may have changed that the exchange did not tell: look again. */
  readonly onDoubt: (symbol: string) => void;
  readonly accountId: string;
  readonly replacements: Replacements;
  readonly onStep?: ((step: ReplaceStep) => void) | undefined;
}

export interface Orders extends Pick<Replacing, 'replace' | 'sendUnsent' | 'dropUnsent'> {
  /**
   * Guards, then one order at the exchange. The same `intentId` again is the same order, also after a restart: it gets the answer of
   * the first call, or what became of it.
   */
  place(
    intentId: string,
    intent: OrderIntent,
    options?: { readonly despiteHold?: boolean | undefined },
  ): Promise<Result<Order & { readonly entryId: number }>>;
  /** Guards, then `/order/test`: the exchange checks it and does not send it to matching. */
  test(intent: OrderIntent): Promise<Result<null>>;
  cancel(symbol: string, orderId: string): Promise<Result<Order>>;
  cancelAll(symbol?: string): Promise<CancelledAll>;
  /** Asks the exchange at once for an order in doubt. */
  lookAgain(entryId: number): Result<null>;
  /** The user says that an order in doubt is not there. */
  dismiss(entryId: number): Promise<Result<null>>;
  /** Ends when no intent that was committed is on its way any more. What waits for a person's answer is not. */
  inFlight(): Promise<void>;
  /** Reads orders from the exchange that are older than those of the journal. */
  older(symbol: string): Promise<Result<{ readonly imported: number; readonly complete: boolean }>>;
}

export function createOrders(options: OrdersOptions): Orders {
  const { connection, journal, settlement } = options;
  /** Intents under way, so that a call that comes twice is one. */
  const underWay = new Map<string, ReturnType<Orders['place']>>();
  const sending = new Set<Promise<unknown>>();

  function brokenRule(intent: OrderIntent): AppError | undefined {
    const rules = options.rulesOf(intent.symbol);
    if (!rules) return unknownSymbol(intent.symbol);
    return checkRules(intent, rules)[0];
  }

  /** @param replaced what it locks will be free before the order goes */
  function checkFunds(intent: OrderIntent, replaced?: StoredOrder): AppError | undefined {
    const rules = options.rulesOf(intent.symbol);
    const balances = options.balances();
    if (!rules || !balances) return undefined;
    const lock = replaced && !isEnded(replaced.phase) ? lockOf(replaced, rules) : undefined;
    const spot = lock ? balances.spot.map((balance) => freed(balance, lock)) : balances.spot;
    return checkBalance(intent, rules, spot);
  }

  function guard(intent: OrderIntent): AppError | undefined {
    return brokenRule(intent) ?? checkFunds(intent);
  }

  /** What the state of the journal forbids. */
  function barrier(intent: OrderIntent, despiteHold: boolean): AppError | undefined {
    journal.flush();
    const { gate } = journal.state();
    if (gate.state === 'unwritable') return unwritable(gate.reason);
    if (gate.state === 'reconciling') return reconciling(gate.left);
    const held = journal.heldBy(intent);
    return held && !despiteHold ? heldBack(held, untilOf(held)) : undefined;
  }

  /** By this machine's clock, Unix ms, when an order in doubt can take effect no more; undefined where that is not known. */
  function untilOf({ phase, effectUntil }: StoredOrder): number | undefined {
    const serverNow = connection.serverNow();
    if (phase !== 'unknown' || effectUntil === null || serverNow === null) return undefined;
    return Math.round(Date.now() + effectUntil - serverNow);
  }

  async function send(
    intentId: string,
    intent: OrderIntent,
    despiteHold: boolean,
  ): ReturnType<Orders['place']> {
    const refused = barrier(intent, despiteHold) ?? guard(intent);
    if (refused) return { ok: false, error: refused };
    const isHeld = journal.heldBy(intent) !== undefined;
    const approval = await options.approve(intent, { despiteHold: isHeld });
    if (!approval.ok) return approval;
    const submission = options.submit({
      intentId,
      intent,
      admit() {
        // While somebody read the question another window may have sent the same, or the market may have closed.
        const late = barrier(intent, isHeld) ?? guard(intent);
        return late ? { ok: false, error: late } : approval.value.admit();
      },
    });
    sending.add(submission);
    const submitted = await submission.finally(() => sending.delete(submission));
    if (!submitted.ok) return submitted;
    options.onDoubt(intent.symbol);
    return resultOf(submitted.value);
  }

  const replacing = createReplacing({
    accountId: options.accountId,
    journal,
    replacements: options.replacements,
    cancelling: options.cancelling,
    submit: options.submit,
    barrier: (intent) => barrier(intent, false) ?? brokenRule(intent),
    checkFunds,
    approve: (intent, replaces) => options.approve(intent, { despiteHold: false, replaces }),
    onDoubt: options.onDoubt,
    onStep: options.onStep,
  });

  function entryInDoubt(entryId: number): Result<StoredOrder> {
    const entry = journal.find(entryId);
    if (entry === undefined) return fail('order.no-entry', 'The journal has no such order.');
    return ok(entry);
  }

  return {
    place(intentId, intent, { despiteHold = false } = {}) {
      const known = underWay.get(intentId);
      if (known) return known;
      const entry = journal.byIntent(intentId);
      if (entry) return Promise.resolve(resultOf(entry));
      const answer = send(intentId, intent, despiteHold).finally(() => underWay.delete(intentId));
      underWay.set(intentId, answer);
      return answer;
    },

    async test(intent) {
      const refused = guard(intent);
      if (refused) return { ok: false, error: refused };
      const { symbol, side, price, quantity } = intent;
      const send = () => connection.call('testOrder', { symbol, side, type: 'LIMIT', quantity, price });
      let outcome = await send();
      // PROTOCOL -1021: "it may be sent again once with a new timestamp".
      if (outcome.kind === 'refused' && outcome.refusal.meaning === 'timestamp') outcome = await send();
      return outcome.kind === 'answer' ? ok(null) : { ok: false, error: errorOf(outcome, false) };
    },

    async cancel(symbol, orderId) {
      replacing.callOff(symbol, orderId);
      const answer = await options.cancelling.cancel(symbol, orderId);
      options.onDoubt(symbol);
      return answer;
    },

    cancelAll(symbol) {
      replacing.callOff(symbol);
      return options.cancelling.cancelAll(symbol);
    },

    replace: (change) => replacing.replace(change),
    sendUnsent: (entryId) => replacing.sendUnsent(entryId),
    dropUnsent: (entryId) => replacing.dropUnsent(entryId),

    lookAgain(entryId) {
      const entry = entryInDoubt(entryId);
      if (!entry.ok) return entry;
      if (entry.value.orderId === null) settlement.lookFor(entry.value.symbol);
      else settlement.ask(entryId);
      return ok(null);
    },

    async dismiss(entryId) {
      const entry = entryInDoubt(entryId);
      if (!entry.ok) return entry;
      if (entry.value.phase !== 'unknown') {
        return fail('order.not-in-doubt', 'The order is settled meanwhile.', {
          details: { phase: entry.value.phase },
        });
      }
      if (!(await options.confirmDismissal(entry.value))) {
        return fail('order.not-confirmed', 'It was not confirmed.');
      }
      journal.apply(entryId, { kind: 'dismissed' });
      return ok(null);
    },

    inFlight: async () => void (await Promise.allSettled([...sending, replacing.inFlight()])),

    older: (symbol) => options.history.older(symbol),
  };
}

function freed(balance: Balance, lock: { readonly asset: string; readonly amount: Decimal }): Balance {
  return balance.asset === lock.asset ? { ...balance, free: add(balance.free, lock.amount) } : balance;
}

function unknownSymbol(symbol: string): AppError {
  return fail('order.unknown-symbol', `The exchange has no symbol ${symbol}.`, {
    details: { field: 'symbol', symbol },
  }).error;
}

function unwritable(reason: string): AppError {
  return fail('journal.unwritable', 'The order journal cannot be written, so nothing was sent.', {
    retryable: true,
    details: { reason },
  }).error;
}

function reconciling(left: number): AppError {
  return fail('order.reconciling', `${left} orders of an earlier run are being looked up first.`, {
    retryable: true,
    details: { left: String(left) },
  }).error;
}

function heldBack({ entryId, createdAt }: StoredOrder, until: number | undefined): AppError {
  return fail('order.held-back', 'An identical order is not settled yet.', {
    retryable: true,
    details: {
      entryId: String(entryId),
      since: String(createdAt),
      until: until === undefined ? '' : String(until),
    },
  }).error;
}
