import { assertNever } from '@shared/domain/assert-never';
import type { CancelAllOutcome } from '../orders/cancel-all-result';
import { errorText, t } from '../state/language';

/** What became of cancelling all, in one sentence for the band. */
export function cancelledText(outcome: CancelAllOutcome): string {
  switch (outcome.kind) {
    case 'none':
    case 'unknown':
      return t(`cancelAll.${outcome.kind}`);
    case 'done':
      return t('cancelAll.done', { cancelled: outcome.cancelled });
    case 'partly':
      return t('cancelAll.partly', {
        cancelled: outcome.cancelled,
        failed: outcome.failed.length,
        reason: errorText(outcome.reason),
      });
    case 'failed':
      return t('cancelAll.failed', { reason: errorText(outcome.reason) });
    default:
      return assertNever(outcome);
  }
}
