import { ok } from '@shared/domain/result';
import type { AlertBook, AlertPlace } from '../../alerts/alert-book';
import type { Handlers } from '../router';

type AlertHandlers = Pick<
  Handlers,
  'alert.create' | 'alert.change' | 'alert.remove' | 'alert.snooze' | 'alert.dismiss' | 'alert.pause'
>;

const MINUTE_MS = 60_000;

/** @param place where the desk is now: a new alert belongs there */
export function alertHandlers(book: AlertBook, place: () => AlertPlace, now: () => number): AlertHandlers {
  return {
    'alert.create': async (choices) => book.create(choices, place(), now()),
    'alert.change': async ({ alertId, changes }) => book.change(alertId, changes, now()),
    'alert.remove': async ({ alertId }) => book.remove(alertId),
    'alert.snooze': async ({ alertId, minutes }) => book.snooze(alertId, now() + minutes * MINUTE_MS, now()),
    'alert.dismiss': async ({ firingId }) => {
      book.dismiss(firingId);
      return ok(null);
    },
    'alert.pause': async ({ paused, minutes }) => {
      book.pause(paused ? { until: minutes === undefined ? null : now() + minutes * MINUTE_MS } : null);
      return ok(null);
    },
  };
}
