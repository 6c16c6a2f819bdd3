import type { Assessment } from './assess-order';
import type { ConfirmedAccount, OrderQuestion, ReplacedOrder } from './confirmation';
import type { OrderIntent } from './order';
import type { SpotSymbol } from './symbol';

/** The question about an order that was assessed: what it shows is what was measured, and what is sent is `intent` as it is here. */
export function orderQuestion(of: {
  readonly account: ConfirmedAccount;
  readonly intent: OrderIntent;
  readonly rules: SpotSymbol;
  readonly assessment: Pick<Assessment, 'unusual' | 'facts'>;
  readonly feeAtMost: OrderQuestion['feeAtMost'];
  readonly replaces?: ReplacedOrder | undefined;
}): OrderQuestion {
  const { account, intent, rules, assessment, feeAtMost, replaces } = of;
  const { facts, unusual } = assessment;
  return {
    kind: 'order',
    account: { name: account.name, kind: account.kind, keyTail: account.keyTail },
    intent,
    baseAsset: rules.baseAsset,
    quoteAsset: rules.quoteAsset,
    quotePrecision: rules.quotePrecision,
    value: facts.quoteValue,
    feeAtMost,
    best: facts.best,
    sharePercent: facts.sharePercent,
    spentAsset: facts.spentAsset,
    unusual,
    ...(replaces ? { replaces } : {}),
  };
}
