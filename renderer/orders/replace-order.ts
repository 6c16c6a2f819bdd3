import type { ReplacingOrder } from '@shared/contract/commands';
import type { Decimal } from '@shared/domain/decimal';
import type { Result } from '@shared/domain/result';
import { send } from '../state/commands';

/** An open order, and what it shall be instead. */
export interface Replacement {
  readonly accountId: string;
  readonly symbol: string;
  readonly orderId: string;
  readonly price: Decimal;
  /** The whole of it, in the base asset: main takes off what the old one has filled. */
  readonly quantity: Decimal;
}

/** Cancels an order and places another one in its stead. One call is one intent: a repeated one is another. */
export function replaceOrder(replacement: Replacement): Promise<Result<ReplacingOrder>> {
  return send('order.replace', { intentId: crypto.randomUUID(), ...replacement });
}
