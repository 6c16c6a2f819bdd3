import type { LifeEventKind } from '@shared/domain/order-life';

export type EventTone = 'plain' | 'good' | 'warn' | 'bad';

/** The colour of an event's mark, beside its words. */
export function eventTone(kind: LifeEventKind): EventTone {
  switch (kind) {
    case 'accepted':
    case 'found':
    case 'fill':
      return 'good';
    case 'no-answer':
    case 'cancel-no-answer':
    case 'doubt':
    case 'replace-unsent':
    case 'restarted':
    case 'resent':
    case 'gone':
      return 'warn';
    case 'refused':
    case 'not-sent':
    case 'failed':
    case 'cancel-refused':
    case 'cancel-not-sent':
      return 'bad';
    default:
      return 'plain';
  }
}
