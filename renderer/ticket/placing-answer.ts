import type { Order, OrderIntent } from '@shared/domain/order';
import type { AppError, Result } from '@shared/domain/result';
import { compare, isDecimal } from '@shared/domain/decimal';

/** An order that holds back an identical one. Times are Unix ms of this machine. */
export interface Held {
  readonly entryId: number;
  readonly since: number;
  /** When it can take effect no more; undefined when that cannot be told. */
  readonly until: number | undefined;
  /** What was held back. */
  readonly intent: OrderIntent;
}

/** What main's answer to a press means for the ticket. */
export type PlacingAnswer =
  | { readonly kind: 'placed'; readonly order: Order }
  | { readonly kind: 'held'; readonly held: Held }
  /** Main's question was declined. */
  | { readonly kind: 'declined' }
  /** It may have been placed; the number of the entry that tells what became of it, when it is known. */
  | { readonly kind: 'unknown'; readonly entryId: number | undefined }
  | { readonly kind: 'refused'; readonly error: AppError };

export function placingAnswer(result: Result<Order>, intent: OrderIntent): PlacingAnswer {
  if (result.ok) return { kind: 'placed', order: result.value };
  const { error } = result;
  const entryId = numberOf(error, 'entryId');
  switch (error.code) {
    case 'order.not-confirmed':
      return { kind: 'declined' };
    case 'order.unknown':
      return { kind: 'unknown', entryId };
    case 'order.held-back': {
      const since = numberOf(error, 'since');
      if (entryId === undefined || since === undefined) return { kind: 'refused', error };
      return { kind: 'held', held: { entryId, since, until: numberOf(error, 'until'), intent } };
    }
    default:
      return { kind: 'refused', error };
  }
}

function numberOf({ details }: AppError, name: string): number | undefined {
  const text = details?.[name] ?? '';
  return /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}

/** Whether both ask for the same; figures are compared as numbers, and what is no number as text. */
export function sameIntent(a: OrderIntent, b: OrderIntent): boolean {
  return a.symbol === b.symbol && a.side === b.side && same(a.price, b.price) && same(a.quantity, b.quantity);
}

function same(a: string, b: string): boolean {
  return isDecimal(a) && isDecimal(b) ? compare(a, b) === 0 : a === b;
}
