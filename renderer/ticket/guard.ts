import { assessOrder } from '@shared/domain/assess-order';
import type { AccountLimits, LimitsState } from '@shared/domain/limits';
import type { Book, Ticker } from '@shared/domain/market';
import type { OrderIntent } from '@shared/domain/order';
import { touchOf } from '@shared/domain/order-circumstances';
import type { AppError } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { PricedMarket } from '@shared/domain/valuation';

export interface GuardInput {
  readonly intent: OrderIntent;
  readonly rules: SpotSymbol;
  readonly limits: LimitsState;
  readonly book: Book | undefined;
  readonly symbols: readonly SpotSymbol[];
  readonly tickerOf: (symbol: string) => Ticker | undefined;
  /** Unix ms of this machine. */
  readonly now: number;
}

/**
 * The first limit of the account that an order with readable amounts breaks, as it stands now. Main judges by the same function when
 * the order comes, and its word counts: this names the rule before anything is sent. A locked account is told elsewhere.
 */
export function guardOf({
  intent,
  rules,
  limits,
  book,
  symbols,
  tickerOf,
  now,
}: GuardInput): AppError | undefined {
  const { refusal } = assessOrder({
    intent,
    rules,
    limits: { ...limits.limits, locked: false },
    touch: book ? touchOf(book, intent.symbol, now) : null,
    free: null,
    markets: needsValue(limits.limits) ? marketsOf(symbols, tickerOf) : [],
    spentToday: limits.spentToday,
    secondsSinceSame: null,
    despiteHold: false,
  });
  return refusal ?? undefined;
}

/** Thousands of prices are not walked through for a limit that is not set. */
function needsValue({ largestOrder, largestDay }: AccountLimits): boolean {
  return largestOrder !== null || largestDay !== null;
}

function* marketsOf(
  symbols: readonly SpotSymbol[],
  tickerOf: GuardInput['tickerOf'],
): Generator<PricedMarket> {
  for (const { symbol, status, baseAsset, quoteAsset } of symbols) {
    const ticker = status === 'TRADING' ? tickerOf(symbol) : undefined;
    if (ticker) yield { baseAsset, quoteAsset, lastPrice: ticker.lastPrice };
  }
}
