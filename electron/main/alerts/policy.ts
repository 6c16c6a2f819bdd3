import type { AlertWatch, StoredAlert } from '../storage/stored-alert';

/** Whether the alert is to be looked at: what is snoozed is, so that it knows where the price is when the snooze ends. */
export function isWatched(alert: StoredAlert, now: number): boolean {
  return alert.enabled && (alert.expiresAt === null || alert.expiresAt > now);
}

/**
 * The alert after what it watches for has happened, and whether that is told: not while it is snoozed or, when it recurs, cooling
 * down. One that fires once is done then.
 *
 * @param at when it happened, Unix ms; with `began` when the time ends in which it did
 * @param began when that time begins: what may have happened before the end of an alert is not lost
 */
export function happened(
  alert: StoredAlert,
  watch: AlertWatch,
  at: number,
  began = at,
): { readonly alert: StoredAlert; readonly tells: boolean } {
  const isSnoozed = alert.snoozedUntil !== null && at < alert.snoozedUntil;
  const isCooling =
    alert.repeat === 'recurring' &&
    alert.firedAt !== null &&
    Math.abs(at - alert.firedAt) < alert.cooldownSeconds * 1_000;
  const isOver = alert.expiresAt !== null && began >= alert.expiresAt;
  if (isSnoozed || isCooling || isOver) return { alert: { ...alert, watch }, tells: false };
  return {
    alert: {
      ...alert,
      watch,
      enabled: alert.repeat === 'recurring',
      snoozedUntil: null,
      firedAt: at,
      firedCount: alert.firedCount + 1,
    },
    tells: true,
  };
}
