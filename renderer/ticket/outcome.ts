import { compare, divideDown, isZero } from '@shared/domain/decimal';
import type { Order } from '@shared/domain/order';
import type { JournalOrder } from '@shared/domain/order-life';
import type { AppError, Result } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import { visibleText } from '@shared/domain/visible-text';
import { formatAmount, formatRounded } from '../format/amount';
import { averageOf } from '../history/history-row';
import { phaseKey } from '../orders/phase-key';
import { errorText, t } from '../state/language';
import { statusText } from '../orders/status-text';

/** What became of an order, in one sentence. `unknown` is the one that must not be sent again by hand. */
export interface Outcome {
  readonly tone: 'good' | 'plain' | 'bad' | 'unknown';
  readonly text: string;
}

export function placedOutcome(order: Order, rules: SpotSymbol): Outcome {
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

export function quietOutcome(text: string): Outcome {
  return { tone: 'plain', text };
}

/** What became of an order whose answer was lost. */
export function fateOutcome(order: JournalOrder, rules: SpotSymbol): Outcome {
  const id = order.orderId ?? '–';
  const asset = visibleText(rules.baseAsset);
  const quantity = formatAmount(order.quantity, 0);
  switch (order.phase) {
    case 'open':
      return { tone: 'plain', text: t('ticket.fate.open', { id }) };
    case 'partly-filled': {
      const filled = formatAmount(order.executedQuantity, 0);
      return { tone: 'plain', text: t('ticket.fate.partly', { id, filled, quantity, asset }) };
    }
    case 'filled': {
      const price = averageOf(order, rules.quotePrecision) || formatAmount(order.price, rules.quotePrecision);
      return { tone: 'good', text: t('ticket.fate.filled', { quantity, asset, price }) };
    }
    case 'never-placed':
      return { tone: 'plain', text: t('ticket.fate.never-placed') };
    default: {
      const state = t(phaseKey(order));
      return order.reason
        ? { tone: 'bad', text: t('ticket.fate.otherReason', { state, reason: errorText(order.reason) }) }
        : { tone: 'plain', text: t('ticket.fate.other', { state }) };
    }
  }
}

/** The order that held back an identical one is settled. */
export function heldSettledOutcome(order: JournalOrder): Outcome {
  return quietOutcome(t('ticket.held.settled', { state: t(phaseKey(order)) }));
}

export function refusedOutcome(error: AppError): Outcome {
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
