import { assertNever } from '@shared/domain/assert-never';
import { compare, divideDown, isZero, subtract, type Decimal } from '@shared/domain/decimal';
import type { Order } from '@shared/domain/order';
import { isEnded, type LifeEventKind, type OrderPhase, type TimelineEvent } from '@shared/domain/order-life';
import type { AppError } from '@shared/domain/result';
import type { StoredOrder } from '../../storage/stored-order';
import { mergeOrder } from '../merge-order';
import { exchangeOrderOf } from './exchange-order';
import { phaseOf } from './phase';

/** Who told the state of an order. `answer`: to its own request or cancel; `open` and `history`: REST lists; `query`: asked by its id. */
export type ToldBy = 'answer' | 'open' | 'history' | 'query' | 'stream';

/** The period in which a request can take effect, Unix ms of the server's clock. */
export interface EffectWindow {
  readonly from: number;
  readonly until: number;
}

/** What can happen to an order. */
export type LifeEvent =
  /** The request certainly had no effect. `again`: it may be tried once more, if it was tried once. */
  | { readonly kind: 'refused' | 'not-sent'; readonly error: AppError; readonly again: boolean }
  /** It may have taken effect within `window`. */
  | { readonly kind: 'no-answer'; readonly error: AppError; readonly window: EffectWindow }
  /** It was on its way when Perch ended; it can take effect no more after `until`. */
  | { readonly kind: 'restarted'; readonly error: AppError; readonly until: number }
  | { readonly kind: 'told'; readonly order: Order; readonly by: ToldBy }
  /** Looked for everywhere after the last moment at which it could take effect. */
  | { readonly kind: 'not-there' }
  | { readonly kind: 'doubt'; readonly why: string }
  | { readonly kind: 'dismissed' }
  /** The order that it had been given is another entry's. */
  | { readonly kind: 'disowned' }
  | { readonly kind: 'cancel-asked'; readonly until: number }
  | { readonly kind: 'cancel-refused' | 'cancel-not-sent'; readonly error: AppError }
  /** It can be cancelled by that request until then, Unix ms of the server's clock. */
  | { readonly kind: 'cancel-no-answer'; readonly error: AppError; readonly until: number }
  /** It can be cancelled by that request no more, and it still rests. */
  | { readonly kind: 'cancel-not-done' }
  /** The exchange knows it no more. */
  | { readonly kind: 'gone' }
  /** What becomes of a wish to change it; the order itself is changed by none of these. */
  | { readonly kind: 'replace-asked'; readonly price: Decimal; readonly quantity: Decimal }
  | { readonly kind: 'replaced'; readonly by: number; readonly quantity: Decimal }
  | { readonly kind: 'replace-unsent'; readonly error: AppError }
  | { readonly kind: 'replace-dropped'; readonly why: string };

/** What is to be done next, by whoever drives the life. */
export type Effect =
  /** Hand the request to the network (once more). */
  | 'send'
  /** Look for it among the orders of the exchange. */
  | 'look-for'
  /** Ask the exchange for it by its id. */
  | 'ask';

export interface Lived {
  readonly order: StoredOrder;
  /** To be committed with it. */
  readonly events: readonly TimelineEvent[];
  readonly effects: readonly Effect[];
}

/** Tries per intent: the first, and one more after an answer that proves that the first was not executed. */
const MOST_ATTEMPTS = 2;
/** Of an entry of which the exchange has told nothing. */
const NOTHING_TOLD = {
  orderId: null,
  status: '',
  executedQuantity: '0',
  executedQuote: '0',
  placedAt: null,
  updateTime: null,
} as const satisfies Partial<StoredOrder>;
/** Decimals of a price that is worked out from a fill. */
const FILL_PRICE_PLACES = 12;

/**
 * The life of an order as a function: state and event make the next state, what its timeline says, and what is to be done. Answers
 * undefined when the event changes nothing: it comes too late, a second time, or cannot be. Fills only grow, an end stays, and
 * nothing but `refused` and `not-sent` of a first try ever makes a request go again.
 *
 * @param at Unix ms of this machine
 */
