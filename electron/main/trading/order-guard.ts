import {
  assessOrder,
  needsConfirmation,
  type Assessment,
  type KnownTouch,
} from '@shared/domain/assess-order';
import type { ConfirmedAccount, OrderQuestion } from '@shared/domain/confirmation';
import type { Decimal } from '@shared/domain/decimal';
import type { AccountLimits } from '@shared/domain/limits';
import type { OrderIntent } from '@shared/domain/order';
import { orderQuestion } from '@shared/domain/order-question';
import { fail, ok, type AppError, type Result } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { PricedMarket } from '@shared/domain/valuation';

/** What the guard looks at, as it is at the moment of asking. */
export interface OrderGuardOptions {
  /** undefined when the account is there no more. */
  readonly account: () => ConfirmedAccount | undefined;
  /** Throws StorageError. */
  readonly limits: () => AccountLimits;
  /** null when nothing is known of the symbol's book. */
  readonly touch: (symbol: string) => KnownTouch | null;
  /** Free of the asset; null while balances are not known. */
  readonly free: (asset: string) => Decimal | null;
  readonly markets: () => Iterable<PricedMarket>;
  /** Value of the orders of this UTC day, or null when it cannot be told. */
  readonly spentToday: (valueAsset: string) => Decimal | null;
  /** Since an order that is the same as numbers was committed, or null. */
  readonly secondsSinceSame: (intent: OrderIntent) => number | null;
  /** Highest fee, or null when the rate is not known. */
  readonly feeAtMost: (intent: OrderIntent, rules: SpotSymbol) => OrderQuestion['feeAtMost'];
  readonly ask: (question: OrderQuestion) => Promise<boolean>;
}

export interface OrderGuard {
  /**
   * Holds an order that keeps the symbol's rules against the limits, and asks a person where one must be asked. Answers why it may not
   * go on: `limit.…` or `order.not-confirmed`; null when it may.
   */
  admit(intent: OrderIntent, rules: SpotSymbol, despiteHold: boolean): Promise<AppError | null>;
  /**
   * What the order counts against the day, by the limits as they are now: they may have been tightened, or the day spent, while the
   * question was open. To be called in the same turn as the commit to the journal, so that no other order comes between.
   */
  count(intent: OrderIntent, rules: SpotSymbol): Result<{ value: Decimal | null; valueAsset: string }>;
}

export function createOrderGuard(options: OrderGuardOptions): OrderGuard {
  function assess(
    intent: OrderIntent,
    rules: SpotSymbol,
    limits: AccountLimits,
    despiteHold: boolean,
  ): Assessment {
    return assessOrder({
      intent,
      rules,
      limits,
      touch: options.touch(intent.symbol),
      free: options.free(intent.side === 'BUY' ? rules.quoteAsset : rules.baseAsset),
      markets: options.markets(),
      spentToday: options.spentToday(limits.valueAsset),
      secondsSinceSame: options.secondsSinceSame(intent),
      despiteHold,
    });
  }

  return {
    async admit(intent, rules, despiteHold) {
      const account = options.account();
      if (!account) return fail('account.unknown', 'There is no such account.').error;
      const limits = options.limits();
      const assessment = assess(intent, rules, limits, despiteHold);
      if (assessment.refusal) return assessment.refusal;
      if (!needsConfirmation(limits, assessment.unusual)) return null;
      const feeAtMost = options.feeAtMost(intent, rules);
      const accepted = await options.ask(orderQuestion({ account, intent, rules, assessment, feeAtMost }));
      return accepted ? null : fail('order.not-confirmed', 'Not sent: it was not confirmed.').error;
    },

    count(intent, rules) {
      const limits = options.limits();
      const { refusal, facts } = assess(intent, rules, limits, false);
      return refusal
        ? { ok: false, error: refusal }
        : ok({ value: facts.value, valueAsset: limits.valueAsset });
    },
  };
}
