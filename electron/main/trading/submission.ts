import type { Order, OrderIntent } from '@shared/domain/order';
import { fail, type Result } from '@shared/domain/result';
import type { Decimal } from '@shared/domain/decimal';
import type { ExchangeConnection } from '../exchange/connection';
import type { NotSentCause, Outcome, SignedWindow } from '../exchange/outcome';
import { errorOf } from '../exchange/outcome-error';
import type { TimeSource } from '../exchange/time-source';
import { StorageError } from '../storage/storage-error';
import type { StoredOrder } from '../storage/stored-order';
import type { CommittedIntent, OrderJournal } from './journal/journal-types';
import type { EffectWindow, LifeEvent } from './life/order-life';
import { orderOfPlaced } from './wire-orders';

/** PROTOCOL: a timestamp may be less than 1 s ahead of the server's clock; it accepts nothing earlier than that. */
const AHEAD_MS = 1_000;
/** PROTOCOL: default recvWindow. */
const RECV_WINDOW_MS = 5_000;
/** A request that was not handed to the network within this time after its intent was committed is not handed to it any more, ms. */
const SEND_WITHIN_MS = 10_000;
/** How far the reckoning of the server's clock may be off when an intent is committed, ms. */
const CLOCK_SLACK_MS = 1_000;
const AGAIN_AFTER_MS = 300;

/** Failures to connect that may be over in a moment. All others would only fail again. */
const PASSING: ReadonlySet<NotSentCause> = new Set([
  'refused-connection',
  'unreachable',
  'connect-timeout',
  'proxy',
]);

/** What a submission goes through, in this order; for whoever must see what a sudden end at each does. */
export const SUBMISSION_STEPS = [
  'approved',
  'committing',
  'committed',
  'signed',
  'answered',
  'recorded',
  'sending-again',
] as const;
export type SubmissionStep = (typeof SUBMISSION_STEPS)[number];

/** What an order counts against the day's limit, in `valueAsset`; null when it cannot be told. */
export interface CountedValue {
  readonly value: Decimal | null;
  readonly valueAsset: string;
}

interface ApprovedIntent {
  readonly intentId: string;
  readonly intent: OrderIntent;
  /** Asked in the same turn as the commit, so that no other order comes between: whether it may still go, and what it counts. */
  readonly admit: () => Result<CountedValue>;
  readonly replaces?: CommittedIntent['replaces'];
}

interface SubmissionOptions {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow' | 'warm'>;
  readonly journal: OrderJournal;
  readonly time: Pick<TimeSource, 'monotonic' | 'after'>;
  /** ms; default that of PROTOCOL. */
  readonly recvWindow?: number | undefined;
  readonly onStep?: ((step: SubmissionStep) => void) | undefined;
}

/** Commits an intent, sends it, and commits what became of it. Answers the entry; an error when nothing was committed and nothing sent. */
export type Submit = (approved: ApprovedIntent) => Promise<Result<StoredOrder>>;

