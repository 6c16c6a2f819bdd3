import { assertNever } from '@shared/domain/assert-never';
import { fail, type AppError } from '@shared/domain/result';
import type { NotSent, Outcome, Refusal, Unknown } from './outcome';

type Failure = Exclude<Outcome<unknown>, { kind: 'answer' }>;

/**
 * What the user is told of a request that brought no answer. Codes: `refused.<meaning>`, `not-sent.<cause>`, and for a request with
 * an effect `order.unknown` (it may have been done), else `no-answer.<cause>`.
 */
export function errorOf(failure: Failure, effect: boolean): AppError {
  switch (failure.kind) {
    case 'refused':
      return refusalError(failure.refusal);
    case 'not-sent':
      return notSentError(failure.reason);
    case 'unknown':
      return unknownError(failure.reason, effect);
    default:
      return assertNever(failure);
  }
}

function refusalError(refusal: Refusal): AppError {
  return fail(`refused.${refusal.meaning}`, refusal.message, {
    retryable: refusal.meaning === 'rate-limit' || refusal.meaning === 'timestamp',
    details: {
      code: String(refusal.code),
      message: refusal.message,
      ...(refusal.filter === undefined ? {} : { filter: refusal.filter }),
      ...waitDetails(refusal.retryAfterMs),
    },
  }).error;
}

function notSentError(reason: NotSent): AppError {
  return fail(`not-sent.${reason.cause}`, reason.message, {
    retryable: true,
    details: { message: reason.message, ...waitDetails(reason.retryAfterMs) },
  }).error;
}

function unknownError(reason: Unknown, effect: boolean): AppError {
  const details = { cause: reason.cause, message: reason.message };
  return effect
    ? fail('order.unknown', `No answer: it may have been done. ${reason.message}`, { details }).error
    : fail(`no-answer.${reason.cause}`, reason.message, { retryable: true, details }).error;
}

function waitDetails(retryAfterMs: number | undefined): Record<string, string> {
  return retryAfterMs === undefined ? {} : { seconds: String(Math.ceil(retryAfterMs / 1000)) };
}
