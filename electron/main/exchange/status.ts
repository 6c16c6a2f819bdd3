import { assertNever } from '@shared/domain/assert-never';
import type { ClockReading } from './clock';
import type { NotSentCause, Outcome } from './outcome';

/** What a window may know about a connection; it never holds the key, the secret, a signature or a signed address. */
export interface ExchangeStatus {
  readonly clock: ClockReading | null;
  /** Unix ms of this machine; any HTTP answer counts, also a refusal. */
  readonly lastAnswerAt: number | null;
  /** Smoothed time from the first byte written to the head of the answer, ms. */
  readonly latencyMs: number | null;
  /** Weight spent within the limit's interval (a minute), by this app and, as far as the server told, by others. */
  readonly usedWeight: number;
  readonly weightLimit: number;
  /** Orders of this account within the longest interval that the exchange limits (a day). */
  readonly orderCount: number;
  readonly orderLimit: number;
  /** Unix ms before which nothing is sent (429, 418), or null. */
  readonly blockedUntil: number | null;
  /** Requests held back by the limits now. */
  readonly waiting: number;
  /** The last failure to get a usable answer since the last answer, or null. */
  readonly failure: { readonly cause: string; readonly message: string; readonly at: number } | null;
  readonly counters: {
    readonly answers: number;
    readonly refusals: number;
    readonly notSent: number;
    readonly unknown: number;
  };
}

export const initialStatus: ExchangeStatus = {
  clock: null,
  lastAnswerAt: null,
  latencyMs: null,
  usedWeight: 0,
  weightLimit: 0,
  orderCount: 0,
  orderLimit: 0,
  blockedUntil: null,
  waiting: 0,
  failure: null,
  counters: { answers: 0, refusals: 0, notSent: 0, unknown: 0 },
};

/** Weight of the newest round trip in the smoothed one. */
const SMOOTHING = 0.2;

/** Not sent for a reason of ours, which says nothing about the way to the exchange. */
const OURS: ReadonlySet<NotSentCause> = new Set<NotSentCause>([
  'rate-limit',
  'cancelled',
  'closed',
  'invalid-parameters',
  'no-credentials',
]);

/** The status after a call ended at `at` (Unix ms). `response`: the HTTP answer, when there was one. */
export function statusAfter(
  status: ExchangeStatus,
  outcome: Outcome<unknown>,
  response: { readonly sentAt: number; readonly answeredAt: number } | undefined,
  at: number,
): ExchangeStatus {
  const { counters } = status;
  const heard =
    response === undefined ? {} : { lastAnswerAt: at, latencyMs: smoothed(status.latencyMs, response) };
  switch (outcome.kind) {
    case 'answer':
      return { ...status, ...heard, failure: null, counters: { ...counters, answers: counters.answers + 1 } };
    case 'refused':
      return {
        ...status,
        ...heard,
        failure: null,
        counters: { ...counters, refusals: counters.refusals + 1 },
      };
    case 'not-sent': {
      const { cause, message } = outcome.reason;
      const failure = OURS.has(cause) ? status.failure : { cause, message, at };
      return { ...status, failure, counters: { ...counters, notSent: counters.notSent + 1 } };
    }
    case 'unknown': {
      const { cause, message } = outcome.reason;
      const failure = { cause, message, at };
      return { ...status, ...heard, failure, counters: { ...counters, unknown: counters.unknown + 1 } };
    }
    default:
      return assertNever(outcome);
  }
}

function smoothed(
  before: number | null,
  { sentAt, answeredAt }: { sentAt: number; answeredAt: number },
): number {
  const now = answeredAt - sentAt;
  return before === null ? now : before + SMOOTHING * (now - before);
}
