import { compare, divideDown, isZero } from '@shared/domain/decimal';
import type { Order } from '@shared/domain/order';
import type { AppError, Result } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import { visibleText } from '@shared/domain/visible-text';
import { formatAmount, formatRounded } from '../format/amount';
import { errorText, t } from '../state/language';
import { statusText } from '../orders/status-text';

/** What became of an order, in one sentence. `unknown` is the one that must not be sent again by hand. */
export interface Outcome {
  readonly tone: 'good' | 'plain' | 'bad' | 'unknown';
  readonly text: string;
}

export function placedOutcome(result: Result<Order>, rules: SpotSymbol): Outcome {
  if (!result.ok) return refusedOutcome(result.error);
  const order = result.value;
  const asset = visibleText(rules.baseAsset);
  const quantity = formatAmount(order.quantity, 0);
  const price = formatAmount(order.price, rules.quotePrecision);
  switch (order.status) {
    case 'NEW':
      return {
        tone: 'plain',
        text: t('ticket.result.resting', {
          id: order.orderId,
          side: t(order.side === 'BUY' ? 'ticket.buying' : 'ticket.selling'),
          quantity,
          asset,
          price,
        }),
      };
    case 'PARTIALLY_FILLED':
      return {
        tone: 'plain',
        text: t('ticket.result.partly', {
          id: order.orderId,
          filled: formatAmount(order.executedQuantity, 0),
          quantity,
          asset,
          price,
        }),
      };
    case 'FILLED':
      return {
        tone: 'good',
        text: t('ticket.result.filled', {
          side: t(order.side === 'BUY' ? 'ticket.bought' : 'ticket.sold'),
          quantity,
          asset,
          price: averagePrice(order, rules),
        }),
      };
    default:
      return {
        tone: 'bad',
        text: t('ticket.result.other', { id: order.orderId, status: statusText(order.status) }),
      };
  }
}

export function testedOutcome(result: Result<null>): Outcome {
  return result.ok ? { tone: 'good', text: t('ticket.testPassed') } : refusedOutcome(result.error);
}

function refusedOutcome(error: AppError): Outcome {
  if (error.code === 'order.unknown') return { tone: 'unknown', text: t('ticket.result.unknown') };
  const hint = error.hint ? ` ${visibleText(error.hint)}` : '';
  return { tone: 'bad', text: `${t('ticket.result.refused', { reason: errorText(error) })}${hint}` };
}

/** Executed quote ÷ executed base: what was really paid or got per unit. */
function averagePrice(order: Order, rules: SpotSymbol): string {
  if (isZero(order.executedQuantity)) return formatAmount(order.price, rules.quotePrecision);
  const average = divideDown(order.executedQuote, order.executedQuantity, rules.quotePrecision + 2);
  return compare(average, order.price) === 0
    ? formatAmount(order.price, rules.quotePrecision)
    : formatRounded(average, rules.quotePrecision);
}
