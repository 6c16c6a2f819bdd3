import type { CancelledAll } from '@shared/contract/commands';
import type { Order } from '@shared/domain/order';
import { ok, type AppError, type Result } from '@shared/domain/result';
import type { ExchangeConnection } from '../exchange/connection';
import type { Outcome, SignedWindow } from '../exchange/outcome';
import { errorOf } from '../exchange/outcome-error';
import type { StoredOrder } from '../storage/stored-order';
import type { OrderJournal } from './journal/journal-types';
import { exchangeOrderOf } from './life/exchange-order';
import type { LifeEvent } from './life/order-life';
import type { Settlement } from './settlement';
import { orderOf, orderOfResult } from './wire-orders';

/** PROTOCOL: default recvWindow, with the time that a cancel may be held back. */
const LONGEST_EFFECT_MS = 15_000;
/** Cancels on their way at once when many orders are cancelled: they go before everything else, and others want to trade. */
const AT_ONCE = 4;

/** What a cancel goes through, for whoever must see what a sudden end at each does. */
export const CANCEL_STEPS = ['cancel-noted', 'cancel-signed', 'cancel-answered', 'cancel-recorded'] as const;
export type CancelStep = (typeof CANCEL_STEPS)[number];

interface CancellingOptions {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly journal: OrderJournal;
  readonly settlement: Pick<Settlement, 'asked'>;
  /** ms; default that of PROTOCOL. */
  readonly recvWindow?: number | undefined;
  readonly onStep?: ((step: CancelStep) => void) | undefined;
}

export interface Cancelling {
  /** Asks once; a lost answer is settled by asking for the order. Fails with what the order is instead where it is known. */
  cancel(symbol: string, orderId: string): Promise<Result<Order>>;
  /** Every open order, or those of a symbol: goes on through failures and tells each. */
  cancelAll(symbol?: string): Promise<CancelledAll>;
}

export function createCancelling(options: CancellingOptions): Cancelling {
  const { connection, journal, settlement, onStep = () => undefined } = options;
  const underWay = new Map<string, Promise<Result<Order>>>();

  /** The journal's entry of an order that the window names; asked for when the journal has none. */
  async function entryOf(symbol: string, orderId: string): Promise<StoredOrder | undefined> {
    const known = journal.byOrderId(symbol, orderId);
    if (known !== undefined) return known;
    const outcome = await connection.call('queryOrder', { symbol, orderId });
    if (outcome.kind === 'answer') journal.told([orderOf(outcome.value)], 'query');
    return journal.byOrderId(symbol, orderId);
  }

  async function send(symbol: string, orderId: string): Promise<Result<Order>> {
    const entry = await entryOf(symbol, orderId);
    const now = connection.serverNow() ?? Date.now();
    if (entry)
      journal.apply(entry.entryId, { kind: 'cancel-asked', until: Math.ceil(now + LONGEST_EFFECT_MS) });
    onStep('cancel-noted');
    let outcome = await request(symbol, orderId);
    // Certainly not done, and harmless when it is done twice.
    const again =
      (outcome.kind === 'refused' && outcome.refusal.meaning === 'timestamp') || outcome.kind === 'not-sent';
    if (again) outcome = await request(symbol, orderId);
    onStep('cancel-answered');
    const answer = await take(outcome, entry);
    onStep('cancel-recorded');
    return answer;
  }

  function request(symbol: string, orderId: string): Promise<Outcome<Parameters<typeof orderOfResult>[0]>> {
    const onSigned = (_: SignedWindow): void => onStep('cancel-signed');
    const { recvWindow } = options;
    return connection.call('cancelOrder', { symbol, orderId, recvWindow }, { onSigned });
  }

  async function take(
    outcome: Outcome<Parameters<typeof orderOfResult>[0]>,
    entry: StoredOrder | undefined,
  ): Promise<Result<Order>> {
    if (outcome.kind === 'answer') {
      const order = orderOfResult(outcome.value);
      journal.told([order], 'answer');
      return ok(order);
    }
    const error = errorOf(outcome, true);
    if (entry === undefined) return { ok: false, error };
    const { effects } = journal.apply(entry.entryId, eventOf(outcome, error, entry));
    if (effects.includes('ask')) await settlement.asked(entry.entryId);
    const after = journal.find(entry.entryId);
    const order = after && exchangeOrderOf(after);
    // The answer was lost and the cancel done all the same, as the order or its event says.
    if (after?.phase === 'cancelled' && outcome.kind === 'unknown' && order) return ok(order);
    const details = {
      ...error.details,
      ...(after ? { phase: after.phase, entryId: String(after.entryId) } : {}),
    };
    return { ok: false, error: { ...error, details } };
  }

  function cancel(symbol: string, orderId: string): Promise<Result<Order>> {
    const key = `${symbol} ${orderId}`;
    const known = underWay.get(key);
    if (known) return known;
    const answer = send(symbol, orderId).finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return answer;
  }

  async function cancelAll(symbol?: string): Promise<CancelledAll> {
    const waiting = journal
      .resting(symbol)
      .flatMap((entry) => (entry.orderId === null ? [] : [{ ...entry, orderId: entry.orderId }]));
    const failed: CancelledAll['failed'][number][] = [];
    let cancelled = 0;
    async function worker(): Promise<void> {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const answer = await cancel(next.symbol, next.orderId);
        if (answer.ok) cancelled += 1;
        else failed.push({ symbol: next.symbol, orderId: next.orderId, error: answer.error });
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { cancelled, failed };
  }

  return { cancel, cancelAll };
}

function eventOf(
  outcome: Exclude<Outcome<unknown>, { kind: 'answer' }>,
  error: AppError,
  { effectUntil }: StoredOrder,
): LifeEvent {
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'cancel-refused', error };
    case 'not-sent':
      return { kind: 'cancel-not-sent', error };
    case 'unknown': {
      const { window } = outcome.reason;
      const until = window ? window.timestamp + window.recvWindow : (effectUntil ?? 0);
      return { kind: 'cancel-no-answer', error, until };
    }
  }
}
