import { isZero } from '@shared/domain/decimal';
import type { JournalOrder } from '@shared/domain/order-life';
import type { MessageKey } from '@shared/i18n/en';

type PhaseKey = Extract<MessageKey, `phase.${string}`>;
export type PhaseTone = 'plain' | 'good' | 'warn' | 'bad';

/** The message that names where an order is in its life; a cancel in doubt comes first, and one after fills says so. */
export function phaseKey({ phase, cancel, executedQuantity }: JournalOrder): PhaseKey {
  if (cancel === 'unknown') return 'phase.cancelUnknown';
  return phase === 'cancelled' && !isZero(executedQuantity) ? 'phase.cancelledPartly' : `phase.${phase}`;
}

/** The colour that goes with the word, never instead of it. */
export function phaseTone({ phase, cancel }: Pick<JournalOrder, 'phase' | 'cancel'>): PhaseTone {
  if (cancel === 'unknown') return 'warn';
  switch (phase) {
    case 'filled':
    case 'partly-filled':
      return 'good';
    case 'submitting':
    case 'unknown':
    case 'gone':
      return 'warn';
    case 'refused':
    case 'not-sent':
    case 'never-placed':
      return 'bad';
    default:
      return 'plain';
  }
}