export function live(order: StoredOrder, event: LifeEvent, at: number): Lived | undefined {
  const change = changeOf(order, event);
  if (change === undefined) return undefined;
  const { lines = [], effects = [], ...fields } = change;
  const events = lines.map(([kind, details = {}]): TimelineEvent => ({ at, kind, details }));
  return { order: { ...order, ...fields, changedAt: at }, events, effects };
}

type Line = readonly [kind: LifeEventKind, details?: Readonly<Record<string, string>>];
type Change = Partial<StoredOrder> & {
  readonly lines?: readonly Line[];
  readonly effects?: readonly Effect[];
};

function changeOf(order: StoredOrder, event: LifeEvent): Change | undefined {
  const pending = order.phase === 'submitting' || order.phase === 'unknown';
  switch (event.kind) {
    case 'refused':
    case 'not-sent':
      return order.phase === 'submitting' ? failed(order, event) : undefined;
    case 'no-answer':
      if (order.phase !== 'submitting') return undefined;
      return {
        phase: 'unknown',
        reason: event.error,
        effectFrom: event.window.from,
        effectUntil: event.window.until,
        lines: [['no-answer', reasonOf(event.error)]],
        effects: ['look-for'],
      };
    case 'restarted':
      if (order.phase !== 'submitting') return undefined;
      return {
        phase: 'unknown',
        reason: event.error,
        effectUntil: Math.min(order.effectUntil ?? event.until, event.until),
        lines: [['restarted']],
        effects: ['look-for'],
      };
    case 'told':
      return told(order, event.order, event.by);
    case 'not-there':
      if (order.phase !== 'unknown') return undefined;
      return { phase: 'never-placed', lines: [['never-placed']] };
    case 'doubt':
      return order.phase === 'unknown'
        ? { lines: [['doubt', { why: event.why }]], effects: ['look-for'] }
        : undefined;
    case 'dismissed':
      if (order.phase === 'unknown') return { phase: 'never-placed', lines: [['dismissed']] };
      return undefined;
    case 'disowned':
      if (order.orderId === null) return undefined;
      return {
        ...NOTHING_TOLD,
        phase: 'unknown',
        effectUntil: longestWindow(order),
        lines: [['doubt', { why: 'disowned' }]],
        effects: ['look-for'],
      };
    case 'cancel-asked':
      if (pending || isEnded(order.phase) || order.cancel === 'asked') return undefined;
      return { cancel: 'asked', effectUntil: event.until, lines: [['cancel-asked']] };
    case 'cancel-refused':
    case 'cancel-not-sent':
      if (order.cancel !== 'asked') return undefined;
      return {
        cancel: 'none',
        effectUntil: null,
        lines: [[event.kind, reasonOf(event.error)]],
        effects: event.kind === 'cancel-refused' ? ['ask'] : [],
      };
    case 'cancel-no-answer':
      if (order.cancel !== 'asked') return undefined;
      return {
        cancel: 'unknown',
        effectUntil: event.until,
        lines: [['cancel-no-answer', reasonOf(event.error)]],
        effects: ['ask'],
      };
    case 'cancel-not-done':
      if (order.cancel === 'none') return undefined;
      return { cancel: 'none', effectUntil: null, lines: [['cancel-not-done']] };
    case 'gone':
      if (pending || isEnded(order.phase)) return undefined;
      return { phase: 'gone', cancel: 'none', effectUntil: null, lines: [['gone']] };
    case 'replace-asked':
      if (pending || isEnded(order.phase)) return undefined;
      return { lines: [['replace-asked', { price: event.price, quantity: event.quantity }]] };
    case 'replaced':
      return { lines: [['replaced', { entry: String(event.by), quantity: event.quantity }]] };
    case 'replace-unsent':
      return { lines: [['replace-unsent', reasonOf(event.error)]] };
    case 'replace-dropped':
      return { lines: [['replace-dropped', { why: event.why }]] };
    default:
      return assertNever(event);
  }
}

function failed(order: StoredOrder, event: Extract<LifeEvent, { kind: 'refused' | 'not-sent' }>): Change {
  const again = event.again && order.attempts < MOST_ATTEMPTS;
  const details = reasonOf(event.error);
  if (again) {
    return {
      attempts: order.attempts + 1,
      lines: [[event.kind, details], ['resent']],
      effects: ['send'],
    };
  }
  return { phase: event.kind, reason: event.error, effectUntil: null, lines: [[event.kind, details]] };
}

