import { isZero, type Decimal } from '@shared/domain/decimal';
import type { OrderPhase } from '@shared/domain/order-life';

/**
 * The phase that a status of the exchange means. PROTOCOL: "an unknown one is shown as it is, never dropped": it may still rest, so
 * nothing is concluded from it.
 */
export function phaseOf(status: string, executedQuantity: Decimal): OrderPhase {
  switch (status) {
    case 'FILLED':
      return 'filled';
    case 'CANCELED':
    case 'CANCLEFILLED':
      return 'cancelled';
    case 'EXPIRED':
      return 'expired';
    case 'FAIL':
    case 'REJECTED':
      return 'refused';
    default:
      return isZero(executedQuantity) ? 'open' : 'partly-filled';
  }
}
