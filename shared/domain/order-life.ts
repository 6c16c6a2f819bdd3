import type { Decimal } from './decimal';
import type { Side } from './order';
import type { AppError } from './result';

/**
 * Where an order is in its life, as the journal knows it. PROTOCOL: there is no client order id, so between `submitting` and the first
 * word of the exchange nobody can say what became of an order.
 * - `submitting`: committed to the journal; it may be on its way.
 * - `unknown`: it may have taken effect; it is being looked for.
 * - `open`, `partly-filled`: it rests in the book.
 * - `filled`, `cancelled` (perhaps after fills), `expired`: it ended at the exchange.
 * - `refused`: the exchange said no. `not-sent`: it certainly never left. `never-placed`: its answer was lost, and it is not there.
 * - `gone`: it was there, and the exchange knows it no more and does not say how it ended.
 */
export const ORDER_PHASES = [
  'submitting',
  'unknown',
  'open',
  'partly-filled',
  'filled',
  'cancelled',
  'expired',
  'refused',
  'not-sent',
  'never-placed',
  'gone',
] as const;
export type OrderPhase = (typeof ORDER_PHASES)[number];

/** `here`: an intent of this journal. `elsewhere`: placed by another client of the account, or before the journal began. */
export type OrderOrigin = 'here' | 'elsewhere';

/** `asked`: a cancel is on its way. `unknown`: its answer was lost; the order is being asked for. */
export type CancelState = 'none' | 'asked' | 'unknown';

/** An order as the journal has it and as windows see it. */
export interface JournalOrder {
  /** The journal's own number; grows. */
  readonly entryId: number;
  readonly accountId: string;
  readonly origin: OrderOrigin;
  readonly symbol: string;
  readonly side: Side;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly phase: OrderPhase;
  readonly cancel: CancelState;
  /** The exchange's id; digits, null while it is not known. */
  readonly orderId: string | null;
  /** The exchange's own word (PROTOCOL: NEW, CANCLEFILLED …), or empty before its first. */
  readonly status: string;
  readonly executedQuantity: Decimal;
  readonly executedQuote: Decimal;
  /** Unix ms: when it was committed here (this machine's clock), or when the exchange accepted one from elsewhere. */
  readonly createdAt: number;
  /** Unix ms of this machine: the last news of it. */
  readonly changedAt: number;
  /** Unix ms of the server: when the exchange last changed it, as it says; null while it said nothing. */
  readonly updateTime: number | null;
  /** Unix ms of the server's clock after which it (or its cancel) can take effect no more; null when there is no such question. */
  readonly effectUntil: number | null;
  /** Why it was refused, not sent or is unknown. */
  readonly reason: AppError | null;
}

/** Phases in which nothing more can happen. */
export function isEnded(phase: OrderPhase): boolean {
  return phase !== 'submitting' && phase !== 'unknown' && phase !== 'open' && phase !== 'partly-filled';
}

/** Whether nobody can say whether the order was placed, or whether its cancel was done. */
export function isUnsettled(order: Pick<JournalOrder, 'phase' | 'cancel'>): boolean {
  return order.phase === 'submitting' || order.phase === 'unknown' || order.cancel !== 'none';
}

/** What happened to an order, one line of its timeline. Each is a message key `timeline.<kind>`. */
export const LIFE_EVENTS = [
  /** The intent is in the journal, before anything left. */
  'committed',
  /** Sent once more: the first answer proved that it had not been executed. */
  'resent',
  'accepted',
  'refused',
  'not-sent',
  /** No usable answer: it may have been placed. */
  'no-answer',
  /** Perch ended while it was on its way and found it unsettled at the next start. */
  'restarted',
  /** Found at the exchange by symbol, side, price, quantity and time; `where` is open, history or stream. */
  'found',
  /** Looked for everywhere after the last moment at which it could take effect, and not there. */
  'never-placed',
  /** Looked for, and something does not fit; `why` is a key. */
  'doubt',
  'fill',
  'cancel-asked',
  'cancelled',
  /** The exchange refused the cancel: what the order is instead follows. */
  'cancel-refused',
  'cancel-not-sent',
  'cancel-no-answer',
  /** The cancel can take effect no more and the order still rests. */
  'cancel-not-done',
  'expired',
  /** The exchange ended it by itself (FAIL, REJECTED). */
  'failed',
  /** The exchange knows it no more. */
  'gone',
  /** The user looked and settled it. */
  'dismissed',
  /** First heard of, placed elsewhere or before the journal began. */
  'seen',
  /** It is to be cancelled and placed anew with `price` and `quantity`, of which what was filled is taken off. */
  'replace-asked',
  /** It was cancelled for the order `entry`, of `quantity`. */
  'replaced',
  /** It is cancelled, and the order that was to take its place was not sent. */
  'replace-unsent',
  /** Nothing is to take its place any more; `why` is a key. */
  'replace-dropped',
  /** It takes the place of the order `entry`, of which `filled` had been filled. */
  'replaces',
] as const;
export type LifeEventKind = (typeof LIFE_EVENTS)[number];

/**
 * One line of a timeline. `details` are decimals, ids and keys for the message: of a fill `quantity`, `quote`, `price`, and when the
 * fee rate is known `fee` and `feeAsset`.
 */
export interface TimelineEvent {
  /** Unix ms of this machine. */
  readonly at: number;
  readonly kind: LifeEventKind;
  readonly details: Readonly<Record<string, string>>;
}

/**
 * Whether the account may trade. `reconciling`: orders of an earlier run are unsettled; `unwritable`: the journal cannot be written,
 * and no order leaves without it.
 */
export type TradingGate =
  | { readonly state: 'ready' }
  | { readonly state: 'reconciling'; readonly left: number }
  | { readonly state: 'unwritable'; readonly reason: string };

/** An order that was cancelled to be changed, and the changed one was not sent: a crash, a limit or the exchange came between. */
export interface UnsentReplacement {
  /** Of the cancelled order. */
  readonly entryId: number;
  readonly symbol: string;
  readonly side: Side;
  /** What is to be sent: what was wished, less what the cancelled one had filled. */
  readonly price: Decimal;
  readonly quantity: Decimal;
  /** Of the cancelled order. */
  readonly oldPrice: Decimal;
  readonly oldQuantity: Decimal;
  readonly filled: Decimal;
  /** Why it was not sent; null when Perch ended before it could be. */
  readonly reason: AppError | null;
}

/** What windows see of the journal of the active account. History is asked for by pages. */
export interface JournalState {
  readonly accountId: string;
  readonly gate: TradingGate;
  /** Orders of which something is not known: newest first. */
  readonly unsettled: readonly JournalOrder[];
  /** Changed orders that wait for somebody to send them, oldest first. */
  readonly unsent: readonly UnsentReplacement[];
  /** Goes up with every change of the journal: a page that was read before may be old. */
  readonly revision: number;
}

export interface HistoryFilter {
  readonly symbol?: string | undefined;
  readonly side?: Side | undefined;
  readonly phases?: readonly OrderPhase[] | undefined;
  readonly origin?: OrderOrigin | undefined;
  /** Unix ms of `createdAt`, both included. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}
