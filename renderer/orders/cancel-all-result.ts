import type { CancelledAll } from '@shared/contract/commands';
import type { AppError, Result } from '@shared/domain/result';

/** What became of cancelling all. `unknown`: the answer was lost, and some may be cancelled. */
export type CancelAllOutcome =
  | { readonly kind: 'none' | 'unknown' }
  | { readonly kind: 'done'; readonly cancelled: number }
  | {
      readonly kind: 'partly';
      readonly cancelled: number;
      readonly failed: CancelledAll['failed'];
      /** Why the first of them was not. */
      readonly reason: AppError;
    }
  | { readonly kind: 'failed'; readonly reason: AppError };

export function cancelAllOutcome(result: Result<CancelledAll>): CancelAllOutcome {
  if (!result.ok) {
    const { error } = result;
    return error.code === 'order.unknown' ? { kind: 'unknown' } : { kind: 'failed', reason: error };
  }
  const { cancelled, failed } = result.value;
  const [first] = failed;
  if (first) return { kind: 'partly', cancelled, failed, reason: first.error };
  return cancelled === 0 ? { kind: 'none' } : { kind: 'done', cancelled };
}
