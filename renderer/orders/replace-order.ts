import type { ReplacingOrder } from '@shared/contract/commands';
import type { Decimal } from '@shared/domain/decimal';
import type { AppError, Result } from '@shared/domain/result';
import { send } from '../state/commands';
import { errorText, t } from '../state/language';

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

/** Why a change did not come about, in plain words; of a new order that was refused also its own reason. */
export function changeFailure(error: AppError): string {
  const { code, details = {} } = error;
  if (code === 'order.unknown') return t('replace.unknown');
  const { cause } = details;
  if (code === 'replace.unsent' && cause !== undefined) {
    const message = details['message'] ?? '';
    return `${errorText(error)} ${errorText({ code: cause, message, retryable: false, details })}`;
  }
  return code.startsWith('replace.') ? errorText(error) : t('replace.failed', { reason: errorText(error) });
}