/** Takes what the exchange says of the order; of one in doubt it is the word that was waited for. */
function told(order: StoredOrder, news: Order, by: ToldBy): Change | undefined {
  // What was certainly not placed has no order; nobody may give it one.
  if (order.phase === 'refused' && order.orderId === null) return undefined;
  if (order.phase === 'not-sent' || (order.orderId !== null && order.orderId !== news.orderId))
    return undefined;
  const known = exchangeOrderOf(order);
  const newer =
    known === undefined ||
    (news.updateTime >= known.updateTime && compare(news.executedQuantity, known.executedQuantity) >= 0);
  // The exchange still has an order that was given up: it is believed, as whoever asks by the id can be.
  const back = order.phase === 'gone' && (by === 'query' || by === 'open' || by === 'history');
  if (order.phase === 'gone' && !back) return undefined;
  const merged = known === undefined ? news : mergeOrder(known, news, newer);
  const phase = phaseOf(merged.status, merged.executedQuantity);
  const lines = [
    ...placingLines(order, merged, by),
    ...fillLines(order, merged),
    ...endLines(order, phase, merged),
  ];
  const timed = by === 'open' || by === 'history' || by === 'query';
  const placedAt = timed || order.placedAt === null ? news.time : order.placedAt;
  const cancel = isEnded(phase) ? 'none' : order.cancel;
  const change: Change = {
    phase,
    cancel,
    orderId: merged.orderId,
    status: merged.status,
    executedQuantity: merged.executedQuantity,
    executedQuote: merged.executedQuote,
    placedAt,
    updateTime: merged.updateTime,
    effectUntil: cancel === 'none' ? null : order.effectUntil,
    reason: phase === 'refused' ? failure(merged.status) : null,
  };
  const isNews =
    lines.length > 0 ||
    (Object.keys(change) as (keyof StoredOrder)[]).some((key) => differs(order, change, key));
  return isNews ? { ...change, lines } : undefined;
}

function differs(order: StoredOrder, change: Partial<StoredOrder>, key: keyof StoredOrder): boolean {
  const [before, after] = [order[key], change[key]];
  return key === 'reason' ? (before === null) !== (after === null) : before !== after;
}

function placingLines(order: StoredOrder, merged: Order, by: ToldBy): Line[] {
  if (order.orderId !== null) return [];
  const { orderId } = merged;
  return order.phase === 'submitting' ? [['accepted', { orderId }]] : [['found', { orderId, where: by }]];
}

function fillLines(order: StoredOrder, merged: Order): Line[] {
  const growth = subtract(merged.executedQuantity, order.executedQuantity);
  if (growth.startsWith('-') || isZero(growth)) return [];
  const quote = subtract(merged.executedQuote, order.executedQuote);
  const isPriced = !quote.startsWith('-') && !isZero(quote);
  return [
    [
      'fill',
      {
        quantity: growth,
        quote: isPriced ? quote : '0',
        ...(isPriced ? { price: divideDown(quote, growth, FILL_PRICE_PLACES) } : {}),
        total: merged.executedQuantity,
      },
    ],
  ];
}

function endLines(order: StoredOrder, phase: OrderPhase, merged: Order): Line[] {
  if (phase === order.phase) return [];
  if (phase === 'cancelled') return [['cancelled', { executed: merged.executedQuantity }]];
  if (phase === 'expired') return [['expired', { executed: merged.executedQuantity }]];
  if (phase === 'refused') return [['failed', { status: merged.status }]];
  return [];
}

function failure(status: string): AppError {
  return {
    code: 'order.failed',
    message: `The exchange ended the order by itself: ${status}.`,
    retryable: false,
    details: { status },
  };
}

/** PROTOCOL: recvWindow is at most 60 s; with the time that a request may be held back. */
function longestWindow({ effectFrom }: StoredOrder): number {
  return (effectFrom ?? 0) + 70_000;
}

/** The code and the words of a failure with its details, for a line. */
function reasonOf({ code, message, details }: AppError): Record<string, string> {
  // The exchange's own number is a detail of the same name.
  const { code: refusal, ...rest } = details ?? {};
  return { message, ...rest, ...(refusal === undefined ? {} : { refusal }), code };
}
