import { assessOrder, needsConfirmation, type Assessment } from '@shared/domain/assess-order';
import type { ConfirmedAccount, OrderQuestion } from '@shared/domain/confirmation';
import { compare, multiply } from '@shared/domain/decimal';
import type { AccountLimits } from '@shared/domain/limits';
import type { OrderIntent } from '@shared/domain/order';
import { pricedMarkets, touchOf } from '@shared/domain/order-circumstances';
import { orderQuestion } from '@shared/domain/order-question';
import { fail, ok, type Result } from '@shared/domain/result';
import { StorageError } from '../storage/storage-error';
import type { ApprovalContext } from '../trading/open-trading';
import type { Approval } from '../trading/orders';
import type { CountedValue } from '../trading/submission';
import type { DeskStores } from './stores';

interface ApprovalOptions {
  readonly stores: Pick<DeskStores, 'book' | 'tickers' | 'symbols'>;
  /** Throws StorageError. */
  readonly limitsOf: (accountId: string) => AccountLimits;
  readonly ask: (question: OrderQuestion) => Promise<boolean>;
  /** Unix ms of this machine. */
  readonly now?: () => number;
}

export type Approve = (
  account: { readonly id: string } & ConfirmedAccount,
  context: ApprovalContext,
) => Promise<Result<Approval>>;

/** While a person reads, the market moves: what has become unusual meanwhile is asked about again, at most so often. */
const MOST_QUESTIONS = 3;
const BOOK_PATIENCE_MS = 1_500;

/**
 * Holds an order against its account's limits and asks a person where one must be asked. What was agreed to is assessed once more
 * before it goes: a limit that is broken by then refuses, and something unusual that was not shown is asked about.
 */
export function createApproval({ stores, limitsOf, ask, now = Date.now }: ApprovalOptions): Approve {
  function assess(limits: AccountLimits, context: ApprovalContext): Assessment {
    const { intent, rules, despiteHold } = context;
    return assessOrder({
      intent,
      rules,
      limits,
      touch: touchOf(stores.book.getState(), intent.symbol, now()),
      free: context.free ?? null,
      markets: pricedMarkets(stores.symbols.getState().symbols, stores.tickers.getState()),
      spentToday: context.spentToday(limits.valueAsset),
      secondsSinceSame: context.sameAgoSeconds(),
      despiteHold,
    });
  }

  function readLimits(accountId: string): Result<AccountLimits> {
    try {
      return ok(limitsOf(accountId));
    } catch (error) {
      if (error instanceof StorageError) return { ok: false, error: error.toAppError() };
      throw error;
    }
  }

  function admit(accountId: string, approved: ApprovalContext, order?: OrderIntent): Result<CountedValue> {
    const context = order ? { ...approved, intent: order } : approved;
    const limits = readLimits(accountId);
    if (!limits.ok) return limits;
    const { refusal, facts } = assess(limits.value, context);
    return refusal
      ? { ok: false, error: refusal }
      : ok({ value: facts.value, valueAsset: limits.value.valueAsset });
  }

  /** The book of a symbol that was chosen just now is on its way: nobody is to be asked because of that. */
  async function bookOf(symbol: string): Promise<void> {
    const isThere = (): boolean => touchOf(stores.book.getState(), symbol, now()) !== null;
    if (isThere()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, BOOK_PATIENCE_MS);
      const unsubscribe = stores.book.subscribe(() => isThere() && done());
      function done(): void {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      }
    });
  }

  return async (account, context) => {
    await bookOf(context.intent.symbol);
    const shown = new Set<string>();
    for (let asked = 0; ; asked += 1) {
      const known = readLimits(account.id);
      if (!known.ok) return known;
      const limits = known.value;
      const assessment = assess(limits, context);
      const { refusal, unusual } = assessment;
      if (refusal) return { ok: false, error: refusal };
      const isAgreed = asked > 0 && unusual.every(({ kind }) => shown.has(kind));
      if (isAgreed || !needsConfirmation(limits, unusual)) {
        return ok({ admit: (order) => admit(account.id, context, order) });
      }
      if (asked === MOST_QUESTIONS) break;
      for (const { kind } of unusual) shown.add(kind);
      const { intent, rules } = context;
      const { replaces } = context;
      const fee = feeAtMost(context);
      if (!(await ask(orderQuestion({ account, intent, rules, assessment, feeAtMost: fee, replaces }))))
        break;
    }
    return fail('order.not-confirmed', 'The order was not confirmed, so nothing was sent.');
  };
}

/** The higher of both rates, of all that could be received. A sell that fills at better prices than its own pays more. */
function feeAtMost({ intent, rules, fees }: ApprovalContext): OrderQuestion['feeAtMost'] {
  if (!fees) return null;
  const rate = compare(fees.maker, fees.taker) > 0 ? fees.maker : fees.taker;
  return intent.side === 'BUY'
    ? { amount: multiply(intent.quantity, rate), asset: rules.baseAsset }
    : { amount: multiply(multiply(intent.price, intent.quantity), rate), asset: rules.quoteAsset };
}
