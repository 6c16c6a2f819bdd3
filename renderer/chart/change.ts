import type { CandleList } from '../state/candle-list';

/**
 * How a drawn list becomes the next one: `tail` when only candles from `from` on are new or different, which a series takes one by
 * one; `whole` when anything before the last drawn candle differs, or candles went.
 */
export type CandleChange =
  { readonly kind: 'none' } | { readonly kind: 'tail'; readonly from: number } | { readonly kind: 'whole' };

/** Identity tells sameness: {@link CandleList} keeps the object of a candle that did not change. */
export function changeBetween(drawn: CandleList, next: CandleList): CandleChange {
  if (drawn === next) return { kind: 'none' };
  if (drawn.length === 0 || next.length < drawn.length) return { kind: 'whole' };
  const last = drawn.length - 1;
  for (let at = 0; at < last; at += 1) if (drawn[at] !== next[at]) return { kind: 'whole' };
  if (drawn[last]?.openTime !== next[last]?.openTime) return { kind: 'whole' };
  const from = drawn[last] === next[last] ? drawn.length : last;
  return from === next.length ? { kind: 'none' } : { kind: 'tail', from };
}
