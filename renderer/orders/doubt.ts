import type { JournalOrder } from '@shared/domain/order-life';

/** What is not known of an order now. */
type DoubtKind = 'sending' | 'unknown' | 'cancelAsked' | 'cancelUnknown';

export interface Doubt {
  readonly kind: DoubtKind;
  /** Since it was sent, or for a cancel since the last news of it; ms. */
  readonly ageMs: number;
  /** How long the request can still take effect, ms; undefined when it can no more. */
  readonly leftMs: number | undefined;
}

/**
 * @param now Unix ms of this machine
 * @param clockOffsetMs the server's clock minus this machine's
 */
export function doubtOf(order: JournalOrder, now: number, clockOffsetMs: number): Doubt | undefined {
  const kind = kindOf(order);
  if (!kind) return undefined;
  const since = kind === 'sending' || kind === 'unknown' ? order.createdAt : order.changedAt;
  const left = order.effectUntil === null ? 0 : order.effectUntil - (now + clockOffsetMs);
  return { kind, ageMs: Math.max(0, now - since), leftMs: left > 0 ? left : undefined };
}

function kindOf({ phase, cancel }: JournalOrder): DoubtKind | undefined {
  if (phase === 'submitting') return 'sending';
  if (phase === 'unknown') return 'unknown';
  if (cancel === 'asked') return 'cancelAsked';
  return cancel === 'unknown' ? 'cancelUnknown' : undefined;
}