export function createSubmission(options: SubmissionOptions): Submit {
  const { connection, journal, time, recvWindow, onStep = () => undefined } = options;

  async function serverNow(): Promise<number | null> {
    const known = connection.serverNow();
    if (known !== null) return known;
    await connection.warm();
    return connection.serverNow();
  }

  /** Sends once. Answers what happened to the order by it. */
  async function attempt(entry: StoredOrder, deadline: number): Promise<LifeEvent> {
    const { symbol, side, quantity, price } = entry;
    const late = new AbortController();
    let signed: SignedWindow | undefined;
    const outcome = await connection.call(
      'placeOrder',
      { symbol, side, type: 'LIMIT', quantity, price, newOrderRespType: 'RESULT', recvWindow },
      {
        signal: late.signal,
        onSigned(window) {
          // After this moment the journal says that it can take effect no more.
          if (time.monotonic() > deadline) return late.abort();
          signed = window;
          onStep('signed');
        },
      },
    );
    onStep('answered');
    return eventOf(outcome, entry, signed);
  }

  return async (approved) => {
    onStep('approved');
    const now = await serverNow();
    if (now === null) {
      return fail('not-sent.clock', "The exchange's time is not known, so nothing was sent.", {
        retryable: true,
      });
    }
    const { intentId, intent, replaces } = approved;
    const admitted = approved.admit();
    if (!admitted.ok) return admitted;
    const deadline = time.monotonic() + SEND_WITHIN_MS;
    let entry: StoredOrder;
    try {
      onStep('committing');
      const window = committedWindow(now, recvWindow);
      entry = journal.commit({ intentId, intent, window, replaces, ...admitted.value });
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      return fail('journal.unwritable', 'The order journal cannot be written, so nothing was sent.', {
        retryable: true,
        details: { reason: error.message },
      });
    }
    onStep('committed');
    for (;;) {
      const event = await attempt(entry, deadline);
      const lived = journal.apply(entry.entryId, event);
      onStep('recorded');
      if (!lived.effects.includes('send')) return { ok: true, value: lived.order };
      entry = lived.order;
      onStep('sending-again');
      if (event.kind === 'not-sent') await new Promise<void>((go) => void time.after(AGAIN_AFTER_MS, go));
    }
  };
}

function committedWindow(serverNow: number, recvWindow = RECV_WINDOW_MS): EffectWindow {
  return {
    from: Math.floor(serverNow - AHEAD_MS - CLOCK_SLACK_MS),
    until: Math.ceil(serverNow + SEND_WITHIN_MS + recvWindow + CLOCK_SLACK_MS),
  };
}

function eventOf(
  outcome: Outcome<Parameters<typeof orderOfPlaced>[1]>,
  entry: StoredOrder,
  signed: SignedWindow | undefined,
): LifeEvent {
  switch (outcome.kind) {
    case 'answer':
      return { kind: 'told', order: orderOfPlaced(entry, outcome.value), by: 'answer' };
    case 'refused':
      // PROTOCOL -1021: "the order was NOT executed, so it may be sent again once with a new timestamp".
      return {
        kind: 'refused',
        error: errorOf(outcome, true),
        again: outcome.refusal.meaning === 'timestamp',
      };
    case 'not-sent':
      return { kind: 'not-sent', error: errorOf(outcome, true), again: PASSING.has(outcome.reason.cause) };
    case 'unknown': {
      const window = outcome.reason.window ?? signed;
      return {
        kind: 'no-answer',
        error: errorOf(outcome, true),
        window: window ? effectOf(window) : windowOf(entry),
      };
    }
  }
}

function effectOf({ timestamp, recvWindow }: SignedWindow): EffectWindow {
  return { from: timestamp - AHEAD_MS, until: timestamp + recvWindow };
}

function windowOf({ effectFrom, effectUntil }: StoredOrder): EffectWindow {
  return { from: effectFrom ?? 0, until: effectUntil ?? 0 };
}

/** What the answer to its intent says, as the command answers it. */
export function resultOf(entry: StoredOrder): Result<Order & { readonly entryId: number }> {
  const { entryId, phase, reason, orderId } = entry;
  if (orderId === null) {
    if (phase === 'submitting' || phase === 'unknown') {
      const message = reason?.message ?? 'It is not known whether the order was placed.';
      return fail('order.unknown', message, { details: { ...reason?.details, entryId: String(entryId) } });
    }
    if (reason !== null && phase !== 'never-placed') return { ok: false, error: reason };
    return fail('order.never-placed', 'The order was never placed.', {
      details: { entryId: String(entryId) },
    });
  }
  const { symbol, side, price, quantity, executedQuantity, executedQuote, status } = entry;
  return {
    ok: true,
    value: {
      entryId,
      symbol,
      orderId,
      side,
      type: 'LIMIT',
      timeInForce: 'GTC',
      price,
      quantity,
      executedQuantity,
      executedQuote,
      status,
      time: entry.placedAt ?? entry.createdAt,
      updateTime: entry.updateTime ?? entry.createdAt,
    },
  };
}
