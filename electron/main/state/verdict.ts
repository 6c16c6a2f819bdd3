import { assertNever } from '@shared/domain/assert-never';
import type { Outcome } from '../exchange/outcome';

/** Ends of calls that say nothing of key and exchange. */
const PASSING: ReadonlySet<string> = new Set(['rate-limit', 'cancelled', 'closed']);

/** One word for what an outcome says of key and exchange; undefined for what passes by itself (limits, calls that were called off). */
function verdictOf(outcome: Outcome<unknown>): string | undefined {
  switch (outcome.kind) {
    case 'answer':
      return 'works';
    case 'refused':
      return outcome.refusal.meaning === 'rate-limit' ? undefined : outcome.refusal.meaning;
    case 'not-sent':
    case 'unknown':
      return PASSING.has(outcome.reason.cause) ? undefined : outcome.reason.cause;
    default:
      return assertNever(outcome);
  }
}

/** Passes an outcome on when it says something of the key or the exchange that the one before did not. */
export function whenVerdictChanges(
  onVerdict: (outcome: Outcome<unknown>) => void,
): (outcome: Outcome<unknown>) => void {
  let last: string | undefined;
  return (outcome) => {
    const verdict = verdictOf(outcome);
    if (verdict === undefined || verdict === last) return;
    last = verdict;
    onVerdict(outcome);
  };
}
