import type { Incidents } from '../exchange/streams/incidents';
import type { UserEvent } from '../exchange/streams/user-events';

/** Events remembered, so that one that comes a second time is known: a repetition comes within seconds. */
const REMEMBERED = 512;

/**
 * Tells events that came before from news, and counts what comes twice or late. A late event is news all the same: it may be the
 * only one about its order or asset.
 */
export function createNewsCheck(incidents: Incidents | undefined): (event: UserEvent) => boolean {
  const seen = new Set<string>();
  let latest = Number.NEGATIVE_INFINITY;

  return (event) => {
    const words = JSON.stringify(event);
    if (seen.has(words)) {
      incidents?.report('duplicate', `${nameOf(event)} came a second time.`);
      return false;
    }
    seen.add(words);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    if (event.eventTime < latest) {
      incidents?.report('out-of-order', `${nameOf(event)} came ${latest - event.eventTime} ms late.`);
    }
    latest = Math.max(latest, event.eventTime);
    return true;
  };
}

function nameOf(event: UserEvent): string {
  return event.kind === 'account'
    ? 'An event of the balances'
    : `An event of order ${event.orderId} on ${event.symbol}`;
}
